"""Who reaches a room: its booker and interpreters by sign-in, everybody else by an invitation or a seat already held.

A foreign room, a wrong link and a wrong seat answer as ones that do not exist.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from booking.requests.access import visible_to
from booking.rooms.rules.seats import Role, Seat
from booking.rooms.rules.window import Window
from booking.rooms.secrets import generation_of, hash_of, is_code, public_part
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, NotFound, conflict


@dataclass(frozen=True, slots=True)
class RoomInHand:
    """A room with its assignment, as commands need it."""

    id: int
    assignment_id: int
    number: str
    state: str  # of the assignment
    mode: str
    type: str
    language_tag: str
    interpreter_id: int | None
    relief_interpreter_id: int | None
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    closes_at: datetime
    generation: int
    topology: str
    address: str | None
    is_direct: bool
    break_every: int
    relief_assignment_id: int | None
    locked_at: datetime | None
    started_at: datetime | None
    resumed_at: datetime | None
    break_since: datetime | None
    ended_at: datetime | None

    @property
    def window(self) -> Window:
        """When seats may be taken."""
        return Window(self.opens_at, self.closes_at)

    @property
    def is_own(self) -> bool:
        """Whether the conversation takes place in the body's own video room."""
        return self.topology == "own"

    def interprets(self, interpreter_id: int | None) -> bool:
        """Whether this interpreter has the assignment, or its relief, at this moment."""
        return interpreter_id is not None and interpreter_id in (
            self.interpreter_id,
            self.relief_interpreter_id,
        )


@dataclass(frozen=True, slots=True)
class SeatInHand:
    """A seat as it is."""

    id: int
    room_id: int
    role: Role
    account_id: int | None
    interpreter_id: int | None
    label: str
    language_tag: str | None
    public_id: str | None
    invitation_id: int | None
    seat_hash: str | None
    page_id: str | None
    is_active: bool
    invited_at: datetime
    seated_at: datetime | None
    admitted_at: datetime | None
    joined_at: datetime | None
    seen_at: datetime | None
    revoked_at: datetime | None
    standing_seen: str | None
    category_seen: str | None
    checked_at: datetime | None

    @property
    def is_signed_in(self) -> bool:
        """Whether it is somebody's with sign-in. An interpreter from outside the register comes by a link and waits."""
        return self.account_id is not None or self.interpreter_id is not None

    @property
    def facts(self) -> Seat:
        """As the rules know it."""
        return Seat(self.role, self.is_signed_in, self.admitted_at is not None, self.revoked_at is not None)


_ROOM = """
    SELECT m.id, m.assignment_id, a.number, a.state, a.mode, a.type, a.language_tag, a.interpreter_id,
           CASE WHEN b.state = 'accepted' THEN b.interpreter_id END AS relief_interpreter_id,
           lower(a.period) AS starts_at, upper(a.period) AS ends_at, m.opens_at, m.closes_at, m.generation, m.topology,
           m.address, m.is_direct, m.break_every, m.relief_assignment_id, m.locked_at, m.started_at, m.resumed_at,
           m.break_since, m.ended_at
      FROM room m JOIN assignment a ON a.id = m.assignment_id JOIN request r ON r.id = a.request_id
      LEFT JOIN assignment b ON b.id = m.relief_assignment_id
     WHERE {where} {lock}
"""
_MEETS_IN = """coalesce(
    (SELECT o.id FROM room o JOIN assignment r2 ON r2.id = o.relief_assignment_id
      WHERE r2.number = :number AND r2.state = 'accepted'),
    (SELECT o.id FROM room o JOIN assignment a2 ON a2.id = o.assignment_id WHERE a2.number = :number))"""
_SEAT = """
    SELECT p.id, p.room_id, p.role, p.account_id, p.interpreter_id, p.label, p.language_tag, p.public_id,
           p.invitation_id, p.seat_hash, p.page_id, p.is_active, p.invited_at, p.seated_at, p.admitted_at, p.joined_at,
           p.seen_at, p.revoked_at, p.standing_seen, p.category_seen, p.checked_at
      FROM room_participant p
     WHERE {where} ORDER BY p.id
"""


