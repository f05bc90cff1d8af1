"""Inviting, taking a seat and giving it up. Whoever has no sign-in waits until the owner lets them in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from booking.requests.rules import texts_without_national_ids
from booking.rooms.access import (
    RoomInHand,
    SeatInHand,
    find_room_for,
    room_by_id,
    seat_by_id,
    seats_of,
)
from booking.rooms.badge import read_badge
from booking.rooms.events import note
from booking.rooms.models import RoomEventKind, RoomParticipant, SeatRole
from booking.rooms.rules.seats import RoomNow, comes_straight_in, is_present, may_take
from booking.rooms.rules.window import is_open
from booking.rooms.secrets import hash_of, new_public_id, new_seat
from booking.rooms.waking import wake_room
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, RuleBroken, conflict, require

MOST_INVITED, MOST_LABEL, MOST_WAITING = 12, 40, 12


@dataclass(frozen=True, slots=True)
class Taken:
    """A seat taken: `held` is what the browser's cookie holds, told once."""

    number: str
    seat_id: int
    held: str


_SIT = text(
    """
    UPDATE room_participant SET seat_hash = :hash, seated_at = :now, page_id = NULL, seen_at = NULL, joined_at = NULL,
           admitted_at = CASE WHEN :comes_in THEN coalesce(admitted_at, :now) ELSE NULL END
     WHERE id = :id
    """
)
_WITHDRAW = text(
    """
    UPDATE room_participant SET revoked_at = :now, seat_hash = NULL, page_id = NULL, joined_at = NULL
     WHERE id = :id AND revoked_at IS NULL
    """
)


async def invite(
    session: Session, actor: Actor, number: str, *, role: SeatRole, label: str, language: str | None,
    now: datetime,
) -> int:  # fmt: skip
    """An invitation for somebody without sign-in, by its role and never by name; returns the seat."""
    room = await find_room_for(session, actor, number, lock=True)
    if not actor.is_public_body:
        raise NotAllowed(reason("only_the_booker_decides"))
    label = " ".join(label.split())
    if role not in (SeatRole.PERSON, SeatRole.GUEST):
        raise Invalid(reason("unknown_role", field="role"))
    if len(label) > MOST_LABEL:
        raise Invalid(reason("too_long", field="label", most=MOST_LABEL))
    require(texts_without_national_ids({"label": label}))
    standing = [
        each for each in await seats_of(session, room.id) if each.public_id and each.revoked_at is None
    ]
    if len(standing) >= MOST_INVITED:
        raise RuleBroken(reason("too_many_invited", most=MOST_INVITED))
    if room.ended_at is not None:
        raise conflict("room_ended")
    seat = RoomParticipant(
        room_id=room.id,
        role=role,
        label=label,
        language_tag=language,
        public_id=new_public_id(),
        invited_at=now,
    )
    session.add(seat)
    await session.flush()
    assert seat.id is not None
    note(session, room.id, RoomEventKind.INVITED, at=now, seat_id=seat.id, role=role)
    audit.record(session, actor, "room.invited", "assignment", room.number, now=now, role=role)
    return seat.id


async def withdraw_invitation(
    session: Session, actor: Actor, number: str, seat_id: int, *, now: datetime
) -> None:
    """The link is a wrong one from now on, and whoever came by it is out."""
    room = await find_room_for(session, actor, number, lock=True)
    if not actor.is_public_body:
        raise NotAllowed(reason("only_the_booker_decides"))
    mine = [each for each in await seats_of(session, room.id) if each.id == seat_id and each.public_id]
    if not mine:
        raise Invalid(reason("seat_not_found", field="seat"))
    await session.execute(_WITHDRAW, {"id": seat_id, "now": now})
    note(session, room.id, RoomEventKind.REVOKED, at=now, seat_id=seat_id, role=mine[0].role)
    await wake_room(session, room.id)


async def sit_down_signed_in(session: Session, actor: Actor, number: str, *, now: datetime) -> Taken:
    """The owner's or an interpreter's seat, by the assignment as it is now. A newer browser takes the older one's."""
    room = await find_room_for(session, actor, number, lock=True)
    require(is_open(room.window, room.ended_at, now))
    standing = [each for each in await seats_of(session, room.id) if each.revoked_at is None]
    if actor.is_public_body:
        own = [each for each in standing if each.account_id == actor.account_id]
        if not own:
            session.add(
                RoomParticipant(room_id=room.id, role="owner", account_id=actor.account_id, invited_at=now)
            )
            await session.flush()
            own = [each for each in await seats_of(session, room.id) if each.account_id == actor.account_id
                   and each.revoked_at is None]  # fmt: skip
    else:
        own = [each for each in standing if each.interpreter_id == actor.interpreter_id
               and room.interprets(each.interpreter_id)]  # fmt: skip
    if not own:
        raise NotAllowed(reason("not_in_this_room"))
    return await _sit(session, room, own[0], now=now)


async def sit_down_invited(session: Session, seat: SeatInHand, *, now: datetime) -> Taken:
    """A seat in the waiting room for whoever holds an invitation.

    A second browser on the same link gets a seat of its own, so that a copied link throws nobody out.
    """
    room = await room_by_id(session, seat.room_id, lock=True)
    seat = await seat_by_id(session, seat.id)
    require(is_open(room.window, room.ended_at, now))
    require(may_take(seat.facts, await _room_now(session, room, seat, now)))
    if seat.seat_hash is None:
        return await _sit(session, room, seat, now=now)
    waiting = [each for each in await seats_of(session, room.id) if each.admitted_at is None and each.seat_hash
               and each.revoked_at is None]  # fmt: skip
    if len(waiting) >= MOST_WAITING:
        raise RuleBroken(reason("too_many_waiting"))
    another = RoomParticipant(
        room_id=room.id, role=seat.role, label=seat.label, language_tag=seat.language_tag, invited_at=now
    )
    session.add(another)
    await session.flush()
    assert another.id is not None
    return await _sit(session, room, await seat_by_id(session, another.id), now=now)


async def _sit(session: Session, room: RoomInHand, seat: SeatInHand, *, now: datetime) -> Taken:
    facts = await _room_now(session, room, seat, now)
    require(may_take(seat.facts, facts))
    held = new_seat()
    comes_in = comes_straight_in(seat.facts, facts).allowed
    values = {"id": seat.id, "hash": hash_of(held), "now": now, "comes_in": comes_in}
    await session.execute(_SIT, values)
    note(session, room.id, RoomEventKind.SEATED, at=now, seat_id=seat.id, role=seat.role)
    if seat.role == "interpreter":
        await read_badge(session, room, seat, now=now)
    await wake_room(session, room.id)
    return Taken(room.number, seat.id, held)


async def _room_now(session: Session, room: RoomInHand, seat: SeatInHand, now: datetime) -> RoomNow:
    others = [each for each in await seats_of(session, room.id) if each.id != seat.id]
    return RoomNow(room.locked_at is not None, room.is_own, seated_now(others, now))


def seated_now(seats: list[SeatInHand], now: datetime) -> int:
    """How many of these take part at this moment."""
    return sum(
        each.admitted_at is not None and each.revoked_at is None and is_present(each.seen_at, now)
        for each in seats
    )
