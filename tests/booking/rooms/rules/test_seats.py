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
rooms = st.builds(RoomNow, st.booleans(), st.booleans(), st.integers(0, 6), st.booleans(), st.booleans())


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
def test_never_more_than_four_see_each_other_and_the_one_who_leads_has_a_place(
    room: RoomNow, role: Role
) -> None:
    found = has_room(room, role)
    if room.is_own:
        assert found.allowed
    elif room.seated >= MOST_IN_MESH:
        assert found.codes == ("room_full",)
    elif role == "owner" and not room.is_led:
        assert found.allowed


@pytest.mark.parametrize(
    ("inside", "comes", "has_place"),
    [
        ("owner guest", "person", True),
        ("owner guest guest", "person", False),  # the place is the interpreter's
        ("owner guest guest", "owner", False),
        ("owner guest guest", "interpreter", True),
        ("owner interpreter guest", "person", True),
        ("owner interpreter guest", "interpreter", True),  # the relief
        ("interpreter guest guest", "person", False),  # and here it is the owner's
        ("interpreter guest guest", "owner", True),
        ("guest guest", "person", False),
        ("guest guest", "interpreter", True),
        ("guest guest interpreter", "owner", True),
    ],
)
def test_a_place_is_kept_for_whoever_leads_and_for_whoever_interprets(
    inside: str, comes: Role, has_place: bool
) -> None:
    here = inside.split()
    room = RoomNow(False, False, len(here), "owner" in here, "interpreter" in here)
    assert has_room(room, comes).codes == (("has_room",) if has_place else ("place_is_kept",))


def test_somebody_is_there_until_the_lease_is_out() -> None:
    assert is_present(NOW, NOW + LEASE - timedelta(microseconds=1))
    assert not is_present(NOW, NOW + LEASE)
    assert not is_present(None, NOW)