async def find_room_for(session: Session, actor: Actor, number: str, *, lock: bool = False) -> RoomInHand:
    """The room of an assignment the actor may see now.

    The number of an assignment that relieves another leads to the other's room: there is one for both.
    """
    clause, values = visible_to(actor)
    values = {**values, "number": number, "relief": actor.interpreter_id}
    mine = f"({clause} OR (b.state = 'accepted' AND b.interpreter_id = :relief))"
    return await _room(session, f"m.id = {_MEETS_IN} AND {mine}", values, lock)


async def room_to_decide(session: Session, actor: Actor, number: str, *, lock: bool = True) -> RoomInHand:
    """The room of what only its booker decides; Conflict("room_ended") when there is nothing left to decide."""
    room = await find_room_for(session, actor, number, lock=lock)
    if not actor.is_public_body:
        raise NotAllowed(reason("only_the_booker_decides"))
    if room.ended_at is not None:
        raise conflict("room_ended")
    return room


async def room_by_id(session: Session, room_id: int, *, lock: bool = False) -> RoomInHand:
    """A room, for commands that have asked who may already."""
    return await _room(session, "m.id = :id", {"id": room_id}, lock)


async def room_of_assignment(session: Session, assignment_id: int) -> RoomInHand | None:
    """The room of an assignment that is locked, locked too; None when there was never one."""
    try:
        return await _room(session, "m.assignment_id = :id", {"id": assignment_id}, True)
    except NotFound:
        return None


async def seats_of(session: Session, room_id: int) -> list[SeatInHand]:
    """Every seat that was ever given in a room, in that order."""
    return await _seats(session, "p.room_id = :id", {"id": room_id})


async def seat_by_id(session: Session, seat_id: int) -> SeatInHand:
    """A seat, for commands that have asked who may already."""
    return (await _seats(session, "p.id = :id", {"id": seat_id}))[0]


async def seat_held(session: Session, number: str, held: str) -> SeatInHand:
    """The seat whose cookie a browser holds, in the room of this assignment. NotFound when it holds none of ours."""
    where = """p.seat_hash = :hash AND p.room_id = (
        SELECT m.id FROM room m JOIN assignment a ON a.id = m.assignment_id WHERE a.number = :number)"""
    found = await _seats(session, where, {"hash": hash_of(held), "number": number})
    if not found:
        raise NotFound(reason("seat_not_found"))
    return found[0]


async def invited_by_link(session: Session, secret_key: str, link: str) -> tuple[RoomInHand, SeatInHand]:
    """The room and the invitation a link opens.

    Conflict("link_replaced") when there is a newer, and Conflict("link_withdrawn") when it was taken back or its holder
    out; both with the language that its reader was invited in.
    """
    found = await _seats(session, "p.public_id = :public", {"public": public_part(link)})
    if not found:
        raise NotFound(reason("room_not_found"))
    room = await room_by_id(session, found[0].room_id)
    generation = generation_of(secret_key, link, room.generation)
    if generation is None:
        raise NotFound(reason("room_not_found"))
    spoken = found[0].language_tag or room.language_tag
    if generation != room.generation:
        raise conflict("link_replaced", spoken=spoken)
    if found[0].revoked_at is not None:
        raise conflict("link_withdrawn", spoken=spoken)
    return room, found[0]


async def invited_by_code(
    session: Session, secret_key: str, number: str, typed: str
) -> tuple[RoomInHand, SeatInHand]:
    """The room and the invitation behind an assignment's number and a code read aloud; NotFound for all else alike."""
    try:
        room = await _room(session, "a.number = :number", {"number": number.strip()}, False)
    except NotFound:
        raise NotFound(reason("code_not_found")) from None
    invited = await _seats(
        session, "p.room_id = :id AND p.public_id IS NOT NULL AND p.revoked_at IS NULL", {"id": room.id}
    )
    for seat in invited:
        if is_code(secret_key, seat.public_id or "", room.generation, typed):
            return room, seat
    raise NotFound(reason("code_not_found"))


async def _room(session: Session, where: str, values: dict[str, Any], lock: bool) -> RoomInHand:
    sql = _ROOM.format(where=where, lock="FOR NO KEY UPDATE OF m" if lock else "")
    row = (await session.execute(text(sql), values)).mappings().first()
    if row is None:
        raise NotFound(reason("room_not_found"))
    return RoomInHand(**row)


async def _seats(session: Session, where: str, values: dict[str, Any]) -> list[SeatInHand]:
    rows = (await session.execute(text(_SEAT.format(where=where)), values)).mappings()
    return [SeatInHand(**row) for row in rows]
