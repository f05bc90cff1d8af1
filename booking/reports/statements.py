"""The statements of reports, one per file under `sql/`; each file's header says what it answers."""

from functools import cache
from pathlib import Path

from sqlalchemy import TextClause, text

FOLDER = Path(__file__).parent / "sql"


@cache
def statement(name: str) -> TextClause:
    """The statement in `sql/<name>.sql`, without its header. FileNotFoundError when there is none."""
    lines = (FOLDER / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return text("\n".join(line for line in lines if not line.startswith("--")))
