"""Norwegian holidays and instants, against a package the generator does not use."""

from datetime import UTC, date, datetime

import holidays as package
import pytest

from web.demo.nation.days import at, end_of, holidays


@pytest.mark.parametrize("year", range(2017, 2041))
def test_holidays_are_those_of_the_holidays_package(year: int) -> None:
    expected = set(package.country_holidays("NO", years=year, language="no"))
    assert holidays(year) == expected


def test_midnight_is_an_hour_apart_in_summer_and_winter() -> None:
    assert at(date(2021, 12, 31)) == datetime(2021, 12, 30, 23, tzinfo=UTC)
    assert at(date(2021, 6, 30)) == datetime(2021, 6, 29, 22, tzinfo=UTC)
    assert end_of(date(2021, 12, 31)) == datetime(2021, 12, 31, 22, 59, 59, tzinfo=UTC)


def test_minutes_past_midnight_run_into_the_next_day() -> None:
    assert at(date(2021, 12, 31), 1500) == datetime(2022, 1, 1, 0, 0, tzinfo=UTC)
