"""Inviting, taking a seat and giving it up. Whoever has no sign-in waits until the owner lets them in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from booking.requests.rules import texts_without_national_ids
from booking.rooms.access import (
    RoomInHand,
    SeatInHand,
    find_room_for,
    room_by_id,
    room_to_decide,
    seat_by_id,
    seats_of,
)
from booking.rooms.badge import read_badge
from booking.rooms.events import note
from booking.rooms.keeping import settle_room
from booking.rooms.models import RoomEventKind, RoomParticipant, SeatRole
from booking.rooms.rules.seats import RoomNow, comes_straight_in, is_present, may_take
from booking.rooms.rules.window import is_open
from booking.rooms.secrets import hash_of, new_public_id, new_seat
from booking.rooms.waking import wake_room
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, RuleBroken, require

MOST_INVITED, MOST_LABEL, MOST_WAITING = 12, 40, 12
ON_THE_WAY = timedelta(minutes=2)
"""How long a seat that was taken counts as waiting before its page has been heard of."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A seat taken: `held` is what the browser's cookie holds, told once."""

    number: str
    seat_id: int
    held: str


_SIT = text(
    """
    UPDATE room_participant SET seat_hash = :hash, seated_at = CAST(:now AS timestamptz), page_id = NULL,
           seen_at = NULL, joined_at = NULL,
           admitted_at = CASE WHEN CAST(:comes_in AS bool) THEN coalesce(admitted_at, CAST(:now AS timestamptz)) END
     WHERE id = :id
    """
)
_LANGUAGE = text("SELECT 1 FROM language WHERE tag = :tag")
_WITHDRAW = text(
    """
    UPDATE room_participant SET revoked_at = :now, seat_hash = NULL, page_id = NULL, joined_at = NULL
     WHERE (id = :id OR invitation_id = :id) AND revoked_at IS NULL RETURNING id, role
    """
)


async def invite(
    session: Session, actor: Actor, number: str, *, role: SeatRole, label: str, language: str | None,
    now: datetime,
) -> int:  # fmt: skip
    """An invitation for somebody without sign-in, by its role and never by name; returns the seat."""
    room = await room_to_decide(session, actor, number)
    label = " ".join(label.split())
    if role not in (SeatRole.PERSON, SeatRole.GUEST):
        raise Invalid(reason("unknown_role", field="role"))
    if len(label) > MOST_LABEL or not label.isprintable():
        raise Invalid(reason("too_long", field="label", most=MOST_LABEL))
    if language is not None and (await session.execute(_LANGUAGE, {"tag": language})).first() is None:
        raise Invalid(reason("unknown_language", field="language"))
    require(texts_without_national_ids({"label": label}))
    standing = [
        each for each in await seats_of(session, room.id) if each.public_id and each.revoked_at is None
    ]
    if len(standing) >= MOST_INVITED:
        raise RuleBroken(reason("too_many_invited", most=MOST_INVITED))
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


async def withdraw_link(session: Session, actor: Actor, number: str, seat_id: int, *, now: datetime) -> None:
    """The link is a wrong one from now on, and everybody who came by it is out. Safe to run twice."""
    room = await find_room_for(session, actor, number, lock=True)
    if not actor.is_public_body:
        raise NotAllowed(reason("only_the_booker_decides"))
    mine = [each for each in await seats_of(session, room.id) if each.id == seat_id and each.public_id]
    if not mine:
        raise Invalid(reason("seat_not_found", field="seat"))
    for row in (await session.execute(_WITHDRAW, {"id": seat_id, "now": now})).all():
        note(session, room.id, RoomEventKind.REVOKED, at=now, seat_id=row.id, role=row.role)
    await wake_room(session, room.id)
    if mine[0].role == "interpreter" and room.ended_at is None:  # who interprets gets a new one in its place
        await settle_room(session, room.assignment_id, has_new_links=False, now=now)


async def sit_down_signed_in(session: Session, actor: Actor, number: str, *, now: datetime) -> Taken:
    """The owner's or an interpreter's seat, by the assignment as it is now. A newer browser takes the older one's."""
    room = await find_room_for(session, actor, number, lock=True)
    require(is_open(room.window, room.ended_at, now))
    return await _sit(session, room, await own_seat(session, actor, room, now=now), now=now)


async def own_seat(session: Session, actor: Actor, room: RoomInHand, *, now: datetime) -> SeatInHand:
    """The seat of whoever is signed in: an interpreter's is there, an owner's is made when it is first asked for."""
    found = await _own(session, actor, room)
    if found is None and actor.is_public_body:
        session.add(
            RoomParticipant(room_id=room.id, role="owner", account_id=actor.account_id, invited_at=now)
        )
        await session.flush()
        found = await _own(session, actor, room)
    if found is None:
        raise NotAllowed(reason("not_in_this_room"))
    return found


async def _own(session: Session, actor: Actor, room: RoomInHand) -> SeatInHand | None:
    standing = [each for each in await seats_of(session, room.id) if each.revoked_at is None]
    if actor.is_public_body:
        return next((each for each in standing if each.account_id == actor.account_id), None)
    interpreter_id = actor.interpreter_id
    mine = (
        each for each in standing if each.interpreter_id == interpreter_id and room.interprets(interpreter_id)
    )
    return next(mine, None)


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
    waiting = [each for each in await seats_of(session, room.id) if _waits(each, now)]
    if len(waiting) >= MOST_WAITING:
        raise RuleBroken(reason("too_many_at_the_door"))
    another = RoomParticipant(
        room_id=room.id,
        role=seat.role,
        label=seat.label,
        language_tag=seat.language_tag,
        invitation_id=seat.id,
        invited_at=now,
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
    return room_without(room, seat, await seats_of(session, room.id), now)


def room_without(room: RoomInHand, seat: SeatInHand, seats: list[SeatInHand], now: datetime) -> RoomNow:
    """What the rules know of a room when one more seat of it is in question."""
    here = [each for each in seats if each.id != seat.id and each.admitted_at is not None
            and each.revoked_at is None and is_present(each.seen_at, now)]  # fmt: skip
    roles = {each.role for each in here}
    return RoomNow(
        room.locked_at is not None, room.is_own, len(here), "owner" in roles, "interpreter" in roles
    )  # fmt: skip


def _waits(seat: SeatInHand, now: datetime) -> bool:
    """Whoever took a seat and went away without being let in takes up no place in the waiting room."""
    is_near = seat.seated_at is not None and now - seat.seated_at < ON_THE_WAY
    is_here = is_near if seat.seen_at is None else is_present(seat.seen_at, now)
    return seat.seat_hash is not None and seat.admitted_at is None and seat.revoked_at is None and is_here
