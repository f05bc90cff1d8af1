"""How a proposed change ends: the interpreter's yes or no, the booker's regret, or no answer. Only a yes changes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import text

from booking.assignments.events import AssignmentReleased
from booking.changes.agreed import from_document
from booking.changes.applying import apply
from booking.changes.commands import LOCK_INTERPRETER, facts_of_wanted
from booking.changes.holds import let_go
from booking.changes.messages import in_message, tell_interpreter
from booking.changes.rules.agreement import JUDGED_BY, Agreed, may_answer, parts_changed
from booking.offers.messages import tell_booker
from booking.requests.access import AssignmentInHand, find_assignment_for, lock_assignment
from tolkeregister.core import audit
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, NotFound, RuleBroken, conflict, require


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change as these commands need it."""

    id: int
    state: str
    base_version: int
    interpreter_id: int
    answer_by: datetime | None
    before: Agreed
    after: Agreed


_ONE = text(
    """
    SELECT id, state, base_version, interpreter_id, answer_by, before, after FROM assignment_change
     WHERE id = :change AND assignment_id = :id AND answer_by IS NOT NULL
    """
)
_APPLIED = text(
    """
    UPDATE assignment_change SET state = 'applied', version = :version, ended_at = :now,
           impartiality_declared_at = CASE WHEN :declared THEN CAST(:now AS timestamptz) END
     WHERE id = :change AND state = 'proposed'
    """
)
_END = text(
    """
    UPDATE assignment_change SET state = :state, ended_at = :now WHERE id = :change AND state = 'proposed' RETURNING id
    """
)
_WITHDRAW_ALL = text(
    """
    UPDATE assignment_change SET state = 'withdrawn', ended_at = :now WHERE assignment_id = :id AND state = 'proposed'
    """
)
_DUE = text(
    """
    SELECT c.id, c.assignment_id FROM assignment_change c JOIN assignment a ON a.id = c.assignment_id
     WHERE c.state = 'proposed' AND c.answer_by <= :now ORDER BY a.id LIMIT 50 FOR NO KEY UPDATE OF a SKIP LOCKED
    """
)


async def accept_change(
    session: Session, actor: Actor, number: str, change_id: int, *, is_impartial: bool, now: datetime
) -> int:
    """The interpreter's yes: the new time is theirs, the old one free in the same statement; returns the version.

    A change of what impartiality is judged by is declared anew (tolkeloven § 16, rule H1). The rules of an acceptance
    are asked again, because the world may have changed; if they say no, the original stands. Twice is once.
    """
    assignment, proposal = await _own(session, actor, number, change_id)
    if proposal.state == "applied":
        return assignment.version
    require(may_answer(proposal.state, proposal.answer_by, now))
    if proposal.base_version != assignment.version:
        raise conflict("newer_version", version=assignment.version)
    judged_anew = not JUDGED_BY.isdisjoint(parts_changed(proposal.before, proposal.after))
    if judged_anew and not is_impartial:
        raise RuleBroken(reason("habilitet_undeclared"))
    tolk = (await session.execute(LOCK_INTERPRETER, {"id": proposal.interpreter_id})).scalar_one()
    assert proposal.answer_by is not None
    possible, standing = await facts_of_wanted(
        session, assignment, proposal.interpreter_id, tolk, proposal.after, until=proposal.answer_by, now=now
    )
    require(possible)
    version = await apply(
        session, actor, assignment, proposal.before, proposal.after, category=standing.category, now=now
    )
    values = {"change": change_id, "version": version, "now": now, "declared": judged_anew}
    await session.execute(_APPLIED, values)
    audit.record(session, actor, "change.accepted", "assignment", number, now=now, change=change_id)
    await _tell_both(session, assignment, proposal, "change_accepted", now)
    return version


async def decline_change(
    session: Session, actor: Actor, number: str, change_id: int, *, now: datetime
) -> None:
    """The interpreter's no, never with a reason (rule B8): what was agreed stands. Twice is once."""
    assignment, proposal = await _own(session, actor, number, change_id)
    if proposal.state == "declined":
        return
    require(may_answer(proposal.state, proposal.answer_by, now))
    await _end(session, assignment, proposal, "declined", now)
    audit.record(session, actor, "change.declined", "assignment", number, now=now, change=change_id)
    await tell_booker(session, assignment.id, "change_declined", occasion=change_id, now=now)


