"""fold() in SQL says what fold() in Python says."""

from pathlib import Path

import pytest
from sqlalchemy import text

import tolkeregister.core
from tolkeregister.core.database import Session
from tolkeregister.core.rules.name_variants import spellings_of
from tolkeregister.core.rules.sort_key import fold

DEFINITION = Path(tolkeregister.core.__file__).parent / "fold.sql"

# Latin, its extensions for Vietnamese, African and Sámi names, full width, and signs people type in names.
LATIN = [chr(code) for first, last in ((0x20, 0x24F), (0x1E00, 0x1EFF), (0x2010, 0x201F), (0xFF21, 0xFF5A))
         for code in range(first, last + 1)]  # fmt: skip
SAMPLES = [
    *LATIN,
    *(f"{before}{letter}{after}" for letter in LATIN for before, after in ("aa", "oe", "xx")),
    "Ødegaard", "Bøe", "Böe", "Boe", "Łukasz Kowalski", "Nguyễn Thị Ánh", "O\u2019Brien",
    "A\u030ase", "محمد علي",
    "مُحَمَّد", "Ｋａｒｉ", "  Anne - Grete  ", "",
]  # fmt: skip


@pytest.fixture
async def folding(session: Session) -> Session:
    """A session in which the function exists until the test is over."""
    await session.execute(text("SET LOCAL ROLE NONE"))
    await session.execute(text(DEFINITION.read_text().replace(":", r"\:")))
    return session


async def test_every_latin_letter_folds_alike_in_both(folding: Session) -> None:
    rows = await folding.execute(
        text("SELECT asked, fold(asked) FROM unnest(CAST(:samples AS text[])) asked"), {"samples": SAMPLES}
    )
    differing = {asked: (folded, fold(asked)) for asked, folded in rows if folded != fold(asked)}
    assert differing == {}


async def test_the_function_can_stand_in_an_index(folding: Session) -> None:
    await folding.execute(text("CREATE TEMP TABLE named (name text)"))
    await folding.execute(text("CREATE INDEX ON named USING gin (fold(name) gin_trgm_ops)"))
    await folding.execute(text("INSERT INTO named VALUES ('Muhammad Haile'), ('Kari Ødegård')"))
    found = await folding.scalars(
        text("SELECT name FROM named WHERE fold(name) = ANY(CAST(:names AS text[]))"),
        {"names": [*spellings_of("Mohammed Haile"), fold("ODEGAARD KARI"), fold("kari odegaard")]},
    )
    assert sorted(found) == ["Kari Ødegård", "Muhammad Haile"]
