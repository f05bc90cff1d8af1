"""The roll-ups plus the facts since are the raw facts, whatever was recorded in whatever order."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

import web.jobs  # noqa: F401
from booking.statistics import jobs
from booking.statistics.cells import ShareCells
from booking.statistics.commands import mark_closed_facts, roll_up
from booking.statistics.queries import nation_meter, shares_by_language_year_county
from booking.statistics.rules import Share
from tests.booking.statistics.facts import Fact, record
from tolkeregister.core.database import Database, Session
from tolkeregister.core.jobs.registry import TIMETABLE
from tolkeregister.core.jobs.worker import Worker

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
Cells = dict[tuple[int, str, str], tuple[int, int]]


def as_dict(cells: ShareCells) -> Cells:
    keys = zip(cells.years, cells.languages, cells.counties, strict=True)
    return dict(zip(keys, zip(cells.assignments, cells.qualified, strict=True), strict=True))


def counted(facts: list[Fact]) -> Cells:
    """The same by hand."""
    every: Counter[tuple[int, str, str]] = Counter()
    qualified: Counter[tuple[int, str, str]] = Counter()
    for fact in facts:
        key = (fact.day.year, fact.language, fact.county)
        every[key] += fact.times * fact.weight
        qualified[key] += fact.times * fact.weight * (fact.category is not None)
    return {key: (number, qualified[key]) for key, number in every.items() if number}


days = st.dates(date(2025, 1, 1), date(2026, 11, 23))
facts = st.builds(
    Fact, day=days, language=st.sampled_from(["ar", "so"]), category=st.sampled_from([None, "B", "E"]),
    county=st.sampled_from(["03", "46"]), times=st.integers(1, 3), unknown=st.just(False),
    weight=st.sampled_from([1, 1, 1, -1]),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.tuples(st.lists(facts, max_size=5), st.booleans(), st.booleans()), max_size=5))
async def test_the_rollup_and_the_facts_since_equal_the_raw_facts(
    session: Session, batches: list[tuple[list[Fact], bool, bool]]
) -> None:
    """Batches are recorded in any order of days; after some a mark is set, after some the roll-up runs."""
    await session.execute(text("SET LOCAL ROLE NONE"))  # the application itself may not remove a fact
    await session.execute(text("DELETE FROM assignment_fact"))
    await session.execute(text("DELETE FROM share_rollup"))
    await session.execute(text("DELETE FROM share_year"))
    await session.execute(text("DELETE FROM share_month"))
    recorded: list[Fact] = []
    for batch, mark, run in batches:
        await record(session, *batch)
        recorded += batch
        if mark:
            await mark_closed_facts(session, now=NOW)
        if run:
            await roll_up(session)
        assert as_dict(await shares_by_language_year_county(session)) == counted(recorded)
        this_year = [fact for fact in recorded if fact.day.year == 2026]
        assert (await nation_meter(session, now=NOW)).this_year == Share(
            sum(fact.times * fact.weight for fact in this_year),
            sum(fact.times * fact.weight for fact in this_year if fact.category),
        )


async def test_a_late_confirmation_of_an_old_day_is_in_at_once(session: Session) -> None:
    await record(session, Fact(date(2026, 11, 20), times=3))
    await mark_closed_facts(session, now=NOW)
    await roll_up(session)
    await record(session, Fact(date(2026, 11, 2)))
    assert as_dict(await shares_by_language_year_county(session)) == {(2026, "ar", "03"): (4, 0)}


async def test_rolling_up_twice_changes_nothing(session: Session) -> None:
    await record(session, Fact(date(2025, 12, 31)), Fact(date(2026, 1, 1), category="A"))
    await mark_closed_facts(session, now=NOW)
    assert await roll_up(session) == (2025, 2026)
    before = as_dict(await shares_by_language_year_county(session))
    assert await roll_up(session) == ()
    assert as_dict(await shares_by_language_year_county(session)) == before


async def test_only_the_years_touched_are_rebuilt(session: Session) -> None:
    await record(session, Fact(date(2025, 6, 1)), Fact(date(2026, 6, 1)))
    await mark_closed_facts(session, now=NOW)
    await roll_up(session)
    await record(session, Fact(date(2025, 6, 2)))
    await mark_closed_facts(session, now=NOW)
    assert await roll_up(session) == (2025,)


async def test_facts_after_the_mark_are_left_for_the_next_night(session: Session) -> None:
    await record(session, Fact(date(2026, 6, 1)))
    await mark_closed_facts(session, now=NOW)
    await record(session, Fact(date(2026, 6, 1)))
    await roll_up(session)
    rolled = (await session.execute(text("SELECT sum(assignments) FROM share_rollup"))).scalar_one()
    assert rolled == 1


async def test_the_night_job_marks_and_rolls_up(database: Database, session: Session) -> None:
    await record(session, Fact(date(2026, 6, 1), category="C", times=2))
    await session.execute(text("INSERT INTO job (name, args) VALUES ('statistics.close_facts', '{}')"))
    await Worker(
        database, clock=lambda: datetime.max.replace(tzinfo=UTC) - timedelta(days=9), side=1
    ).run_due()
    row = (await session.execute(text("SELECT year, month, assignments, qualified FROM share_month"))).one()
    assert tuple(row) == (2026, 6, 2, 2)


def test_the_night_job_is_on_the_timetable() -> None:
    assert TIMETABLE["statistics.close_facts"] == timedelta(days=1)
    assert jobs.ROLL_UP not in TIMETABLE


@pytest.mark.race
async def test_the_mark_waits_for_facts_that_are_being_recorded(own_database: Database) -> None:
    """A lower id that commits later would be lost for ever."""
    async with own_database.open() as slow, own_database.open() as quick:
        await record(slow, Fact(date(2026, 6, 1)))
        async with own_database.open() as marking:
            await marking.execute(text("SET LOCAL lock_timeout = '200ms'"))
            with pytest.raises(Exception, match="lock timeout"):
                await mark_closed_facts(marking, now=NOW)
        await record(quick, Fact(date(2026, 6, 1)))
        await slow.rollback()
        await quick.rollback()
