"""Who is there: a lease that is renewed. Coming and going is written down with the time it was last seen."""

from datetime import datetime

from sqlalchemy import text

from booking.rooms.access import SeatInHand, room_by_id, seat_by_id, seats_of
from booking.rooms.badge import read_badge
from booking.rooms.events import note
from booking.rooms.models import RoomEventKind
from booking.rooms.rules.seats import LEASE, has_room
from booking.rooms.rules.window import is_open
from booking.rooms.seating import room_without
from booking.rooms.waking import wake_room
from tolkeregister.core.database import Session

_COME = text(
    """
    UPDATE room_participant p SET page_id = :page, seen_at = CAST(:now AS timestamptz),
           admitted_at = CASE WHEN CAST(:has_place AS bool) THEN p.admitted_at END,
           joined_at = CASE WHEN p.admitted_at IS NOT NULL AND :has_place
                            THEN coalesce(p.joined_at, CAST(:now AS timestamptz)) END
      FROM room_participant was
     WHERE was.id = p.id AND p.id = :id AND p.seat_hash = :hash AND p.revoked_at IS NULL
    RETURNING p.admitted_at IS NOT NULL AND was.joined_at IS NULL AS has_joined
    """
)
_BEAT = text(
    """
    UPDATE room_participant p SET seen_at = CAST(:now AS timestamptz),
           joined_at = CASE WHEN p.admitted_at IS NOT NULL THEN coalesce(p.joined_at, CAST(:now AS timestamptz)) END
      FROM room_participant was
     WHERE was.id = p.id AND p.id = :id AND p.page_id = :page AND p.revoked_at IS NULL AND p.seat_hash IS NOT NULL
    RETURNING p.admitted_at IS NOT NULL AND was.joined_at IS NULL AS is_back
    """
)
_GO = text(
    """
    UPDATE room_participant p SET seen_at = NULL, joined_at = NULL, page_id = NULL FROM room_participant was
     WHERE was.id = p.id AND p.id = :id AND p.page_id = :page RETURNING was.joined_at IS NOT NULL AS has_left
    """
)
_LAPSED = text(
    """
    WITH gone AS (
        SELECT id, seen_at FROM room_participant WHERE joined_at IS NOT NULL AND seen_at <= :limit
         ORDER BY id FOR UPDATE SKIP LOCKED)
    UPDATE room_participant p SET joined_at = NULL FROM gone WHERE gone.id = p.id
    RETURNING p.id, p.room_id, p.role, gone.seen_at AS at
    """
)
_BEGIN = text(
    """
    UPDATE room SET started_at = :now, resumed_at = :now
     WHERE id = :room AND started_at IS NULL AND 2 = (
        SELECT count(DISTINCT role = 'interpreter') FROM room_participant
         WHERE room_id = :room AND joined_at IS NOT NULL AND revoked_at IS NULL)
    """
)
_SWEPT = text("DELETE FROM room_signal WHERE created_at < :before")


async def come(session: Session, seat: SeatInHand, *, page: str, now: datetime) -> bool:
    """A page has opened with this seat; an older page has lost it. False when the seat, or the room, is open no more.

    Whoever was away while the room filled up waits again. The conversation starts when an interpreter and somebody
    else are inside for the first time.
    """
    room = await room_by_id(session, seat.room_id, lock=True)
    if not is_open(room.window, room.ended_at, now).allowed:
        return False
    place = has_room(room_without(room, seat, await seats_of(session, room.id), now), seat.role)
    values = {"id": seat.id, "page": page, "hash": seat.seat_hash, "now": now, "has_place": place.allowed}
    row = (await session.execute(_COME, values)).one_or_none()
    if row is None:
        return False
    if row.has_joined:
        await join(session, seat, now=now)
    await wake_room(session, seat.room_id)
    return True


async def join(session: Session, seat: SeatInHand, *, now: datetime) -> None:
    """Somebody is inside from now on: written down, and the interpreter's badge is read anew."""
    note(session, seat.room_id, RoomEventKind.JOINED, at=now, seat_id=seat.id, role=seat.role)
    if seat.role == "interpreter":
        await read_badge(session, await room_by_id(session, seat.room_id), seat, now=now)
    await session.execute(_BEGIN, {"room": seat.room_id, "now": now})


async def beat(session: Session, seat_id: int, *, page: str, now: datetime) -> bool:
    """The lease is renewed; False when another page, or nobody, has the seat now.

    Whoever was given up for lost is back.
    """
    values = {"id": seat_id, "page": page, "now": now}
    is_back = (await session.execute(_BEAT, values)).scalar_one_or_none()
    if is_back:
        seat = await seat_by_id(session, seat_id)
        await join(session, seat, now=now)
        await wake_room(session, seat.room_id)
    return is_back is not None


async def go(session: Session, seat: SeatInHand, *, page: str, now: datetime) -> None:
    """Whoever sits there leaves, and may come back to the same seat."""
    row = (await session.execute(_GO, {"id": seat.id, "page": page})).one_or_none()
    if row is not None and row.has_left:
        note(session, seat.room_id, RoomEventKind.LEFT, at=now, seat_id=seat.id, role=seat.role)
    await wake_room(session, seat.room_id)


async def lapse(session: Session, *, now: datetime) -> int:
    """Whoever has not been heard of is away since then; returns how many. Any process may do it, at any time."""
    gone = (await session.execute(_LAPSED, {"limit": now - LEASE})).all()
    for row in gone:
        note(session, row.room_id, RoomEventKind.LEFT, at=row.at, seat_id=row.id, role=row.role, code="lost")
    for room_id in sorted({row.room_id for row in gone}):
        await wake_room(session, room_id)
    return len(gone)


async def sweep_signals(session: Session, *, before: datetime) -> None:
    """What nobody fetched is gone."""
    await session.execute(_SWEPT, {"before": before})
