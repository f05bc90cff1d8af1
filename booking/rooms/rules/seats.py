"""Who may sit in a room, who leads it, and who is there now.

The professional owns the conversation: admits, locks, removes and ends (rule R3). Owner and interpreter come by
sign-in and the assignment as it is at that moment; everybody else waits until the owner lets them in. Being first
gives nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from tolkeregister.core.decisions import Decision, allowed, reason, refused

Role = Literal["owner", "interpreter", "person", "guest"]
LEASE = timedelta(seconds=30)
"""How long somebody who has said nothing is still taken to be there."""

BEAT_SECONDS = 10
MOST_IN_MESH = 4
"""People who see each other browser to browser; for more the uplink of a home does not do (see skjermrommet.md)."""


@dataclass(frozen=True, slots=True)
class RoomNow:
    """What decides about a seat. `seated` counts those admitted who are present, without the one in question."""

    is_locked: bool
    is_own: bool  # the body's own video room: nobody is counted there
    seated: int
    is_led: bool = True  # an owner is among them
    is_interpreted: bool = True  # an interpreter is


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat as it is now."""

    role: Role
    is_signed_in: bool
    is_admitted: bool
    is_revoked: bool


def is_present(seen_at: datetime | None, now: datetime) -> bool:
    """Whether somebody was heard of within the lease."""
    return seen_at is not None and now - seen_at < LEASE


def may_take(seat: Seat, room: RoomNow) -> Decision:
    """Whether a seat may be taken: a locked room takes no new ones, and returning to one's own is no new one."""
    if seat.is_revoked:
        return refused(reason("seat_revoked"))
    if room.is_locked and not seat.is_admitted and seat.role != "owner":
        return refused(reason("room_locked"))
    return allowed(reason("seat_free"))


def comes_straight_in(seat: Seat, room: RoomNow) -> Decision:
    """Whether nobody need let them in. A link or code never does that, nor the first to come (failure mode 14)."""
    if seat.is_revoked:
        return refused(reason("seat_revoked"))
    if not seat.is_admitted and not (seat.is_signed_in and seat.role in ("owner", "interpreter")):
        return refused(reason("waits_for_owner"))
    return has_room(room, seat.role)


def has_room(room: RoomNow, role: Role) -> Decision:
    """Whether one more can take part. A place is kept until an owner is inside, and one until an interpreter is.

    So whoever leads is never locked out, nor the one without whom there is no conversation.
    """
    leads = role == "owner" and not room.is_led
    for_owner = 0 if room.is_led or leads else 1
    for_interpreter = 0 if room.is_interpreted or leads or role == "interpreter" else 1
    if room.is_own or room.seated + for_owner + for_interpreter < MOST_IN_MESH:
        return allowed(reason("has_room"))
    if room.seated >= MOST_IN_MESH:
        return refused(reason("room_full", most=MOST_IN_MESH))
    return refused(reason("place_is_kept"))


def may_lead(by: Seat) -> Decision:
    """Whether somebody may admit, remove, lock, call the break and end: the owner who is inside, and nobody else."""
    if by.is_revoked:
        return refused(reason("seat_revoked"))
    if by.role != "owner" or not by.is_admitted:
        return refused(reason("only_the_owner_leads"))
    return allowed(reason("leads"))
