"""Keeping a room in step with its assignment, in the same transaction as whatever changes that (feature 44).

An accepted assignment by screen has a room. When it is moved, or its interpreter is another, every link is replaced and
whoever was replaced is out at once; the others keep their seats. When it ends, so does the room.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from booking.assignments.events import AssignmentReleased
from booking.calendars.commands import Happening
from booking.changes.events import AssignmentMoved
from booking.exceptions.events import AssignmentTakenOver
from booking.rooms.access import RoomInHand, room_of_assignment, seats_of
from booking.rooms.events import note
from booking.rooms.models import RoomEventKind, RoomParticipant
from booking.rooms.rules.address import is_address
from booking.rooms.rules.window import is_open, kept_open, window_of
from booking.rooms.secrets import new_public_id
from booking.rooms.waking import wake_room
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

BY_ASSIGNMENT = "assignment"  # the code of an end that came with the assignment's own
_ASSIGNMENT = text(
    """
    SELECT a.state, a.mode, lower(a.period) AS starts_at, upper(a.period) AS ends_at, a.interpreter_id, r.test_minutes,
           r.video_room
      FROM assignment a JOIN request r ON r.id = a.request_id WHERE a.id = :id
    """
)
_OPEN = text(
    """
    INSERT INTO room (assignment_id, opens_at, closes_at, generation, topology, is_direct, address, break_every)
    VALUES (:assignment, :opens_at, :closes_at, 1, :topology, false, :address, 40)
    ON CONFLICT (assignment_id) DO UPDATE SET opens_at = :opens_at, closes_at = :closes_at
     WHERE (room.opens_at, room.closes_at) <> (:opens_at, :closes_at)
    """
)
_OPEN_AGAIN = text(
    """
    UPDATE room SET ended_at = NULL, wiped_at = NULL, locked_at = NULL, started_at = NULL, resumed_at = NULL,
           break_since = NULL
     WHERE id = :id
    """
)
_NOT_BEGUN = text(
    "UPDATE room SET locked_at = NULL, started_at = NULL, resumed_at = NULL, break_since = NULL WHERE id = :id"
)
_ENDED_BY = text(
    "SELECT code FROM room_event WHERE room_id = :id AND kind = 'ended' ORDER BY id DESC LIMIT 1"
)
_STEP_OUT = text(
    """
    UPDATE room_participant p SET joined_at = NULL, seen_at = NULL, page_id = NULL FROM room_participant was
     WHERE was.id = p.id AND p.room_id = :id AND p.page_id IS NOT NULL
    RETURNING p.id, p.role, was.joined_at IS NOT NULL AS was_inside
    """
)
_NEW_LINKS = text("UPDATE room SET generation = generation + 1 WHERE id = :id")
_END = text("UPDATE room SET ended_at = :now WHERE id = :id AND ended_at IS NULL RETURNING id")
_REVOKE = text(
    """
    UPDATE room_participant SET revoked_at = :now, seat_hash = NULL, page_id = NULL, joined_at = NULL,
           is_active = false
     WHERE room_id = :room AND revoked_at IS NULL AND id = ANY(:seats)
    """
)
_ANOTHER_ACTIVE = text(
    """
    UPDATE room_participant SET is_active = true
     WHERE id = (SELECT min(id) FROM room_participant WHERE room_id = :room AND role = 'interpreter'
                    AND revoked_at IS NULL)
       AND NOT EXISTS (SELECT FROM room_participant WHERE room_id = :room AND is_active AND revoked_at IS NULL)
    """
)
_RELIEVED = text("SELECT assignment_id FROM room WHERE relief_assignment_id = :id")


async def keep_room(session: Session, _actor: Actor, *, about: Happening, now: datetime, **_: Any) -> None:
    """What every event of an assignment does here."""
    is_new = isinstance(about, AssignmentMoved | AssignmentReleased)
    await settle_room(session, about.assignment_id, has_new_links=is_new, now=now)
    for assignment_id in list((await session.execute(_RELIEVED, {"id": about.assignment_id})).scalars()):
        await settle_room(session, assignment_id, has_new_links=False, now=now)


async def keep_room_taken_over(
    session: Session, _actor: Actor, *, about: AssignmentTakenOver, now: datetime, **_: Any
) -> None:
    """Whoever interprets without being in the register comes by a link, as all others without sign-in."""
    if now < about.period.ends_at:
        await settle_room(session, about.assignment_id, has_new_links=True, now=now)


async def settle_room(
    session: Session, assignment_id: int, *, has_new_links: bool, now: datetime
) -> RoomInHand | None:
    """Make the room of a locked assignment say what the assignment says. Safe to run twice but for the new links."""
    row = (await session.execute(_ASSIGNMENT, {"id": assignment_id})).one()
    was = await room_of_assignment(session, assignment_id)
    if row.mode != "screen" or row.state not in ("open", "accepted") or (was is None and row.state == "open"):
        if was is not None and row.state not in ("delivered", "not_delivered"):
            await close_room(session, was, now=now)
        return None
    window = window_of(row.starts_at, row.ends_at, row.test_minutes)
    window = window if was is None or has_new_links else kept_open(window, was.window, now)
    own = row.video_room if is_address(row.video_room or "") else None
    values = {
        "assignment": assignment_id, "opens_at": window.opens_at, "closes_at": window.closes_at,
        "topology": "own" if own else "mesh", "address": own,
    }  # fmt: skip
    await session.execute(_OPEN, values)
    room = await room_of_assignment(session, assignment_id)
    assert room is not None
    reopened = was is not None and await _reopened(session, was, room, is_moved=has_new_links)
    if was is not None and was.window != room.window and not is_open(room.window, None, now).allowed:
        await _step_out(session, room, now=now)
    replaced = await _interpreters(session, room, now=now)
    if was is not None and (has_new_links or replaced or reopened):
        await session.execute(_NEW_LINKS, {"id": room.id})
        note(session, room.id, RoomEventKind.REISSUED, at=now)
    await wake_room(session, room.id)
    return room


async def _reopened(session: Session, was: RoomInHand, room: RoomInHand, *, is_moved: bool) -> bool:
    """A room that was over opens again at another agreed time, or when screen is the way again; else ended is ended.

    Another time for trying the equipment opens it earlier or later, and is no other agreed time.
    """
    if was.ended_at is None:
        return False
    await session.flush()
    ended_by = (await session.execute(_ENDED_BY, {"id": room.id})).scalar_one_or_none()
    is_another_time = was.closes_at != room.closes_at or (is_moved and was.window != room.window)
    if not is_another_time and ended_by != BY_ASSIGNMENT:
        return False
    await session.execute(_OPEN_AGAIN, {"id": room.id})
    return True


async def _step_out(session: Session, room: RoomInHand, *, now: datetime) -> None:
    """It was moved to another time while people were here: they keep their seats until then, and nothing has begun."""
    await session.execute(_NOT_BEGUN, {"id": room.id})
    for row in (await session.execute(_STEP_OUT, {"id": room.id})).all():
        if row.was_inside:
            note(session, room.id, RoomEventKind.LEFT, at=now, seat_id=row.id, role=row.role, code="moved")


async def close_room(session: Session, room: RoomInHand, *, now: datetime) -> None:
    """Nobody is in it any more, and no link opens it."""
    ended = (await session.execute(_END, {"id": room.id, "now": now})).scalar_one_or_none()
    if ended is None:
        return
    await _revoke(session, room, [each.id for each in await seats_of(session, room.id)], now=now)
    await session.execute(_NEW_LINKS, {"id": room.id})
    note(session, room.id, RoomEventKind.ENDED, at=now, code=BY_ASSIGNMENT)
    await wake_room(session, room.id)


async def _interpreters(session: Session, room: RoomInHand, *, now: datetime) -> bool:
    """Give the interpreters of the moment their seats and take away all others'; whether somebody was replaced."""
    standing = [each for each in await seats_of(session, room.id) if each.revoked_at is None]
    held = {each.interpreter_id for each in standing if each.interpreter_id is not None}
    gone = [
        each.id
        for each in standing
        if each.interpreter_id is not None and not room.interprets(each.interpreter_id)
    ]
    from_outside = [each for each in standing if each.role == "interpreter" and each.interpreter_id is None]
    if room.interpreter_id is not None or room.state == "open":
        gone += [each.id for each in from_outside]
    await _revoke(session, room, gone, now=now)
    wanted = [each for each in (room.interpreter_id, room.relief_interpreter_id) if each is not None]
    for interpreter_id in wanted:
        if interpreter_id not in held:
            session.add(
                RoomParticipant(
                    room_id=room.id, role="interpreter", interpreter_id=interpreter_id, invited_at=now
                )
            )
    if room.state == "accepted" and room.interpreter_id is None and not from_outside:
        public_id = new_public_id()
        session.add(RoomParticipant(room_id=room.id, role="interpreter", public_id=public_id, invited_at=now))
    await session.flush()
    await session.execute(_ANOTHER_ACTIVE, {"room": room.id})
    return bool(gone)


async def _revoke(session: Session, room: RoomInHand, seats: list[int], *, now: datetime) -> None:
    known = {each.id: each for each in await seats_of(session, room.id)}
    for seat_id in seats:
        if known[seat_id].revoked_at is None:
            note(session, room.id, RoomEventKind.REVOKED, at=now, seat_id=seat_id, role=known[seat_id].role)
    await session.execute(_REVOKE, {"room": room.id, "seats": seats, "now": now})
