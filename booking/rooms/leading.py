"""What the owner does in the room, and what an interpreter may: admit, remove, lock, break, relief, end (rule R3)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import text

from booking.rooms.access import RoomInHand, SeatInHand, room_by_id, seat_by_id, seats_of
from booking.rooms.events import note
from booking.rooms.models import RoomEventKind
from booking.rooms.presence import join
from booking.rooms.rules.seats import has_room, is_present, may_lead
from booking.rooms.seating import room_without
from booking.rooms.waking import wake_room
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, NotFound, conflict, require

TROUBLES = ("no_sound", "no_picture", "out_of_step", "dropped", "privacy", "phone")
SAID_ONCE = timedelta(seconds=10)
"""Within which the same failure, said again from the same seat, is the one that is written down already."""

METHODS = ("screen", "phone", "consecutive", "simultaneous", "speech", "sign", "text")

_ADMIT = text(
    """
    UPDATE room_participant SET admitted_at = CAST(:now AS timestamptz),
           joined_at = CASE WHEN CAST(:is_here AS bool) THEN CAST(:now AS timestamptz) END
     WHERE id = :id AND admitted_at IS NULL
    """
)
_REMOVE = text(
    """
    UPDATE room_participant SET revoked_at = :now, seat_hash = NULL, page_id = NULL, joined_at = NULL,
           is_active = false
     WHERE id = :id
    """
)
_NO_WAY_BACK = text(
    "UPDATE room_participant SET public_id = NULL WHERE id = :invitation AND revoked_at IS NULL"
)
_LOCK = text(
    "UPDATE room SET locked_at = CASE WHEN CAST(:is_locked AS bool) THEN coalesce(locked_at, :now) END WHERE id = :id"
)
_BREAK = text("UPDATE room SET break_since = :now WHERE id = :id")
_RESUME = text("UPDATE room SET break_since = NULL, resumed_at = :now WHERE id = :id")
_END = text("UPDATE room SET ended_at = :now WHERE id = :id")
_ALL_OUT = text(
    """
    UPDATE room_participant SET joined_at = NULL, page_id = NULL, seat_hash = NULL, admitted_at = NULL
     WHERE room_id = :room
    """
)
_INACTIVE = text("UPDATE room_participant SET is_active = false WHERE room_id = :room AND is_active")
_SAID_ALREADY = text(
    """
    SELECT 1 FROM room_event
     WHERE room_id = :room AND participant_id = :seat AND kind = :kind AND code = :code AND at > :since LIMIT 1
    """
)
_ACTIVE = text("UPDATE room_participant SET is_active = true WHERE id = :id")


async def admit(session: Session, by: SeatInHand, seat_id: int, *, now: datetime) -> None:
    """Let somebody in from the waiting room; letting the same one in twice is once."""
    room, seat = await _led(session, by, seat_id)
    if seat.admitted_at is not None:
        return
    if seat.seat_hash is None:
        raise conflict("nobody_waits_there")
    require(has_room(room_without(room, seat, await seats_of(session, room.id), now), seat.role))
    is_here = is_present(seat.seen_at, now)
    await session.execute(_ADMIT, {"id": seat.id, "now": now, "is_here": is_here})
    note(session, room.id, RoomEventKind.ADMITTED, at=now, seat_id=seat.id, role=seat.role)
    if is_here:
        await join(session, seat, now=now)
    await wake_room(session, room.id)


async def remove(session: Session, by: SeatInHand, seat_id: int, *, now: datetime) -> None:
    """Out, and not back by the same link, whoever else came by it. The interpreter is replaced in the order instead."""
    room, seat = await _led(session, by, seat_id)
    if seat.role in ("owner", "interpreter"):
        raise NotAllowed(reason("is_not_removed"))
    await session.execute(_REMOVE, {"id": seat.id, "now": now})
    await session.execute(_NO_WAY_BACK, {"invitation": seat.invitation_id})
    note(session, room.id, RoomEventKind.REMOVED, at=now, seat_id=seat.id, role=seat.role)
    await wake_room(session, room.id)


async def set_lock(session: Session, by: SeatInHand, *, is_locked: bool, now: datetime) -> None:
    """Nobody new comes in while it is locked; those inside may lose their line and return."""
    room = await _room_led(session, by)
    await session.execute(_LOCK, {"id": room.id, "is_locked": is_locked, "now": now})
    if (room.locked_at is not None) != is_locked:
        kind = RoomEventKind.LOCKED if is_locked else RoomEventKind.UNLOCKED
        note(session, room.id, kind, at=now, seat_id=by.id, role=by.role)
    await wake_room(session, room.id)


async def set_break(session: Session, by: SeatInHand, *, is_break: bool, now: datetime) -> None:
    """The owner decides when there is a break and when it is over; the time to the next one counts from then."""
    room = await _room_led(session, by)
    if (room.break_since is not None) == is_break:
        return
    await session.execute(_BREAK if is_break else _RESUME, {"id": room.id, "now": now})
    kind = RoomEventKind.BREAK if is_break else RoomEventKind.RESUMED
    note(session, room.id, kind, at=now, seat_id=by.id, role=by.role)
    await wake_room(session, room.id)


async def end_for_all(session: Session, by: SeatInHand, *, now: datetime) -> None:
    """The conversation is over: everybody is out, and no link opens the room again."""
    room = await _room_led(session, by)
    inside = [each for each in await seats_of(session, room.id) if each.joined_at is not None]
    for seat in inside:
        note(session, room.id, RoomEventKind.LEFT, at=now, seat_id=seat.id, role=seat.role)
    await session.execute(_END, {"id": room.id, "now": now})
    await session.execute(_ALL_OUT, {"room": room.id})
    note(session, room.id, RoomEventKind.ENDED, at=now, seat_id=by.id, role=by.role)
    await wake_room(session, room.id)


async def take_over(session: Session, by: SeatInHand, *, now: datetime) -> None:
    """The other interpreter interprets from now on; each takes it over for themselves, nobody is pushed."""
    room = await room_by_id(session, by.room_id, lock=True)
    seat = await seat_by_id(session, by.id)
    if seat.role != "interpreter" or seat.admitted_at is None or seat.revoked_at is not None:
        raise NotAllowed(reason("only_an_interpreter_takes_over"))
    if seat.is_active:
        return
    await session.execute(_INACTIVE, {"room": room.id})
    await session.execute(_ACTIVE, {"id": seat.id})
    note(session, room.id, RoomEventKind.TOOK_OVER, at=now, seat_id=seat.id, role=seat.role)
    await wake_room(session, room.id)


async def say_trouble(session: Session, by: SeatInHand, code: str, *, now: datetime) -> None:
    """Something fails, with its time (rule R6); a button pressed again and again says it once."""
    await _say(session, by, RoomEventKind.TROUBLE, code, TROUBLES, now=now)


async def say_method(session: Session, by: SeatInHand, code: str, *, now: datetime) -> None:
    """The method is another from now on (rule D3); owner or interpreter says so."""
    if by.role not in ("owner", "interpreter"):
        raise NotAllowed(reason("only_the_owner_leads"))
    await _say(session, by, RoomEventKind.METHOD, code, METHODS, now=now)


async def say_cannot(session: Session, by: SeatInHand, *, now: datetime) -> None:
    """The interpreter cannot do this properly and says so (tolkeloven § 14), with its time; why is not asked."""
    if by.role != "interpreter":
        raise NotAllowed(reason("only_an_interpreter_says_so"))
    await _say(session, by, RoomEventKind.CANNOT, "cannot", ("cannot",), now=now)


async def _say(
    session: Session, by: SeatInHand, kind: RoomEventKind, code: str, known: Sequence[str], *, now: datetime
) -> None:
    if code not in known:
        raise NotFound(reason("unknown_code"))
    seat = await seat_by_id(session, by.id)
    if seat.admitted_at is None or seat.revoked_at is not None:
        raise NotAllowed(reason("not_in_this_room"))
    if kind != RoomEventKind.METHOD and await _said_already(session, seat, kind, code, now=now):
        return
    note(session, seat.room_id, kind, at=now, seat_id=seat.id, role=seat.role, code=code)
    await wake_room(session, seat.room_id)


async def _said_already(
    session: Session, seat: SeatInHand, kind: RoomEventKind, code: str, *, now: datetime
) -> bool:
    values = {"room": seat.room_id, "seat": seat.id, "kind": kind, "code": code, "since": now - SAID_ONCE}
    return (await session.execute(_SAID_ALREADY, values)).first() is not None


async def _room_led(session: Session, by: SeatInHand) -> RoomInHand:
    room = await room_by_id(session, by.room_id, lock=True)
    if room.ended_at is not None:
        raise conflict("room_ended")
    require(may_lead((await seat_by_id(session, by.id)).facts))
    return room


async def _led(session: Session, by: SeatInHand, seat_id: int) -> tuple[RoomInHand, SeatInHand]:
    room = await _room_led(session, by)
    found = [
        each for each in await seats_of(session, room.id) if each.id == seat_id and each.revoked_at is None
    ]
    if not found:
        raise NotFound(reason("seat_not_found"))
    return room, found[0]
