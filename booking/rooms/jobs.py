"""When a room is over nothing in it says who anybody was: labels, languages and secrets go, times and roles stay."""

from datetime import datetime, timedelta

from sqlalchemy import text

from booking.rooms.events import note
from booking.rooms.models import RoomEventKind
from booking.rooms.waking import wake_room
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job

_OVER = text(
    """
    SELECT id FROM room WHERE wiped_at IS NULL AND (closes_at < :now OR ended_at < :now - interval '1 hour')
     ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED
    """
)
_STILL_THERE = text(
    "SELECT id, room_id, role FROM room_participant WHERE room_id = ANY(:rooms) AND joined_at IS NOT NULL ORDER BY id"
)
_CLEAR = text(
    """
    UPDATE room_participant SET label = '', language_tag = NULL, public_id = NULL, seat_hash = NULL, page_id = NULL,
           admitted_at = NULL, joined_at = NULL
     WHERE room_id = ANY(:rooms)
    """
)
_WIPED = text(
    "UPDATE room SET wiped_at = :now, ended_at = coalesce(ended_at, closes_at) WHERE id = ANY(:rooms)"
)


@job("rooms.wipe", every=timedelta(minutes=10))
async def wipe_rooms(session: Session, *, now: datetime) -> None:
    """Clear every room that is over; whoever still sits there has left it now. Safe to run twice."""
    rooms = list((await session.execute(_OVER, {"now": now})).scalars())
    for row in (await session.execute(_STILL_THERE, {"rooms": rooms})).all():
        note(session, row.room_id, RoomEventKind.LEFT, at=now, seat_id=row.id, role=row.role, code="over")
    await session.execute(_CLEAR, {"rooms": rooms})
    await session.execute(_WIPED, {"rooms": rooms, "now": now})
    for room_id in rooms:
        await wake_room(session, room_id)
