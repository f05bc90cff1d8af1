"""The search answers with the best qualified first, and only with those who are not known to be busy."""

from booking.search.queries import SearchCriteria, find
from tests.builders.assignments import busy
from tests.builders.bodies import a_body
from tests.builders.interpreters import an_absence, an_interpreter, weekly_hours
from tests.builders.times import MONDAY, NOW, between
from tolkeregister.core.database import Session


def at(starts: str, ends: str, **more: object) -> SearchCriteria:
    """Arabic by screen on an ordinary Monday."""
    starts_at, ends_at = between(MONDAY, starts, ends)
    return SearchCriteria(
        **{"language_tag": "ar", "mode": "screen", "starts_at": starts_at, "ends_at": ends_at} | more
    )


async def test_free_before_not_stated_before_the_next_category(session: Session) -> None:
    d = await an_interpreter(session, category="D", hours=True)
    unstated = await an_interpreter(session, category="B")
    free = await an_interpreter(session, category="B", hours=True)
    a = await an_interpreter(session, category="A")
    answer = await find(session, at("10:00", "11:00"), now=NOW)
    assert [each.number for each in answer.interpreters] == [a.number, free.number, unstated.number, d.number]
    assert [(group.category, group.count) for group in answer.groups] == [("A", 1), ("B", 2), ("D", 1)]


async def test_busy_are_counted_and_not_shown(session: Session) -> None:
    body = await a_body(session)
    away = await an_interpreter(session, hours=True)
    booked = await an_interpreter(session, hours=True)
    outside = await an_interpreter(session)
    await weekly_hours(session, outside.id, [(0, 480, 630)])
    await an_absence(session, away.id, *between(MONDAY, "10:30", "12:00"))
    await busy(session, body, booked.id, *between(MONDAY, "09:00", "10:30"))
    answer = await find(session, at("10:00", "11:00"), now=NOW)
    assert (answer.count, answer.busy, answer.interpreters) == (0, 3, ())
