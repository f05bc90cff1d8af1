"""People write dates and times in many ways; each is read as what they meant, or not at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.forms.reading import clock_text, read_clock, read_date, read_duration


@pytest.mark.parametrize(
    "text",
    [
        "26.11.2026",
        "2026-11-26",
        "26/11/2026",
        "26. 11. 2026",
        "26 11 2026",
        "26. november 2026",
        "26 nov 2026",
    ],
)
def test_a_date_is_read_in_the_ways_people_write_it(text: str) -> None:
    assert read_date(text) == date(2026, 11, 26)


@pytest.mark.parametrize(
    "text",
    ["26.11.26", "31.2.2026", "26.11", "i morgen", "2026-13-01", "26. j 2026", "", "0.0.0000", "26. ma 2026"],
)
def test_what_may_mean_several_days_or_none_is_not_guessed(text: str) -> None:
    assert read_date(text) is None


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_a_date_survives_both_spellings(day: date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day:%d.%m.%Y}") == day


@given(st.text(max_size=20))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (read_date, read_clock, read_duration):
        read(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("10", 600),
        ("1000", 600),
        ("930", 570),
        ("10:00", 600),
        ("10.00", 600),
        ("9,30", 570),
        ("kl. 10", 600),
        ("kl 7.05", 425),
        ("0", 0),
        ("00:00", 0),
        ("24.00", 1440),
        ("24", 1440),
    ],
)
def test_a_time_of_day_is_read_in_the_ways_people_write_it(text: str, minutes: int) -> None:
    assert read_clock(text) == minutes


@pytest.mark.parametrize("text", ["25", "24.01", "10.60", "10.5", "halv ti", "10000", "-1", ""])
def test_what_is_no_time_of_day_is_not_read(text: str) -> None:
    assert read_clock(text) is None


@given(st.integers(0, 1439))
def test_a_time_of_day_survives_being_written(minutes: int) -> None:
    assert read_clock(clock_text(minutes)) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("90 min", 90),
        ("45 minutter", 45),
        ("1 time", 60),
        ("2 timar", 120),
        ("1,5 timer", 90),
        ("1 time 30 min", 90),
        ("1 time og 15 minutter", 75),
        ("1:30", 90),
        ("1t", 60),
    ],
)
def test_a_duration_is_read_in_minutes(text: str, minutes: int) -> None:
    assert timedelta(minutes=read_duration(text) or 0) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "lenge", "1:75", "99999", "-30", "1,5"])
def test_what_is_no_duration_is_not_read(text: str) -> None:
    assert read_duration(text) is None
