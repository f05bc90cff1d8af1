"""Days, times and durations as Excel and people write them; what can be read in two ways is not guessed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.reports.rules.findings import Problem
from booking.reports.rules.when import (
    EARLIEST,
    Clock,
    Day,
    Start,
    read_clock,
    read_day,
    read_minutes,
    read_ordered,
    read_start,
)
from tolkeregister.core.clock import OSLO
from tolkeregister.core.rules.oslo_time import Instant, wall_clock

TODAY = date(2027, 6, 1)
SEPTEMBER = date(2026, 9, 15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15.09.2026", Day(SEPTEMBER)), ("15.9.2026", Day(SEPTEMBER)), ("15.09.26", Day(SEPTEMBER)),
        ("2026-09-15", Day(SEPTEMBER)), (" 15.09.2026 ", Day(SEPTEMBER)), ("15. 9.2026", Day(SEPTEMBER)),
        ("46280", Day(SEPTEMBER)), ("46280.0", Day(SEPTEMBER)), ("46280,395833", Day(SEPTEMBER, "0,395833")),
        ("15.09.2026 09:30", Day(SEPTEMBER, "09:30")), ("2026-09-15T09:30:00", Day(SEPTEMBER, "09:30:00")),
        ("2026-09-15T07:30Z", Day(SEPTEMBER, "07:30+00:00")), ("29.02.2024", Day(date(2024, 2, 29))),
        ("", Problem("missing")), ("31.02.2026", Problem("date_unreadable")),
        ("29.02.2026", Problem("date_unreadable")),
        ("i går", Problem("date_unreadable")), ("2026", Problem("date_unreadable")),
        ("=NOW()", Problem("date_unreadable")),
        ("15.09.2026x", Problem("date_unreadable")), ("2026-13-01", Problem("date_unreadable")),
        ("03/04/2026", Problem("date_ambiguous")), ("9/15/26", Problem("date_ambiguous")),
        ("#REF!", Problem("date_unreadable")), ("99999", Problem("date_unreadable")),
        ("0", Problem("date_unreadable")),
    ],
)  # fmt: skip
def test_a_day(text: str, expected: Day | Problem) -> None:
    assert read_day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:30", Clock(570)), ("09.30", Clock(570)), ("0930", Clock(570)), ("930", Clock(570)),
        ("kl. 9.30", Clock(570)),
        ("09:30:00", Clock(570)), ("0,395833333333333", Clock(570)), ("0.395833333333333", Clock(570)),
        ("0,5", Clock(720)), ("0", Clock(0)), ("00:00", Clock(0)), ("23:59", Clock(1439)), ("0.30", Clock(30)),
        ("02:30+01:00", Clock(150, 1)), ("02:30 sommertid", Clock(150, 2)), ("02:30 vintertid", Clock(150, 1)),
        ("07:30+00:00", Clock(450, 0)),
        ("", Problem("missing")), ("24:00", Problem("time_unreadable")), ("9:60", Problem("time_unreadable")),
        ("morgen", Problem("time_unreadable")), ("9", Problem("time_unreadable")),
        ("14,30", Problem("time_unreadable")),
        ("09:30-17:00", Problem("time_unreadable")), ("0,9999", Problem("time_unreadable")),
    ],
)  # fmt: skip
def test_a_clock(text: str, expected: Clock | Problem) -> None:
    assert read_clock(text) == expected


@pytest.mark.parametrize(
    ("minutes", "hours", "expected"),
    [
        ("60", "", 60), ("60,0", "", 60), ("90,5", "", 91), ("1 200", "", 1200), ("1\u00a0200", "", 1200),
        ("", "1,5", 90), ("", "1.5", 90), ("", "1:30", 90), ("", "0,75", 45), ("", "24", 1440), ("60", "9", 60),
        ("", "", ("minutes", "missing")), ("0", "", ("minutes", "minutes_out_of_bounds")),
        ("1441", "", ("minutes", "minutes_out_of_bounds")), ("-5", "", ("minutes", "minutes_unreadable")),
        ("en time", "", ("minutes", "minutes_unreadable")), ("1.200", "", ("minutes", "minutes_unreadable")),
        ("1e2", "", ("minutes", "minutes_unreadable")), ("", "1:75", ("hours", "minutes_unreadable")),
        ("", "25", ("hours", "minutes_out_of_bounds")), ("९", "", 9),
    ],
)  # fmt: skip
def test_minutes(minutes: str, hours: str, expected: int | tuple[str, str]) -> None:
    read = read_minutes(minutes, hours)
    assert (read if isinstance(read, int) else (read[0], read[1].code)) == expected


def start(day: str, clock: str) -> Start:
    read = read_start(day, clock, today=TODAY)
    assert isinstance(read, Start)
    return read


def test_a_start_is_norwegian_time_in_summer_and_winter() -> None:
    assert start("15.07.2026", "09:00").at == datetime(2026, 7, 15, 7, tzinfo=UTC)
    assert start("15.01.2026", "09:00").at == datetime(2026, 1, 15, 8, tzinfo=UTC)


def test_the_hour_the_clock_jumps_over_in_spring_never_was() -> None:
    assert read_start("29.03.2026", "02:30", today=TODAY) == ("time", Problem("time_skipped"))
    assert start("29.03.2026", "03:00").at - start("29.03.2026", "01:59").at == timedelta(minutes=1)


def test_the_hour_that_comes_twice_in_autumn_is_the_first_unless_it_says_which() -> None:
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert start("25.10.2026", "02:30") == Start(first, date(2026, 10, 25), is_repeated=True)
    assert start("25.10.2026", "02:30 sommertid") == Start(first, date(2026, 10, 25))
    assert start("25.10.2026", "02:30+01:00") == Start(second, date(2026, 10, 25))
    assert not start("25.10.2026", "03:00").is_repeated


def test_an_offset_that_norway_does_not_have_that_day_is_refused() -> None:
    assert read_start("15.07.2026", "09:00+01:00", today=TODAY) == ("time", Problem("time_unreadable"))


def test_new_years_eve_in_universal_time_is_next_year_in_norway() -> None:
    read = start("2026-12-31T23:30Z", "")
    assert (read.day, read.at) == (date(2027, 1, 1), datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert start("31.12.2026", "23:30").day == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "code"), [("02.06.2027", "day_in_future"), ("31.12.2016", "day_too_old"), ("01.06.2027", None)]
)
def test_a_day_is_neither_to_come_nor_before_codes_are_known(day: str, code: str | None) -> None:
    read = read_start(day, "09:00", today=TODAY)
    assert (None if isinstance(read, Start) else read[1].code) == code


def test_the_time_may_stand_with_the_day() -> None:
    assert start("15.09.2026 09:30", "") == start("15.09.2026", "09:30") == start("46280,395833333", "")


@given(day=st.dates(EARLIEST, TODAY), minute=st.integers(0, 1439))
def test_every_time_is_what_the_clock_says(day: date, minute: int) -> None:
    text = f"{minute // 60:02d}:{minute % 60:02d}"
    read = read_start(f"{day:%d.%m.%Y}", text, today=TODAY)
    expected = wall_clock(day, minute)
    if isinstance(expected, Instant):
        assert read == Start(expected.at, day)
    if isinstance(read, Start):
        assert f"{read.at.astimezone(OSLO):%d.%m.%Y %H:%M}" == f"{day:%d.%m.%Y} {text}"


@given(st.text(max_size=20))
def test_any_text_gets_an_answer(text: str) -> None:
    for read in (read_day, read_clock, read_ordered):
        read(text)
    read_minutes(text, text)
    read_start(text, text, today=TODAY)
