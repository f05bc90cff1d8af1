"""Until when figures are preliminary: 20 August and 15 March."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.reports.rules.cut_off import (
    Lateness,
    cut_off,
    first_day_of,
    half_ends,
    half_of,
    is_preliminary,
    lateness,
)


@pytest.mark.parametrize(
    ("day", "received_on", "expected"),
    [
        (date(2026, 9, 15), date(2026, 9, 15), Lateness.IN_TIME),
        (date(2026, 9, 15), date(2026, 12, 31), Lateness.IN_TIME),
        (date(2026, 12, 31), date(2027, 1, 1), Lateness.LATE), (date(2026, 9, 15), date(2027, 3, 15), Lateness.LATE),
        (date(2026, 9, 15), date(2027, 3, 16), Lateness.AFTER_CUT_OFF),
        (date(2026, 6, 30), date(2026, 6, 30), Lateness.IN_TIME),
        (date(2026, 6, 30), date(2026, 7, 1), Lateness.LATE), (date(2026, 1, 1), date(2026, 8, 20), Lateness.LATE),
        (date(2026, 1, 1), date(2026, 8, 21), Lateness.AFTER_CUT_OFF),
    ],
)  # fmt: skip
def test_how_late_a_row_is(day: date, received_on: date, expected: Lateness) -> None:
    assert lateness(day, received_on) is expected


def test_figures_are_preliminary_through_the_cut_off() -> None:
    assert is_preliminary(date(2026, 12, 31), date(2027, 3, 15))
    assert not is_preliminary(date(2026, 12, 31), date(2027, 3, 16))


@given(st.dates(date(2017, 1, 1), date(2100, 1, 1)))
def test_the_cut_off_comes_after_the_half_year_and_before_the_next_ends(day: date) -> None:
    assert day <= half_ends(day) < cut_off(day) < half_ends(cut_off(day))
    assert half_of(first_day_of(half_of(day))) == half_of(day)
    assert first_day_of(half_of(day)) <= day
