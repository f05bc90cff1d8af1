"""Norwegian instants and days."""

from datetime import UTC, date, datetime

from web.demo.nation.days import at, end_of


def test_midnight_is_an_hour_apart_in_summer_and_winter() -> None:
    assert at(date(2021, 12, 31)) == datetime(2021, 12, 30, 23, tzinfo=UTC)
    assert at(date(2021, 6, 30)) == datetime(2021, 6, 29, 22, tzinfo=UTC)
    assert end_of(date(2021, 12, 31)) == datetime(2021, 12, 31, 22, 59, 59, tzinfo=UTC)


def test_minutes_past_midnight_run_into_the_next_day() -> None:
    assert at(date(2021, 12, 31), 1500) == datetime(2022, 1, 1, 0, 0, tzinfo=UTC)
