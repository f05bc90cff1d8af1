"""Interpreters state their own time, nobody else's, and what is booked stays booked."""

from datetime import timedelta

import pytest

from booking.availability.commands import (
    add_absence,
    add_one_off_day,
    remove_absence,
    remove_one_off_day,
    set_weekly_hours,
)
from booking.availability.queries import Hours, my_week
from booking.search.queries import SearchCriteria, find
from tests.builders.answers import value
from tests.builders.assignments import busy
from tests.builders.bodies import a_body
from tests.builders.interpreters import an_interpreter
from tests.builders.times import MONDAY, NOW, between, oslo
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound


async def free(session: Session, starts: str, ends: str) -> str | None:
    starts_at, ends_at = between(MONDAY, starts, ends)
    criteria = SearchCriteria(language_tag="ar", mode="screen", starts_at=starts_at, ends_at=ends_at)
    found = (await find(session, criteria, now=NOW)).interpreters
    return found[0].availability if found else None


async def test_the_whole_week_is_replaced(session: Session) -> None:
    tolk = await an_interpreter(session)
    assert await free(session, "10:00", "11:00") == "not_stated"
    await set_weekly_hours(session, tolk.actor, [(0, 480, 720), (0, 720, 960), (4, 1320, 1560)], now=NOW)
    assert await free(session, "11:30", "12:30") == "free", "two stretches that touch are one"
    await set_weekly_hours(session, tolk.actor, [(1, 480, 720)], now=NOW + timedelta(hours=1))
    week = await my_week(session, tolk.actor, MONDAY)
    assert week.hours == (Hours(1, 480, 720),)
    assert week.stated_at == NOW + timedelta(hours=1)
    assert await free(session, "11:30", "12:30") is None


async def test_a_friday_night_runs_into_saturday(session: Session) -> None:
    """Failure mode 17: 22.00–02.00 can be stated."""
    tolk = await an_interpreter(session)
    await set_weekly_hours(session, tolk.actor, [(0, 1320, 1560)], now=NOW)
    assert await free(session, "22:00", "26:00") == "free"
    assert await free(session, "23:30", "24:30") == "free"
    assert await free(session, "22:00", "26:15") is None


@pytest.mark.parametrize("stretch", [(7, 0, 60), (0, 1440, 1500), (0, 600, 600), (0, 600, 2041)])
async def test_a_stretch_that_is_none_is_refused_and_nothing_is_changed(
    session: Session, stretch: tuple[int, int, int]
) -> None:
    tolk = await an_interpreter(session)
    await set_weekly_hours(session, tolk.actor, [(0, 480, 720)], now=NOW)
    with pytest.raises(Invalid) as wrong:
        await set_weekly_hours(session, tolk.actor, [(1, 480, 720), stretch], now=NOW)
    assert wrong.value.reasons[0].facts["index"] == 1
    assert (await my_week(session, tolk.actor, MONDAY)).hours == (Hours(0, 480, 720),)


async def test_an_absence_hides_the_interpreter_and_shows_what_clashes(session: Session) -> None:
    body, tolk = await a_body(session), await an_interpreter(session)
    await busy(session, body, tolk.id, *between(MONDAY, "13:00", "14:00"))
    starts_at, ends_at = between(MONDAY, "12:00", "16:00")
    absence, clashes = await add_absence(session, tolk.actor, starts_at, ends_at, now=NOW)
    assert [each.starts_at for each in clashes] == [oslo(MONDAY, "13:00")]
    (away,) = (await my_week(session, tolk.actor, MONDAY)).absences
    assert away.clashes == (clashes[0].number,)
    assert await value(session, "SELECT count(*) FROM booked") == 1, "the assignment stands"
    assert await free(session, "15:00", "16:00") is None
    await remove_absence(session, tolk.actor, absence, now=NOW)
    assert await free(session, "15:00", "16:00") == "not_stated"


async def test_a_day_besides_the_week_can_be_added_and_taken_back(session: Session) -> None:
    tolk = await an_interpreter(session)
    await set_weekly_hours(session, tolk.actor, [(2, 480, 720)], now=NOW)
    day = await add_one_off_day(session, tolk.actor, MONDAY, 600, 720, now=NOW)
    assert await free(session, "10:00", "12:00") == "free"
    await remove_one_off_day(session, tolk.actor, day, now=NOW)
    assert await free(session, "10:00", "12:00") is None


async def test_nobody_changes_anothers_time(session: Session) -> None:
    owner, other, body = await an_interpreter(session), await an_interpreter(session), await a_body(session)
    absence, _ = await add_absence(session, owner.actor, *between(MONDAY, "12:00", "16:00"), now=NOW)
    day = await add_one_off_day(session, owner.actor, MONDAY, 600, 720, now=NOW)
    for command, row in ((remove_absence, absence), (remove_one_off_day, day)):
        with pytest.raises(NotFound):
            await command(session, other.actor, row, now=NOW)
        with pytest.raises(NotAllowed):
            await command(session, body.booker, row, now=NOW)
    with pytest.raises(NotAllowed):
        await set_weekly_hours(session, body.booker, [], now=NOW)
    with pytest.raises(Invalid):
        await add_absence(session, owner.actor, NOW, NOW, now=NOW)
