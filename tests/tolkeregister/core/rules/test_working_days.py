"""Working days, with Norwegian holidays where they bite."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.core.rules.working_days import add_working_days, is_working_day, working_days_between

HOLIDAYS = frozenset(
    {
        date(2026, 4, 2),  # Maundy Thursday
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),  # Easter Monday
        date(2026, 5, 17),  # a Sunday
        date(2026, 12, 25),
        date(2026, 12, 26),  # a Saturday
        date(2027, 1, 1),
    }
)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), 0),
        (date(2026, 11, 23), date(2026, 11, 24), 1),
        (date(2026, 11, 27), date(2026, 11, 28), 0),
        (date(2026, 11, 27), date(2026, 11, 29), 0),
        (date(2026, 11, 27), date(2026, 11, 30), 1),
        (date(2026, 11, 28), date(2026, 11, 30), 1),
        (date(2026, 11, 23), date(2026, 11, 30), 5),
        (date(2026, 11, 23), date(2026, 12, 1), 6),
        (date(2026, 4, 1), date(2026, 4, 7), 1),
        (date(2026, 12, 24), date(2026, 12, 28), 1),
        (date(2026, 12, 31), date(2027, 1, 4), 1),
        (date(2026, 5, 15), date(2026, 5, 18), 1),
        (date(2026, 11, 24), date(2026, 11, 23), 0),
    ],
)
def test_working_days_between_two_dates(first: date, last: date, days: int) -> None:
    assert working_days_between(first, last, HOLIDAYS) == days


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
        (date(2026, 11, 27), 3, date(2026, 12, 2)),
        (date(2026, 4, 1), 1, date(2026, 4, 7)),
        (date(2026, 12, 24), 5, date(2027, 1, 4)),
    ],
)
def test_adding_working_days(day: date, days: int, expected: date) -> None:
    assert add_working_days(day, days, HOLIDAYS) == expected


def test_counting_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 11, 23), -1, HOLIDAYS)


DATES = st.dates(date(2026, 1, 1), date(2027, 6, 1))


@given(DATES, st.integers(0, 90), st.frozensets(DATES, max_size=30))
def test_counting_equals_looking_at_every_day(first: date, span: int, holidays: frozenset[date]) -> None:
    days = [first + timedelta(days=n) for n in range(1, span + 1)]
    expected = sum(is_working_day(day, holidays) for day in days)
    assert working_days_between(first, first + timedelta(days=span), holidays) == expected


@given(DATES, st.integers(1, 40), st.frozensets(DATES, max_size=30))
def test_adding_and_counting_agree(day: date, days: int, holidays: frozenset[date]) -> None:
    ends = add_working_days(day, days, holidays)
    assert is_working_day(ends, holidays)
    assert working_days_between(day, ends, holidays) == days
