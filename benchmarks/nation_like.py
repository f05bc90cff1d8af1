"""A register of the nation's size, and the same with ten times the interpreters but no more who speak Arabic."""

from datetime import UTC, datetime
from pathlib import Path

import asyncpg

NATION = 2_500  # interpreters
DAYS = 400  # with one assignment each, so that the nation has a million; the last 90 are to come
NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # Monday at noon in Oslo
TODAY = "2026-11-23 00:00+01"
TOMORROW = "2026-11-24"
_SQL = Path(__file__).with_suffix(".sql")


async def load_nation(address: str, *, times: int = 1, days: int = DAYS) -> int:
    """Fill an empty database with `times` the nation's interpreters; each has one booking a day, `days` of them.

    The last ninety days are to come. Returns how many bookings there are.
    """
    connection = await asyncpg.connect(address, command_timeout=3600)
    try:
        sql = _SQL.read_text(encoding="utf-8").format(people=NATION * times, days=days, today=TODAY)
        await connection.execute(sql)
        await connection.execute("VACUUM ANALYZE")
        return int(await connection.fetchval("SELECT count(*) FROM booked"))
    finally:
        await connection.close()
