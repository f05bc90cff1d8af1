"""When the conversation was: two words side by side, and the clock readings of a person as instants (feature 51)."""

from datetime import date, timedelta

import pytest

from booking.rooms.rules.times import Side, Times, are_possible, may_state, needs_why, standing, times_on
from tests.builders.times import MONDAY, oslo
from tolkeregister.core.decisions import Decision

AGREED, OPENS = oslo(MONDAY, "10:00"), oslo(MONDAY, "09:45")
MINUTE = timedelta(minutes=1)


def times(first: str, last: str) -> Times:
    """On Monday."""
    return Times(oslo(MONDAY, first), oslo(MONDAY, last))


def only(decision: Decision) -> str:
    """The one reason."""
    (found,) = decision.codes
    return found


@pytest.mark.parametrize(
    ("state", "side", "clock", "code"),
    [
        ("accepted", "body", "10:00", "may_state_times"),
        ("accepted", "interpreter", "09:59", "not_started"),
        ("delivered", "interpreter", "12:00", "may_state_times"),
        # the body says nothing came of it: the interpreter who was there may say so, the body has answered
        ("not_delivered", "interpreter", "12:00", "may_state_times"),
        ("not_delivered", "body", "12:00", "no_times_of_this"),
        ("cancelled", "interpreter", "12:00", "no_times_of_this"),
        ("open", "body", "12:00", "no_times_of_this"),
    ],
)
def test_each_side_may_speak_of_what_was_not_called_off(
    state: str, side: Side, clock: str, code: str
) -> None:
    assert only(may_state(state, side, AGREED, oslo(MONDAY, clock))) == code


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("10:00", "11:00", "possible"), ("09:45", "11:30", "possible"), ("10:00", "10:00", "end_before_start"),
        ("11:00", "10:00", "end_before_start"), ("09:44", "11:00", "before_the_room_opened"),
        ("10:00", "11:31", "times_not_over"),
    ],
)  # fmt: skip
def test_it_can_only_have_been_since_the_room_opened_and_until_now(first: str, last: str, code: str) -> None:
    assert only(are_possible(times(first, last), opens_at=OPENS, now=oslo(MONDAY, "11:30"))) == code


def test_whoever_says_otherwise_than_was_said_says_why() -> None:
    room, other = times("10:00", "11:00"), times("10:00", "10:55")
    assert not needs_why(room, other=None, proposed=room)
    assert needs_why(other, other=None, proposed=room)
    assert not needs_why(other, other=other, proposed=room), (
        "the other side's word counts for more than the room's"
    )
    assert needs_why(room, other=other, proposed=room)
    assert not needs_why(room, other=None, proposed=None), (
        "the room saw nothing: there is nothing to differ from"
    )


def test_words_that_differ_by_a_minute_differ_and_neither_wins() -> None:
    said = times("10:00", "11:00")
    assert [standing(None, None), standing(said, None), standing(None, said), standing(said, said)] == [
        "nobody", "body_only", "interpreter_only", "agreed",
    ]  # fmt: skip
    assert standing(said, Times(said.started_at, said.ended_at + MINUTE)) == "disagreed"


@pytest.mark.parametrize(
    ("agreed", "first", "last", "length"),
    [
        (oslo(MONDAY, "10:00"), "10:03", "10:58", 55),
        (oslo(MONDAY, "23:30"), "23:35", "00:20", 45),  # over midnight
        (oslo(MONDAY, "00:05"), "23:58", "00:40", 42),  # begun the day before
        # the night the clock is set back, 02:30 is shown twice: each reading is the one nearest
        (oslo(date(2026, 10, 25), "01:30"), "01:30", "02:30", 60),
        # and the night it is set forward 02:30 is never shown: it means the leap itself
        (oslo(date(2026, 3, 29), "01:30"), "01:30", "02:30", 30),
        (oslo(date(2026, 3, 29), "01:30"), "01:30", "03:30", 60),
    ],
)  # fmt: skip
def test_clock_readings_are_the_instants_nearest_to_what_was_agreed(
    agreed: object, first: str, last: str, length: int
) -> None:
    def minutes(clock: str) -> int:
        hours, rest = clock.split(":")
        return int(hours) * 60 + int(rest)

    found = times_on(minutes(first), minutes(last), agreed=agreed)  # type: ignore[arg-type]
    assert (found.ended_at - found.started_at) == length * MINUTE