async def withdraw_change(
    session: Session, actor: Actor, number: str, change_id: int, *, now: datetime
) -> None:
    """The booker regrets before there is an answer: what was agreed stands, and the interpreter is told."""
    if not actor.is_public_body:
        raise NotAllowed(reason("only_the_booker_decides"))
    assignment = await find_assignment_for(session, actor, number, lock=True)
    proposal = await _proposal(session, assignment.id, change_id)
    if proposal.state == "withdrawn":
        return
    if proposal.state != "proposed":
        raise conflict("change_not_open", state=proposal.state)
    await _end(session, assignment, proposal, "withdrawn", now)
    audit.record(session, actor, "change.withdrawn", "assignment", number, now=now, change=change_id)
    await tell_interpreter(
        session, assignment.id, proposal.interpreter_id, "change_withdrawn", occasion=change_id, now=now
    )


async def expire_changes(session: Session, *, now: datetime) -> int:
    """End every proposal whose time is up: nothing is held, the agreement stands, both are told. Safe to run twice."""
    due = (await session.execute(_DUE, {"now": now})).all()
    for row in due:
        assignment = await lock_assignment(session, row.assignment_id)
        proposal = await _proposal(session, row.assignment_id, row.id)
        if proposal.state != "proposed":  # answered while we waited for the assignment
            continue
        await _end(session, assignment, proposal, "expired", now)
        audit.record(
            session, SYSTEM, "change.expired", "assignment", assignment.number, now=now, change=row.id
        )
        await _tell_both(session, assignment, proposal, "change_expired", now)
    return len(due)


async def withdraw_when_over(session: Session, assignment_id: int, *, now: datetime) -> None:
    """The assignment is cancelled, or no longer this interpreter's: nothing waits for an answer, nothing is held."""
    await session.execute(_WITHDRAW_ALL, {"id": assignment_id, "now": now})
    await let_go(session, assignment_id)


async def withdraw_on_release(
    session: Session, actor: Actor, *, about: AssignmentReleased, now: datetime, **_: Any
) -> None:
    """What `assignment.released` does here."""
    await withdraw_when_over(session, about.assignment_id, now=now)


async def _own(
    session: Session, actor: Actor, number: str, change_id: int
) -> tuple[AssignmentInHand, Proposal]:
    """The interpreter's own assignment, locked after the interpreter, and the proposal about it."""
    if actor.interpreter_id is None:
        raise NotAllowed(reason("only_the_interpreter_answers"))
    await session.execute(LOCK_INTERPRETER, {"id": actor.interpreter_id})
    assignment = await find_assignment_for(session, actor, number, lock=True)
    proposal = await _proposal(session, assignment.id, change_id)
    if proposal.interpreter_id != actor.interpreter_id:  # it was a former one's to answer
        raise NotFound(reason("change_not_found"))
    return assignment, proposal


async def _proposal(session: Session, assignment_id: int, change_id: int) -> Proposal:
    row = (await session.execute(_ONE, {"id": assignment_id, "change": change_id})).mappings().first()
    if row is None:
        raise NotFound(reason("change_not_found"))
    return Proposal(**{**row, "before": from_document(row["before"]), "after": from_document(row["after"])})


async def _end(
    session: Session, assignment: AssignmentInHand, proposal: Proposal,
    state: Literal["declined", "expired", "withdrawn"], now: datetime,
) -> None:  # fmt: skip
    values = {"change": proposal.id, "state": state, "now": now}
    if (await session.execute(_END, values)).scalar() is None:
        raise conflict("change_not_open", state=proposal.state)
    await let_go(session, assignment.id)


async def _tell_both(
    session: Session, assignment: AssignmentInHand, proposal: Proposal, template: str, now: datetime
) -> None:
    more = in_message(parts_changed(proposal.before, proposal.after), proposal.after)
    await tell_booker(session, assignment.id, template, occasion=proposal.id, now=now, **more)
    await tell_interpreter(
        session,
        assignment.id,
        proposal.interpreter_id,
        f"{template}_own",
        occasion=proposal.id,
        now=now,
        **more,
    )
