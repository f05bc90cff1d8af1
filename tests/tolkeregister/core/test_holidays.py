"""Public holidays come from the maintained list; a few years are counted by hand (lov om helligdager § 2)."""

from datetime import date

import pytest

from tolkeregister.core.holidays import holidays_between, holidays_of


def test_2027_has_eleven_because_the_constitution_day_is_whit_monday() -> None:
    assert len(holidays_of(2027)) == 11
    assert date(2027, 5, 17) in holidays_of(2027)


@pytest.mark.parametrize("day", [date(2026, 12, 24), date(2026, 12, 31), date(2026, 11, 22)])
def test_christmas_eve_new_years_eve_and_ordinary_sundays_are_no_holidays(day: date) -> None:
    assert day not in holidays_of(day.year)


def test_a_span_over_new_year_has_both_years() -> None:
    assert {date(2026, 12, 25), date(2027, 1, 1)} <= holidays_between(date(2026, 12, 20), date(2027, 1, 5))
