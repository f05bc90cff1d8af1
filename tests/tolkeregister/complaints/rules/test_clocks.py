"""Clocks of complaints: suspensions move them exactly, a last day lasts until midnight, late is still recordable."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.times import oslo
from tolkeregister.complaints.rules.clocks import (
    Clock,
    Pause,
    closes_at,
    counted_days,
    days_to_reach,
    is_late,
    last_day,
    may_extend,
    may_resume,
    may_suspend,
)
from tolkeregister.complaints.rules.words import Unit
from tolkeregister.core.holidays import holidays_between
from tolkeregister.core.rules.working_days import add_working_days, is_working_day, working_days_between

HOLIDAYS = holidays_between(date(2025, 1, 1), date(2032, 1, 1))
MONDAY = date(2026, 3, 2)
EASTER = Pause(
    date(2026, 3, 30), date(2026, 4, 9)
)  # Monday of Holy Week to the Thursday after: five working days
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("clock", "pauses", "expected"),
    [
        (Clock(Unit.WORKING, 5, MONDAY), (), date(2026, 3, 9)),
        (Clock(Unit.CALENDAR, 21, MONDAY), (), date(2026, 3, 23)),
        (Clock(Unit.CALENDAR, 26, MONDAY), (), date(2026, 3, 30)),  # 28 March is a Saturday
        (Clock(Unit.CALENDAR, 31, MONDAY), (), date(2026, 4, 7)),  # Maundy Thursday to the Tuesday after
        (Clock(Unit.CALENDAR, 21, MONDAY), (Pause(date(2026, 3, 4), date(2026, 3, 11)),), date(2026, 3, 30)),
        (Clock(Unit.CALENDAR, 21, MONDAY), (Pause(date(2026, 3, 4), date(2026, 3, 4)),), date(2026, 3, 23)),
        (Clock(Unit.CALENDAR, 21, MONDAY), (Pause(date(2026, 3, 4), None),), None),
        (Clock(Unit.CALENDAR, 21, MONDAY), (Pause(date(2026, 3, 24), None),), date(2026, 3, 23)),
    ],
)
def test_the_last_day(clock: Clock, pauses: tuple[Pause, ...], expected: date | None) -> None:
    assert last_day(clock, pauses, HOLIDAYS) == expected


def test_five_working_days_suspended_over_easter_move_the_deadline_by_exactly_five_working_days() -> None:
    """Failure mode 23."""
    assert working_days_between(EASTER.first - timedelta(days=1), date(2026, 4, 8), HOLIDAYS) == 5
    clock = Clock(Unit.WORKING, 30, MONDAY)
    plain = last_day(clock, (), HOLIDAYS)
    assert plain is not None
    assert last_day(clock, (EASTER,), HOLIDAYS) == add_working_days(plain, 5, HOLIDAYS)


@settings(max_examples=150, deadline=None)
@given(
    unit=st.sampled_from(Unit),
    days=st.integers(1, 120),
    start=DAYS,
    spans=st.lists(st.tuples(DAYS, st.integers(0, 40)), max_size=4),
)
def test_every_day_that_counts_is_counted_once_however_suspensions_overlap(
    unit: Unit, days: int, start: date, spans: list[tuple[date, int]]
) -> None:
    pauses = [Pause(first, first + timedelta(days=long)) for first, long in spans]
    last = last_day(Clock(unit, days, start), pauses, HOLIDAYS)
    assert last is not None
    assert is_working_day(last, HOLIDAYS)
    assert not any(pause.holds(last) for pause in pauses)
    every = [start + timedelta(days=offset) for offset in range(1, (last - start).days + 1)]
    counted = [
        day
        for day in every
        if not any(pause.holds(day) for pause in pauses)
        and (unit is Unit.CALENDAR or is_working_day(day, HOLIDAYS))
    ]
    if unit is Unit.WORKING:
        assert len(counted) == days
    else:
        assert not any(is_working_day(day, HOLIDAYS) for day in counted[days - 1 : -1]), "the first open day"
    assert counted_days(start, last, pauses) >= days


@settings(max_examples=60, deadline=None)
@given(start=DAYS, until=DAYS, unit=st.sampled_from(Unit))
def test_an_extension_to_a_date_reaches_it_and_no_further_than_it_must(
    start: date, until: date, unit: Unit
) -> None:
    clock = Clock(unit, 10, start)
    more = days_to_reach(clock, (), until, HOLIDAYS)
    reached = last_day(Clock(unit, 10 + more, start), (), HOLIDAYS)
    assert reached is not None
    assert reached >= until
    if more:
        before = last_day(Clock(unit, 9 + more, start), (), HOLIDAYS)
        assert before is not None
        assert before < until


def test_the_last_day_lasts_until_midnight_in_norway() -> None:
    """23.59 is in time and 00.00 is late, in winter and in summer; a clock that stands still is never late."""
    for day in (date(2026, 1, 15), date(2026, 7, 15), date(2026, 3, 29), date(2026, 10, 25)):
        midnight = oslo(day, "24:00")
        assert not is_late(oslo(day, "23:59"), day)
        assert is_late(midnight, day)
        assert closes_at(day) == midnight
    assert not is_late(datetime(2030, 1, 1, tzinfo=UTC), None)


def test_nested_suspensions_are_rejected_and_each_has_a_ground() -> None:
    """Failure mode 23."""
    running, past = Pause(MONDAY, None), Pause(MONDAY, MONDAY + timedelta(days=5))
    inside = MONDAY + timedelta(days=2)
    assert may_suspend([running], inside, "Politiet ber om det", received_on=MONDAY).codes == (
        "already_suspended",
    )
    assert may_suspend([past], inside, "Sykdom", received_on=MONDAY).codes == ("suspension_overlaps",)
    assert may_suspend([past], MONDAY + timedelta(days=5), "Sykdom", received_on=MONDAY).allowed
    assert may_suspend([], MONDAY, " ", received_on=MONDAY).codes == ("cause_missing",)
    assert may_suspend([], MONDAY, "Sykdom", received_on=inside).codes == ("before_received",)
    assert may_resume([past], inside).codes == ("not_suspended",)
    assert may_resume([running], MONDAY - timedelta(days=1)).codes == ("resumed_before_suspended",)
    assert may_resume([running], MONDAY).allowed


def test_an_extension_has_a_ground_and_at_least_a_day() -> None:
    assert may_extend(1, "Mange vitner").allowed
    assert may_extend(0, "Mange vitner").codes == ("days_out_of_bounds",)
    assert may_extend(5, "").codes == ("cause_missing",)
