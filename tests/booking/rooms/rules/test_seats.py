"""Who sits, who waits and who leads (rule R3, failure mode 14)."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking.rooms.rules.seats import (
    LEASE,
    MOST_IN_MESH,
    Role,
    RoomNow,
    Seat,
    comes_straight_in,
    has_room,
    is_present,
    may_lead,
    may_take,
)
from tests.builders.times import NOW

SIGNED_IN = {"owner", "interpreter"}
ROLES: list[Role] = ["owner", "interpreter", "person", "guest"]
seats = st.builds(Seat, st.sampled_from(ROLES), st.booleans(), st.booleans(), st.booleans())
rooms = st.builds(RoomNow, st.booleans(), st.booleans(), st.integers(0, 6), st.booleans())


@settings(max_examples=200)
@given(seat=seats, room=rooms)
def test_nobody_comes_straight_in_without_sign_in_or_having_been_let_in(seat: Seat, room: RoomNow) -> None:
    """Not even the first to come, into an empty room."""
    if comes_straight_in(seat, room).allowed:
        assert seat.is_admitted or (seat.is_signed_in and seat.role in SIGNED_IN)
        assert not seat.is_revoked


@settings(max_examples=200)
@given(seat=seats)
def test_only_an_owner_who_is_inside_leads(seat: Seat) -> None:
    assert may_lead(seat).allowed == (seat.role == "owner" and seat.is_admitted and not seat.is_revoked)


@pytest.mark.parametrize(
    ("seat", "code"),
    [
        (Seat("guest", False, False, False), "room_locked"),
        (Seat("interpreter", True, False, False), "room_locked"),
        (Seat("guest", False, True, False), "seat_free"),
        (Seat("owner", True, False, False), "seat_free"),
        (Seat("owner", True, True, True), "seat_revoked"),
    ],
)
def test_a_locked_room_takes_those_who_were_inside_and_its_owner(seat: Seat, code: str) -> None:
    assert may_take(seat, RoomNow(is_locked=True, is_own=False, seated=1)).reasons[0].code == code


@settings(max_examples=200)
@given(room=rooms, role=st.sampled_from(ROLES))
def test_never_more_than_four_see_each_other_and_the_owner_has_a_place(room: RoomNow, role: Role) -> None:
    if room.is_own:
        assert has_room(room, role).allowed
    elif room.seated >= MOST_IN_MESH:
        assert not has_room(room, role).allowed
    elif room.seated == MOST_IN_MESH - 1 and not room.is_led:
        assert has_room(room, role).allowed == (role == "owner")
    else:
        assert has_room(room, role).allowed


def test_somebody_is_there_until_the_lease_is_out() -> None:
    assert is_present(NOW, NOW + LEASE - timedelta(microseconds=1))
    assert not is_present(NOW, NOW + LEASE)
    assert not is_present(None, NOW)
