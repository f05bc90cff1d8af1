"""The demo shows exceptions from its first day, and also when the dispensation is history."""

from datetime import UTC, date, datetime

import asyncpg
import pytest

from tests.builders.bodies import a_body
from tests.builders.times import oslo
from tests.fixtures.database import count_rows
from tests.web.demo.test_load import SATURDAY, load, rows
from tolkeregister.core.database import Database, Session
from web.demo.exceptions import BOOKER, RECORD_EXCEPTIONS, record_exceptions

GROUNDS = "SELECT ground, count(*) AS n FROM assignment WHERE ground IS NOT NULL GROUP BY 1 ORDER BY 1"


async def test_the_loaded_nation_asks_for_them_once(own_database_url: str, own_database: Database) -> None:
    for _ in range(2):
        await load(own_database_url, SATURDAY)
    asked = await rows(own_database_url, "SELECT args FROM job WHERE name = $1", RECORD_EXCEPTIONS)
    assert len(asked) == 1
    async with own_database.writing() as session:
        await record_exceptions(session, booker=BOOKER, now=datetime(2026, 11, 21, 12, tzinfo=UTC))
    found: list[asyncpg.Record] = await rows(own_database_url, GROUNDS)
    assert [row["ground"] for row in found] == ["dispensation", "emergency", "not_defensible_to_wait"]


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2027, 3, 1)])
async def test_they_can_be_recorded_on_any_day(session: Session, day: date) -> None:
    await a_body(session)
    await record_exceptions(session, booker=BOOKER, now=oslo(day, "12:00"))
    assert await count_rows(session, "exception_use") == 3
    assert await count_rows(session, "child_use") == 1
