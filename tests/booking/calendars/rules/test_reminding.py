"""When a reminder comes: the day before at the same hour and two hours before, and never one that is of no use."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.calendars.rules.reminding import ReminderTime, due_reminder
from tests.builders.times import oslo

TIMES = (ReminderTime("soon", 120, 30), ReminderTime("day_before", 1440, 1200))
START = oslo(date(2026, 3, 4), "10:00")
LONG_BEFORE = START - timedelta(days=9)


@pytest.mark.parametrize(
    ("minutes_before", "expected"),
    [
        (1441, "not_yet"), (1440, "day_before"), (1201, "day_before"), (1200, "too_late"), (121, "too_late"),
        (120, "soon"), (31, "soon"), (30, "too_late"), (1, "too_late"), (0, "already_started"),
        (-60, "already_started"),
    ],
)  # fmt: skip
def test_each_reminder_has_a_first_and_a_last_minute(minutes_before: int, expected: str) -> None:
    decision = due_reminder(START, LONG_BEFORE, TIMES, START - timedelta(minutes=minutes_before))
    assert decision.codes == (expected,)
    assert decision.allowed == (expected in ("day_before", "soon"))


def test_whoever_agreed_after_it_would_have_come_is_not_reminded_of_what_was_just_said() -> None:
    now = START - timedelta(minutes=100)
    assert due_reminder(START, START - timedelta(minutes=110), TIMES, now).codes == ("agreed_later",)
    assert due_reminder(START, START - timedelta(minutes=121), TIMES, now).codes == ("soon",)


def test_the_hours_are_real_ones_when_the_clock_changes() -> None:
    start = oslo(date(2026, 3, 29), "10:00")
    assert due_reminder(start, LONG_BEFORE, TIMES, oslo(date(2026, 3, 28), "09:00")).codes == ("day_before",)
    assert due_reminder(start, LONG_BEFORE, TIMES, oslo(date(2026, 3, 28), "08:59")).codes == ("not_yet",)


@given(st.integers(-100, 5000), st.integers(-100, 5000))
def test_nothing_is_sent_after_the_start_or_before_it_was_agreed(before: int, agreed: int) -> None:
    now: datetime = START - timedelta(minutes=before)
    decision = due_reminder(START, START - timedelta(minutes=agreed), TIMES, now)
    if decision.allowed:
        assert before > 0
        assert agreed >= before
