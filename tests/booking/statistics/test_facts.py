"""A confirmed assignment becomes one fact, and it counts on the Norwegian day it began, whole."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from booking.assignments.commands import confirm_delivered
from booking.statistics.queries import unit_meter
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.interpreters import an_interpreter
from tests.builders.times import oslo
from tolkeregister.core.database import Session

NEW_YEARS_EVE, NEW_YEARS_DAY = date(2026, 12, 31), date(2027, 1, 1)


async def confirmed(session: Session, body: BuiltBody, starts_at: datetime, minutes: int) -> None:
    """An assignment that was carried out."""
    tolk = await an_interpreter(session, hours=True)
    ends_at = starts_at + timedelta(minutes=minutes)
    assignment = await an_assignment(session, body, starts_at, ends_at)
    await accepted_by(session, assignment, tolk.id, at=starts_at - timedelta(days=1))
    await confirm_delivered(session, body.booker, assignment.number, now=ends_at + timedelta(days=2))


@pytest.mark.parametrize(
    ("starts_at", "minutes", "day"),
    [
        (oslo(NEW_YEARS_EVE, "22:00"), 240, NEW_YEARS_EVE),  # until two in the night: half of it next year
        (oslo(NEW_YEARS_EVE, "23:59"), 60, NEW_YEARS_EVE),
        (oslo(NEW_YEARS_DAY, "00:00"), 60, NEW_YEARS_DAY),  # 23.00 of the year before in UTC
        (oslo(date(2027, 3, 28), "01:30"), 60, date(2027, 3, 28)),  # until 03.30 by the clock
        (oslo(date(2027, 7, 1), "00:30"), 30, date(2027, 7, 1)),  # 22.30 of the month before in UTC
    ],
)
async def test_a_fact_stands_on_the_norwegian_day_it_began_with_all_its_minutes(
    session: Session, starts_at: datetime, minutes: int, day: date
) -> None:
    await confirmed(session, await a_body(session), starts_at, minutes)
    found = (await session.execute(text("SELECT day, started_at, minutes FROM assignment_fact"))).one()
    assert tuple(found) == (day, starts_at, minutes)


async def test_a_night_over_new_year_counts_once_and_in_the_old_year(session: Session) -> None:
    body = await a_body(session)
    await confirmed(session, body, oslo(NEW_YEARS_EVE, "22:00"), 240)
    for hour in ("00:30", "02:30"):
        await confirmed(session, body, oslo(NEW_YEARS_DAY, hour), 60)
    old = await unit_meter(session, body.unit_id, now=datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
    new = await unit_meter(session, body.unit_id, now=datetime(2027, 1, 5, tzinfo=UTC))
    assert (old.this_year.assignments, new.this_year.assignments) == (1, 2)
