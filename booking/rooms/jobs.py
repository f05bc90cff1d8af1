"""When a room is over nothing in it says who anybody was: labels, languages and secrets go, times and roles stay."""

from datetime import datetime, timedelta

from sqlalchemy import text

from booking.requests.access import lock_assignment
from booking.rooms.events import note
from booking.rooms.keeping import settle_room
from booking.rooms.models import RoomEventKind
from booking.rooms.waking import wake_room
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job

OPEN_MISSING = "rooms.open_missing"
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


_WITHOUT = text(
    """
    SELECT a.id FROM assignment a
     WHERE a.state = 'accepted' AND a.mode = 'screen' AND upper(a.period) > :now
       AND NOT EXISTS (SELECT FROM room m WHERE m.assignment_id = a.id)
     ORDER BY lower(a.period), a.id LIMIT 200
    """
)


@job(OPEN_MISSING, every=timedelta(minutes=10))
async def open_missing_rooms(session: Session, *, now: datetime) -> None:
    """What was accepted before there were rooms, or without an event, has one as well. Safe to run twice."""
    for assignment_id in list((await session.execute(_WITHOUT, {"now": now})).scalars()):
        await lock_assignment(session, assignment_id)
        await settle_room(session, assignment_id, has_new_links=False, now=now)


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
