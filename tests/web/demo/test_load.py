"""The nation in the database: what was exact in the generator is exact in the tables, and a later start only adds."""

from datetime import UTC, date, datetime, time, timedelta

import asyncpg
import pytest

import web.jobs  # noqa: F401  (every job is known)
from booking.search.queries import SearchCriteria, find
from tolkeregister.core.clock import OSLO
from tolkeregister.core.database import Database
from tolkeregister.core.jobs.registry import JOBS
from web.demo.jobs import change_loaded_orders
from web.demo.load import fill
from web.demo.nation.days import next_working_day
from web.demo.progress import Progress

pytestmark = pytest.mark.long

SATURDAY = date(2026, 11, 21)
REGISTER = {
    "2020-12-31T22:59:59+00:00": {"A": 18, "B": 217, "C": 43, "D": 745, "E": 630},
    "2021-12-31T22:59:59+00:00": {"A": 26, "B": 234, "C": 45, "D": 814, "E": 829},
}
STANDING = """
    SELECT c.category, count(*) AS entries FROM entry_listing l JOIN entry_category c USING (entry_id)
     WHERE l.valid @> $1::timestamptz AND l.recorded @> $1::timestamptz
       AND c.valid @> $1::timestamptz AND c.recorded @> $1::timestamptz GROUP BY 1
"""


@pytest.fixture
async def loaded(own_database_url: str) -> str:
    """The smallest nation on a Saturday."""
    await load(own_database_url, SATURDAY)
    return own_database_url


async def load(address: str, today: date) -> None:
    """What a start of the demo does."""
    connection = await asyncpg.connect(address)
    try:
        await fill(connection, scale=1000, today=today, progress=Progress("test"))
    finally:
        await connection.close()


async def rows(address: str, sql: str, *values: object) -> list[asyncpg.Record]:
    """The answer of one question."""
    connection = await asyncpg.connect(address)
    try:
        found: list[asyncpg.Record] = await connection.fetch(sql, *values)
        return found
    finally:
        await connection.close()


async def test_the_nation_loads_and_lives_on(loaded: str, own_database: Database) -> None:
    for at, wanted in REGISTER.items():
        found = await rows(loaded, STANDING, datetime.fromisoformat(at))
        assert {row["category"]: row["entries"] for row in found} == wanted, f"the register at {at}"

    [share] = await rows(
        loaded, "SELECT count(*) AS n FROM assignment_fact WHERE organisation_id = 1 AND day > $1",
        SATURDAY - timedelta(days=400),
    )  # fmt: skip
    assert share["n"] >= 500, "the demo body's denominator"

    starts_at = datetime.combine(next_working_day(SATURDAY), time(10), OSLO).astimezone(UTC)
    asked = SearchCriteria(
        language_tag="ar", mode="screen", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
    )
    async with own_database.reading() as session:
        answer = await find(session, asked, now=datetime.combine(SATURDAY, time(8), UTC))
    assert answer.free >= 5, "arabisk by screen at 10.00 on the next working day"

    [unmet] = await rows(
        loaded, "SELECT (SELECT count(*) FROM undelivered_fact WHERE source = 'booking') AS counted, count(*) AS n"
        " FROM assignment WHERE state IN ('cancelled', 'unfilled', 'not_delivered')",
    )  # fmt: skip
    assert unmet["counted"] == unmet["n"] > 0, "what was not carried out is counted apart"

    [certificates] = await rows(loaded, "SELECT count(*) AS n FROM certificate_seen")
    assert certificates["n"] > 0, "bodies that need certificates have seen some"
    [dressed] = await rows(
        loaded, "SELECT count(*) AS n FROM assignment a JOIN request r ON r.id = a.request_id"
        " WHERE a.state = 'open' AND r.organisation_id = 1 AND r.fallbacks <> '[]'",
    )  # fmt: skip
    assert dressed["n"] == 3, "open orders with something that may fall"
    [before] = await rows(
        loaded, "SELECT count(*) AS n FROM offer f JOIN assignment a ON a.id = f.assignment_id WHERE f.round > a.round"
    )  # fmt: skip
    assert before["n"] == 0, "whoever is asked next comes after those asked already"
    courses = await rows(
        loaded, "SELECT o.code, o.held_from FROM test_round o WHERE o.test = 'tao' ORDER BY o.held_from DESC LIMIT 2"
    )  # fmt: skip
    assert courses[0]["held_from"] > SATURDAY - timedelta(days=250), (
        "a course of this year can be reported about"
    )

    names = {row["name"] for row in await rows(loaded, "SELECT DISTINCT name FROM job")}
    assert names
    assert names <= set(JOBS), "a loaded job that nobody does"

    async with own_database.writing() as session:
        await change_loaded_orders(session, now=datetime.combine(SATURDAY, time(8), UTC), organisation_id=1)
    changes = await rows(loaded, "SELECT state FROM assignment_change ORDER BY id")
    assert [row["state"] for row in changes] == ["proposed", "applied"], (
        "somebody is asked, something is done"
    )


async def test_a_later_start_adds_the_missing_days_and_keeps_what_people_did(loaded: str) -> None:
    [cancelled] = await rows(
        loaded,
        "UPDATE assignment SET state = 'cancelled', interpreter_id = NULL, end_reason = 'by_hand' WHERE id ="
        " (SELECT min(id) FROM assignment WHERE state = 'accepted' AND lower(period) > $1) RETURNING number",
        datetime.combine(SATURDAY, time(), UTC),
    )  # fmt: skip
    before = await counted(loaded)
    await load(loaded, SATURDAY)
    assert await counted(loaded) == before, "the same day again changes nothing"
    await load(loaded, SATURDAY + timedelta(days=5))
    after = await counted(loaded)
    assert after["assignment"] > before["assignment"]
    assert after["person"] == before["person"]
    [kept] = await rows(loaded, "SELECT state FROM assignment WHERE number = $1", cancelled["number"])
    assert kept["state"] == "cancelled"
    [carried_out] = await rows(
        loaded, "SELECT count(*) AS n FROM assignment_fact WHERE source = 'booking' AND day BETWEEN $1 AND $2",
        SATURDAY + timedelta(days=1), SATURDAY + timedelta(days=4),
    )  # fmt: skip
    assert carried_out["n"] > 0, "what was accepted at the first start has been carried out since"


async def counted(address: str) -> dict[str, int]:
    """How many rows the tables have."""
    tables = ("person", "assignment", "assignment_fact", "booked", "absence")
    return {table: (await rows(address, f"SELECT count(*) AS n FROM {table}"))[0]["n"] for table in tables}
