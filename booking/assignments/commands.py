"""What happens to an assignment from its start on: checked, and confirmed by the booker."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from booking.assignments.events import STANDING_CHECKED, StandingChecked
from booking.assignments.rules import AssignmentFacts, may_confirm
from booking.requests.access import AssignmentInHand, find_assignment_for, lock_assignment
from booking.statistics.facts import correct_fact, deliver
from booking.statistics.undelivered import keep_undelivered
from tolkeregister.core import audit
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, require
from tolkeregister.core.events import raise_event
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
    await deliver(session, assignment.id, now=now)
    audit.record(session, actor, "assignment.delivered", "assignment", number, now=now)


async def confirm_not_delivered(
    session: Session, actor: Actor, number: str, *, cause: str | None, now: datetime
) -> None:
    """The booker says nothing came of it, and whose absence it was; counted apart from the facts (T3)."""
    assignment = await _own(session, actor, number)
    require(may_confirm(_facts(assignment), "booker", "not_delivered", cause, now))
    await _check(session, assignment, now)
    await session.execute(_END, {"id": assignment.id, "state": "not_delivered", "now": now, "why": cause})
    await keep_undelivered(session, assignment.id, now=now)
    audit.record(session, actor, "assignment.not_delivered", "assignment", number, now=now, cause=cause)


async def check_at_start(session: Session, assignment_id: int, *, now: datetime) -> None:
    """Store what the register said about the interpreter when the assignment began. Safe to run twice."""
    assignment = await lock_assignment(session, assignment_id)
    if assignment.state == "accepted" and now >= assignment.starts_at:
        await _check(session, assignment, now)


async def check_again(session: Session, assignment_id: int, *, now: datetime) -> None:
    """Ask once more where the register did not answer; what was counted as unknown meanwhile is corrected.

    The question is the same as at the start: what was known then about that instant. Safe to run twice.
    """
    assignment = await lock_assignment(session, assignment_id)
    if assignment.standing_at_start != "unknown" or assignment.state not in ("accepted", "delivered"):
        return
    await _ask(session, assignment, now, is_repeat=True)
    if assignment.state == "delivered":
        await correct_fact(session, assignment.id, now=now)


async def _own(session: Session, actor: Actor, number: str) -> AssignmentInHand:
    """The booker's own assignment, locked; the interpreter of it may see it and not end it."""
    assignment = await find_assignment_for(session, actor, number, lock=True)
    if not actor.is_public_body:
        raise NotAllowed(reason("only_the_booker_decides"))
    return assignment


async def _check(session: Session, assignment: AssignmentInHand, now: datetime) -> None:
    """The standing at the start, as it was known then. Without an answer it is unknown until there is one."""
    if assignment.standing_at_start is not None:
        return
    if assignment.interpreter_id is None:  # somebody outside the register: there is nothing to ask it about
        values = {"id": assignment.id, "standing": "unlisted", "category": None, "now": now}
        await session.execute(_CHECKED, values)
        return
    await _ask(session, assignment, now, is_repeat=False)


async def _ask(session: Session, assignment: AssignmentInHand, now: datetime, *, is_repeat: bool) -> None:
    """Ask the register, store what it says, and tell those who keep account of it."""
    assert assignment.interpreter_id is not None
    standing, category = "unknown", None
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
    about = StandingChecked(
        assignment.id, assignment.number, assignment.interpreter_id, assignment.starts_at, standing, category,
        is_repeat,
    )  # fmt: skip
    await raise_event(session, SYSTEM, STANDING_CHECKED, about=about, now=now)


def _facts(assignment: AssignmentInHand) -> AssignmentFacts:
    return AssignmentFacts(assignment.state, assignment.starts_at, assignment.ends_at)  # type: ignore[arg-type]
