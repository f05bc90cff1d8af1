"""What happens to an assignment from its start on: checked, and confirmed by the booker."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from booking.assignments.rules import AssignmentFacts, may_confirm
from booking.requests.access import AssignmentInHand, find_assignment_for, lock_assignment
from booking.statistics.facts import append_fact
from tolkeregister.core import audit
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, require
from tolkeregister.entries.queries import standing_at

_END = text("UPDATE assignment SET state = :state, ended_at = :now, end_reason = :why WHERE id = :id")
_NUMBER_OF = text("SELECT number FROM interpreter WHERE id = :id")
_CHECKED = text(
    """
    UPDATE assignment SET standing_at_start = :standing, category_at_start = :category, checked_at_start = :now
     WHERE id = :id
    """
)


async def confirm_delivered(session: Session, actor: Actor, number: str, *, now: datetime) -> None:
    """The booker says it was carried out: it becomes a fact of the statistics in the same transaction (T1)."""
    assignment = await _own(session, actor, number)
    require(may_confirm(_facts(assignment), "booker", "delivered", None, now))
    await _check(session, assignment, now)
    await session.execute(_END, {"id": assignment.id, "state": "delivered", "now": now, "why": None})
    await append_fact(session, assignment.id, now=now)
    audit.record(session, actor, "assignment.delivered", "assignment", number, now=now)


async def confirm_not_delivered(
    session: Session, actor: Actor, number: str, *, cause: str | None, now: datetime
) -> None:
    """The booker says nothing came of it, and whose absence it was; counted apart from the facts (T3)."""
    assignment = await _own(session, actor, number)
    require(may_confirm(_facts(assignment), "booker", "not_delivered", cause, now))
    await _check(session, assignment, now)
    await session.execute(_END, {"id": assignment.id, "state": "not_delivered", "now": now, "why": cause})
    audit.record(session, actor, "assignment.not_delivered", "assignment", number, now=now, cause=cause)


async def check_at_start(session: Session, assignment_id: int, *, now: datetime) -> None:
    """Store what the register said about the interpreter when the assignment began. Safe to run twice."""
    assignment = await lock_assignment(session, assignment_id)
    if assignment.state == "accepted" and now >= assignment.starts_at:
        await _check(session, assignment, now)


async def _own(session: Session, actor: Actor, number: str) -> AssignmentInHand:
    """The booker's own assignment, locked; the interpreter of it may see it and not end it."""
    assignment = await find_assignment_for(session, actor, number, lock=True)
    if not actor.is_public_body:
        raise NotAllowed(reason("only_the_booker_decides"))
    return assignment


async def _check(session: Session, assignment: AssignmentInHand, now: datetime) -> None:
    """The standing at the start, as it was known then; a register that cannot answer leaves it unknown for good."""
    if assignment.standing_at_start is not None:
        return
    standing, category = "unknown", None
    if assignment.interpreter_id is None:  # somebody outside the register: there is nothing to ask it about
        values = {"id": assignment.id, "standing": "unlisted", "category": None, "now": now}
        await session.execute(_CHECKED, values)
        return
    try:
        async with session.begin_nested():
            number = (await session.execute(_NUMBER_OF, {"id": assignment.interpreter_id})).scalar_one()
            found = await standing_at(
                session, number, assignment.language_tag, assignment.type,
                valid_at=assignment.starts_at, known_at=assignment.starts_at,
            )  # fmt: skip
            standing, category = ("listed" if found.is_listed else "unlisted"), found.category
    except (SQLAlchemyError, OSError):  # the assignment goes on; the statistics count it as unknown
        audit.record(session, SYSTEM, "assignment.check_failed", "assignment", assignment.number, now=now)
    values = {"id": assignment.id, "standing": standing, "category": category, "now": now}
    await session.execute(_CHECKED, values)


def _facts(assignment: AssignmentInHand) -> AssignmentFacts:
    return AssignmentFacts(assignment.state, assignment.starts_at, assignment.ends_at)  # type: ignore[arg-type]
