"""The last day to appeal and to reply: forvaltningsloven §§ 29–30, domstolloven §§ 148–149."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.core.clock import oslo_date
from tolkeregister.core.holidays import holidays_between
from tolkeregister.core.rules.working_days import is_working_day
from tolkeregister.decisions.rules.deadlines import appeal_by, days_taken, next_working_day, reply_by
from tolkeregister.decisions.rules.notification import notified

DAYS = st.dates(date(2022, 1, 1), date(2040, 12, 31))


def last_day(notified_on: date) -> date:
    return appeal_by(notified_on, 3, holidays_between(notified_on, notified_on + timedelta(days=60)))


@pytest.mark.parametrize(
    ("notified_on", "expected"),
    [
        (date(2026, 11, 23), date(2026, 12, 14)),  # Monday to Monday
        (date(2026, 11, 28), date(2026, 12, 21)),  # a Saturday three weeks on: the Monday after
        (date(2026, 12, 4), date(2026, 12, 28)),  # Christmas Day, a Friday: the next working day
        (date(2026, 12, 11), date(2027, 1, 4)),  # New Year's Day, a Friday: over the weekend
        (date(2026, 12, 10), date(2026, 12, 31)),  # New Year's Eve is a working day
        (date(2026, 12, 3), date(2026, 12, 24)),  # and so is Christmas Eve
        (date(2027, 3, 4), date(2027, 3, 30)),  # Maundy Thursday 2027: the Tuesday after Easter
        (date(2027, 3, 5), date(2027, 3, 30)),  # Good Friday
        (date(2027, 3, 8), date(2027, 3, 30)),  # Easter Monday
        (date(2027, 4, 26), date(2027, 5, 18)),  # 17 May, a Monday
        (date(2025, 4, 10), date(2025, 5, 2)),  # 1 May, a Thursday
    ],
)
def test_a_deadline_on_a_day_offices_are_closed_moves_on(notified_on: date, expected: date) -> None:
    assert last_day(notified_on) == expected


@given(DAYS)
def test_there_are_always_three_whole_weeks_and_it_ends_on_a_working_day(notified_on: date) -> None:
    last = last_day(notified_on)
    assert last >= notified_on + timedelta(days=21)
    assert is_working_day(last, holidays_between(last, last))
    # nothing but closed days were skipped
    skipped = [notified_on + timedelta(days=21 + n) for n in range((last - notified_on).days - 21)]
    assert not any(is_working_day(day, holidays_between(day, day)) for day in skipped)


@given(DAYS, DAYS)
def test_who_was_told_later_never_has_an_earlier_deadline(one: date, other: date) -> None:
    assert (one <= other) <= (last_day(one) <= last_day(other))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23T22:59:59+00:00", date(2026, 12, 14)),  # 23.59 on Monday in Oslo
        ("2026-11-23T23:00:00+00:00", date(2026, 12, 15)),  # midnight in Oslo: Tuesday
        ("2026-06-30T21:59:59+00:00", date(2026, 7, 21)),  # summer time
        ("2026-06-30T22:00:00+00:00", date(2026, 7, 22)),
    ],
)
def test_days_are_counted_on_the_norwegian_calendar(at: str, expected: date) -> None:
    assert last_day(oslo_date(datetime.fromisoformat(at))) == expected


def test_paper_is_held_to_have_come_a_week_after_it_was_posted() -> None:
    posted = datetime(2026, 11, 23, 11, tzinfo=UTC)
    assert notified("print", posted, 7).at == posted + timedelta(days=7)
    assert notified("mailbox", posted, 7).at == posted
    assert {notified(route, posted, 7).rule for route in ("print", "mailbox")} == {"posted", "in_mailbox"}


@given(DAYS, st.integers(14, 90))
def test_a_reply_has_at_least_the_days_that_were_said(given_on: date, days: int) -> None:
    last = reply_by(given_on, days, holidays_between(given_on, given_on + timedelta(days=120)))
    assert timedelta(days=days) <= last - given_on <= timedelta(days=days + 6)


def test_a_working_day_stays() -> None:
    assert next_working_day(date(2026, 11, 23), frozenset()) == date(2026, 11, 23)


def test_handling_time_is_never_negative() -> None:
    assert days_taken(date(2026, 1, 2), date(2026, 1, 1)) == 0
    assert days_taken(date(2025, 12, 31), date(2026, 1, 2)) == 2
