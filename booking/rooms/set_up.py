"""The room as booker and interpreter see it from the assignment: when, for whom, new links, log and proposal."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from booking.requests.rules import LEAST_NUMBER, LEAST_TEST, MOST_NUMBER, MOST_TEST
from booking.rooms.access import RoomInHand, find_room_for, room_to_decide
from booking.rooms.keeping import settle_room
from booking.rooms.queries import Logged, SharedLink, log_of, proposal_of, shared_links
from booking.rooms.rules.proposal import Happened, Proposal, troubles
from booking.rooms.trying import Confirmed, confirmation_of_screen
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound

_PLAN = text(
    """
    SELECT r.plan_b, r.test_minutes, b.number AS relief
      FROM room m JOIN assignment a ON a.id = m.assignment_id JOIN request r ON r.id = a.request_id
      LEFT JOIN assignment b ON b.id = m.relief_assignment_id
     WHERE m.id = :id
    """
)
_SET_PLAN = text(
    """
    UPDATE request r SET plan_b = :plan_b, test_minutes = :minutes FROM assignment a
     WHERE a.id = :assignment AND r.id = a.request_id
    """
)
_LOCK = text("SELECT 1 FROM assignment WHERE id = :id FOR NO KEY UPDATE")


@dataclass(frozen=True, slots=True)
class SetUp:
    """One room, seen from its assignment. Only the booker is told the links."""

    room: RoomInHand
    plan_b: str | None
    test_minutes: int | None
    relief: str | None  # the number of the assignment that relieves this
    shared_links: tuple[SharedLink, ...]
    reissued_at: datetime | None  # when the links were last replaced
    log: tuple[Logged, ...]
    troubles: int
    proposal: Proposal
    screen: Confirmed | None


async def set_up_of(session: Session, actor: Actor, number: str) -> SetUp | None:
    """Everything about the room of an assignment the actor may see; None when it has none."""
    try:
        room = await find_room_for(session, actor, number)
    except NotFound:
        return None
    plan = (await session.execute(_PLAN, {"id": room.id})).one()
    log = await log_of(session, room.id)
    new = [each.at for each in log if each.kind == "reissued"]
    shared = await shared_links(session, room.id) if actor.is_public_body else ()
    failed = troubles([Happened(each.kind, each.role, each.at) for each in log])
    return SetUp(
        room, plan.plan_b, plan.test_minutes, plan.relief, shared, max(new) if new else None, log, failed,
        await proposal_of(session, room.id), await confirmation_of_screen(session, room.id),
    )  # fmt: skip


async def set_plan(
    session: Session, actor: Actor, number: str, *, plan_b: str, test_minutes: int, now: datetime
) -> None:
    """The booker changes how long the equipment is tried, and the number to ring (rule R2); the room opens by it."""
    room = await room_to_decide(session, actor, number, lock=False)
    if not LEAST_NUMBER <= len(plan_b) <= MOST_NUMBER:
        raise Invalid(reason("plan_b_missing", field="plan_b"))
    if not LEAST_TEST <= test_minutes <= MOST_TEST:
        raise Invalid(reason("test_minutes_missing", field="test_minutes", least=LEAST_TEST, most=MOST_TEST))
    await session.execute(_LOCK, {"id": room.assignment_id})
    values = {"assignment": room.assignment_id, "plan_b": plan_b, "minutes": test_minutes}
    await session.execute(_SET_PLAN, values)
    audit.record(session, actor, "room.plan", "assignment", room.number, now=now, minutes=test_minutes)
    await settle_room(session, room.assignment_id, has_new_links=False, now=now)
