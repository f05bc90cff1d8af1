"""When nobody good enough is free, the nearest times and the other modes are."""

from datetime import timedelta

from booking.search.alternatives import alternatives
from booking.search.queries import SearchCriteria
from tests.builders.interpreters import an_absence, an_interpreter, weekly_hours
from tests.builders.times import MONDAY, NOW, between, oslo
from tolkeregister.core.database import Session

STARTS, ENDS = between(MONDAY, "11:00", "12:00")
ASKED = SearchCriteria(language_tag="ar", mode="screen", starts_at=STARTS, ends_at=ENDS)


async def test_the_nearest_time_with_a_better_category_comes_first(session: Session) -> None:
    await an_interpreter(session, category="E", hours=True)
    good = await an_interpreter(session, category="B")
    await weekly_hours(session, good.id, [(0, 13 * 60, 15 * 60), (1, 10 * 60, 12 * 60)])
    answer = await alternatives(session, ASKED, now=NOW)
    assert (answer.best_now, answer.days_searched) == ("E", 2)
    times = [(each.starts_at, each.best_category, each.free, each.highly_qualified) for each in answer.times]
    assert times[:3] == [
        (oslo(MONDAY, "13:00"), "B", 2, 1),
        (oslo(MONDAY, "13:30"), "B", 2, 1),
        (oslo(MONDAY, "14:00"), "B", 2, 1),
    ]
    assert oslo(MONDAY, "34:00") in [each.starts_at for each in answer.times], "10.00 the next day"
    assert oslo(MONDAY, "14:30") not in [each.starts_at for each in answer.times], (
        "it would end after the hours"
    )


async def test_another_mode_at_the_same_time_is_an_alternative(session: Session) -> None:
    await an_interpreter(session, category="A", hours=True, modes=["phone"])
    answer = await alternatives(session, ASKED, now=NOW)
    assert [(each.mode, each.free, each.best_category) for each in answer.modes] == [("phone", 1, "A")]
    assert answer.times == ()


async def test_a_week_is_searched_when_two_days_give_nothing(session: Session) -> None:
    tolk = await an_interpreter(session, category="A", hours=True)
    await an_absence(session, tolk.id, oslo(MONDAY, "00:00"), oslo(MONDAY + timedelta(days=4), "12:00"))
    answer = await alternatives(session, ASKED, now=NOW)
    assert answer.days_searched == 7
    assert answer.times[0].starts_at == oslo(MONDAY + timedelta(days=4), "12:00")


async def test_a_category_that_ends_before_the_other_time_does_not_count(session: Session) -> None:
    tolk = await an_interpreter(session, category="A", listed_to=oslo(MONDAY, "13:00"))
    await weekly_hours(session, tolk.id, [(0, 12 * 60, 20 * 60)])
    answer = await alternatives(session, ASKED, now=NOW)
    assert [each.starts_at for each in answer.times] == [oslo(MONDAY, "12:00"), oslo(MONDAY, "12:30")]
