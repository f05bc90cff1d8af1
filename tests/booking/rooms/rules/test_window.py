"""When a room is open."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking.rooms.rules.address import is_address
from booking.rooms.rules.window import is_open, kept_open, window_of
from tests.builders.times import MONDAY, oslo

START, END = oslo(MONDAY, "10:00"), oslo(MONDAY, "11:00")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("test_minutes", "opens"), [(None, "09:45"), (5, "09:45"), (15, "09:45"), (40, "09:20"), (60, "09:00")]
)
def test_it_opens_a_quarter_before_or_as_long_before_as_the_order_sets_off_for_trying(
    test_minutes: int | None, opens: str
) -> None:
    window = window_of(START, END, test_minutes)
    assert (window.opens_at, window.closes_at) == (oslo(MONDAY, opens), oslo(MONDAY, "11:30"))


@pytest.mark.parametrize(
    ("clock", "ended", "code"),
    [
        ("09:44", None, "room_not_open_yet"),
        ("09:45", None, "room_open"),
        ("11:29", None, "room_open"),
        ("11:30", None, "room_closed"),
        ("10:30", "10:30", "room_ended"),
        ("10:30", "10:31", "room_open"),
    ],
)
def test_it_is_half_open_and_an_end_is_an_end(clock: str, ended: str | None, code: str) -> None:
    decision = is_open(
        window_of(START, END, None), oslo(MONDAY, ended) if ended else None, oslo(MONDAY, clock)
    )
    assert decision.reasons[0].code == code


@pytest.mark.parametrize(
    ("clock", "before", "opens"),
    [
        ("08:59", 60, "09:45"),
        ("09:00", 60, "09:00"),
        ("09:44", 60, "09:00"),
        ("09:45", 60, "09:45"),
        ("09:30", 5, "09:45"),
    ],
)
def test_less_time_for_trying_shuts_nobody_out_of_a_room_that_is_open(
    clock: str, before: int, opens: str
) -> None:
    was, window = window_of(START, END, before), window_of(START, END, 15)
    assert kept_open(window, was, oslo(MONDAY, clock)).opens_at == oslo(MONDAY, opens)
    later = window_of(START + HOUR, END + HOUR, 15)
    assert kept_open(later, was, oslo(MONDAY, clock)) == later, "moved to another time"


@settings(max_examples=100)
@given(
    hours=st.integers(-40_000, 80_000),
    minutes=st.integers(15, 480),
    trying=st.one_of(st.none(), st.integers(5, 60)),
)
def test_the_assignment_always_lies_within(hours: int, minutes: int, trying: int | None) -> None:
    begin = START + timedelta(hours=hours)
    window = window_of(begin, begin + timedelta(minutes=minutes), trying)
    assert window.opens_at < begin < begin + timedelta(minutes=minutes) < window.closes_at
    assert begin - window.opens_at >= timedelta(minutes=trying or 0)


@pytest.mark.parametrize(
    ("pasted", "is_one"),
    [
        ("https://video.fjordvik.example/rom/12?pin=3", True),
        ("http://video.fjordvik.example/rom", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://bruker:ord@video.example/", False),
        ("https://video.example/a b", False),
        ("https://video.example/\n", False),
        ("https://[", False),
        ("https://video.example/" + "a" * 400, False),
        ("møterom 3", False),
    ],
)
def test_a_pasted_address_is_one_of_a_video_room_or_refused(pasted: str, is_one: bool) -> None:
    assert is_address(pasted) == is_one
