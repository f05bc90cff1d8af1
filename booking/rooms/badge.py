"""What the register says of the interpreter at the moment somebody sits down (feature 50), and while they sit.

Without an answer it is unknown: the room says "not checked", never "valid", and it is asked again.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from booking.rooms.access import RoomInHand, SeatInHand, room_by_id, seats_of
from booking.rooms.events import note
from booking.rooms.models import RoomEventKind
from booking.rooms.waking import wake_room
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.entries.queries import standing_at

_NUMBER = text("SELECT number FROM interpreter WHERE id = :id")
_SEEN = text(
    """
    UPDATE room_participant SET standing_seen = :standing, category_seen = :category, checked_at = :now WHERE id = :id
    """
)
_ROOMS_OF = text(
    """
    SELECT m.id FROM room m JOIN room_participant p ON p.room_id = m.id
     WHERE p.interpreter_id = :interpreter AND p.revoked_at IS NULL AND p.seat_hash IS NOT NULL
       AND m.ended_at IS NULL AND m.closes_at > :now ORDER BY m.id
    """
)
_TO_ASK = text(
    """
    SELECT DISTINCT m.id FROM room m JOIN room_participant p ON p.room_id = m.id
     WHERE p.interpreter_id IS NOT NULL AND p.revoked_at IS NULL AND p.joined_at IS NOT NULL
       AND m.ended_at IS NULL AND p.checked_at < :before ORDER BY m.id
    """
)


async def read_badge(session: Session, room: RoomInHand, seat: SeatInHand, *, now: datetime) -> bool:
    """Ask the register about the seat's interpreter now; whether it says something else than when it was last asked."""
    standing, category = "unlisted", None
    if seat.interpreter_id is not None:
        standing, category = await _asked(session, room, seat.interpreter_id, now)
    values = {"id": seat.id, "standing": standing, "category": category, "now": now}
    await session.execute(_SEEN, values)
    if seat.standing_seen is None or (standing, category) == (seat.standing_seen, seat.category_seen):
        return False
    note(session, room.id, RoomEventKind.STANDING, at=now, seat_id=seat.id, role=seat.role, code=standing)
    await wake_room(session, room.id)
    return True


async def look_again(
    session: Session, _actor: Actor, *, interpreter_id: int, now: datetime, **_: Any
) -> None:
    """What a removal from the register does here: the badge of whoever sits in a room is read anew, at once."""
    values = {"interpreter": interpreter_id, "now": now}
    for room_id in list((await session.execute(_ROOMS_OF, values)).scalars()):
        await _read_all(session, room_id, now=now)


async def look_at_old_badges(session: Session, *, before: datetime, now: datetime) -> None:
    """Read every badge of people who are inside that was last read before an instant."""
    for room_id in list((await session.execute(_TO_ASK, {"before": before})).scalars()):
        await _read_all(session, room_id, now=now)


async def _read_all(session: Session, room_id: int, *, now: datetime) -> None:
    room = await room_by_id(session, room_id)
    for seat in await seats_of(session, room_id):
        if seat.interpreter_id is not None and seat.revoked_at is None:
            await read_badge(session, room, seat, now=now)


async def _asked(
    session: Session, room: RoomInHand, interpreter_id: int, now: datetime
) -> tuple[str, str | None]:
    try:
        async with session.begin_nested():
            number = (await session.execute(_NUMBER, {"id": interpreter_id})).scalar_one()
            found = await standing_at(
                session, number, room.language_tag, room.type, valid_at=now, known_at=now
            )  # fmt: skip
    except (SQLAlchemyError, OSError):
        return "unknown", None
    return ("listed", found.category) if found.is_listed else ("unlisted", None)
