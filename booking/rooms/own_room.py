"""The body's own video room behind a pasted link, and the relief interpreter: what the booker sets before it begins."""

from datetime import datetime

from sqlalchemy import text

from booking.rooms.access import room_to_decide
from booking.rooms.events import note
from booking.rooms.keeping import settle_room
from booking.rooms.models import RoomEventKind
from booking.rooms.rules.address import is_address
from booking.rooms.waking import wake_room
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, conflict

_SET = text("UPDATE room SET topology = :topology, address = :address WHERE id = :id")
_DIRECT = text("UPDATE room SET is_direct = :is_direct WHERE id = :id")
_RELIEF = text("UPDATE room SET relief_assignment_id = :relief WHERE id = :id")
_RELIEVES = text(
    """
    SELECT b.id FROM assignment b JOIN request rb ON rb.id = b.request_id
      JOIN assignment a ON a.id = :assignment JOIN request ra ON ra.id = a.request_id
     WHERE b.number = :number AND b.id <> a.id AND rb.unit_id = ra.unit_id AND b.language_tag = a.language_tag
       AND b.type = a.type AND b.mode = 'screen' AND b.period && a.period AND b.state = 'accepted'
       AND b.interpreter_id IS DISTINCT FROM a.interpreter_id
       AND NOT EXISTS (SELECT FROM room o WHERE o.relief_assignment_id = b.id AND o.assignment_id <> a.id)
       AND NOT EXISTS (SELECT FROM room o WHERE o.assignment_id = b.id AND o.relief_assignment_id IS NOT NULL)
    """
)


async def use_own_room(
    session: Session, actor: Actor, number: str, address: str | None, *, now: datetime
) -> None:
    """The conversation is in the body's own video room; None brings it back here. Badge, seats and log stay with us."""
    room = await room_to_decide(session, actor, number)
    address = (address or "").strip() or None
    if address is not None and not is_address(address):
        raise Invalid(reason("not_a_secure_address", field="address"))
    if room.started_at is not None and (address is None) == room.is_own:
        raise conflict("conversation_has_begun")
    topology = "own" if address else "mesh"
    await session.execute(_SET, {"id": room.id, "topology": topology, "address": address})
    note(session, room.id, RoomEventKind.METHOD, at=now, code=topology)
    audit.record(session, actor, "room.topology", "assignment", room.number, now=now, topology=topology)
    await wake_room(session, room.id)


async def allow_direct(
    session: Session, actor: Actor, number: str, *, is_direct: bool, now: datetime
) -> None:
    """Without the relay the browsers learn each other's address; only the booker may choose that, for one room.

    Not once the conversation has begun: those inside were told how it is, and what is connected stays connected.
    """
    room = await room_to_decide(session, actor, number)
    if room.started_at is not None and room.is_direct != is_direct:
        raise conflict("conversation_has_begun")
    await session.execute(_DIRECT, {"id": room.id, "is_direct": is_direct})
    audit.record(session, actor, "room.direct", "assignment", room.number, now=now, is_direct=is_direct)
    await wake_room(session, room.id)


async def set_relief(
    session: Session, actor: Actor, number: str, relief: str | None, *, now: datetime
) -> None:
    """A second accepted assignment of the unit, at the same time and in the same language, has its interpreter here."""
    room = await room_to_decide(session, actor, number)
    other = None
    if relief:
        values = {"assignment": room.assignment_id, "number": relief.strip()}
        other = (await session.execute(_RELIEVES, values)).scalar_one_or_none()
        if other is None:
            raise Invalid(reason("no_such_relief", field="relief"))
    await session.execute(_RELIEF, {"id": room.id, "relief": other})
    audit.record(session, actor, "room.relief", "assignment", room.number, now=now, relief=relief or "")
    await settle_room(session, room.assignment_id, has_new_links=False, now=now)
