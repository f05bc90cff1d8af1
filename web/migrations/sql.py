"""Migrations are written in SQL, where constraints and indexes can be read; this runs one such file."""

from pathlib import Path

from alembic import op

FOLDER = Path(__file__).parent / "versions"


def run(name: str) -> None:
    """Run `versions/<name>.sql` in the migration's transaction, waiting at most three seconds for a lock."""
    script = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    connection = op.get_bind().connection.dbapi_connection
    op.get_bind().exec_driver_sql("SET LOCAL lock_timeout = '3s'")
    connection.run_async(lambda driver: driver.execute(script))  # type: ignore[union-attr]
