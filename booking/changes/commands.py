"""Changing what was ordered: at once, as a question to the interpreter who has it, or by asking everyone anew.

The order of locks is that of docs/laasing.md: interpreter, assignment, offer, booked.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import text

from booking.assignments.rules import AssignmentFacts
from booking.changes.agreed import agreed_now, as_document
from booking.changes.applying import apply, note_applied
from booking.changes.holds import hold
from booking.changes.messages import in_message, tell_interpreter
from booking.changes.rules.agreement import (
    PROPOSAL_TIMES,
    Agreed,
    may_change,
    parts_changed,
    what_needs_a_new_yes,
)
from booking.changes.screen import ScreenPlan, keep_plan
from booking.exceptions.rules.grounds import ground_in_force
from booking.matching.commands import draw_queue
from booking.offers.access import OfferInHand
from booking.offers.commands import close_open_offers
from booking.offers.facts import accept_facts
from booking.offers.messages import tell_interpreters
from booking.offers.rounds import send_next_round
from booking.offers.rules import answer_by, may_accept
from booking.requests.access import AssignmentInHand, find_assignment_for, lock_assignment
from booking.requests.rules import RequestFacts, is_complete
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, reason
from tolkeregister.core.errors import Invalid, NotAllowed, RuleBroken, conflict, require
from tolkeregister.core.holidays import holidays_between
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.entries.queries import StandingAt

EXPIRE_CHANGES = "changes.expire"

LOCK_INTERPRETER = text("SELECT number FROM interpreter WHERE id = :id FOR NO KEY UPDATE")
_PROPOSED = text("SELECT 1 FROM assignment_change WHERE assignment_id = :id AND state = 'proposed'")
_PROPOSE = text(
    """
    INSERT INTO assignment_change (assignment_id, base_version, state, account_id, interpreter_id, made_at, answer_by,
                                   before, after)
    VALUES (:id, :version, 'proposed', :account, :interpreter, :now, :answer_by, CAST(:before AS jsonb),
            CAST(:after AS jsonb)) RETURNING id
    """
)
_GROUND = text("SELECT ground FROM assignment WHERE id = :id")
_ASK_ANEW = text("UPDATE assignment SET asked_anew_after = round WHERE id = :id")
_OPEN_OFFERS = text("SELECT id FROM offer WHERE assignment_id = :id AND state = 'open' ORDER BY id")


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of it: done at once, asked of the interpreter until `answer_by`, or everyone is asked anew."""

    number: str
    outcome: Literal["applied", "proposed", "asked_anew"]
    version: int
    answer_by: datetime | None = None


async def change_assignment(
    session: Session, actor: Actor, number: str, wanted: Agreed, *, plan: ScreenPlan | None = None, version: int,
    now: datetime,
) -> Changed:  # fmt: skip
    """Change one's own order from the version that was read; the old agreement stands until there is a yes.

    `plan` is what an order that becomes one by screen needs besides, unless it has it already (rule R2).

    Raises Conflict("newer_version") when somebody has changed or accepted it meanwhile, RuleBroken when it cannot be
    changed (any more), Invalid for what is missing in the wanted one. Nothing is changed then.
    """
    assignment = await _locked(session, actor, number)
    if assignment.version != version:
        raise conflict("newer_version", version=assignment.version)
    before = await agreed_now(session, assignment.id)
    facts = AssignmentFacts(assignment.state, before.starts_at, before.ends_at)  # type: ignore[arg-type]
    is_another = (await session.execute(_PROPOSED, {"id": assignment.id})).scalar() is not None
    outside = assignment.is_outside
    require(may_change(facts, before, wanted, is_another_proposed=is_another, needs_yes=not outside, now=now))
    request = _as_request(assignment, wanted)
    complete = is_complete(request, now, is_asked=not outside)
    if not complete.allowed:
        raise Invalid(*complete.reasons)
    if wanted.mode == "screen" != before.mode:
        await keep_plan(session, assignment.request_id, request, plan or ScreenPlan())
    # an exception from the requirement of a qualified interpreter is judged by the start, also by a new one
    if (ground := (await session.execute(_GROUND, {"id": assignment.id})).scalar()) is not None:
        require(ground_in_force(ground, wanted.starts_at))
    needs = what_needs_a_new_yes(before, wanted)
    if assignment.state == "open" and not needs.allowed:
        return await _ask_anew(session, actor, assignment, before, wanted, now=now)
    if assignment.interpreter_id is not None and not needs.allowed:
        return await _propose(session, actor, assignment, assignment.interpreter_id, before, wanted, now=now)
    return await _at_once(session, actor, assignment, before, wanted, now=now)


async def facts_of_wanted(
    session: Session, assignment: AssignmentInHand, interpreter_id: int, number: str, wanted: Agreed, *,
    until: datetime, now: datetime,
) -> tuple[Decision, StandingAt]:  # fmt: skip
    """Whether the interpreter could take the wanted version, by the rules of an acceptance (B6, B10, travel)."""
    as_offer = OfferInHand(0, assignment.id, interpreter_id, number, "open", until, None)
    as_wanted = replace(
        assignment, state="open", starts_at=wanted.starts_at, ends_at=wanted.ends_at, mode=wanted.mode,
        municipality_code=wanted.municipality_code,
    )  # fmt: skip
    facts, standing = await accept_facts(session, as_offer, as_wanted, "clear", now=now)
    return may_accept(facts, now), standing


async def _locked(session: Session, actor: Actor, number: str) -> AssignmentInHand:
    """The booker's own assignment, with its interpreter locked first; nobody can accept or change it meanwhile."""
    seen = await find_assignment_for(session, actor, number)
    if not actor.is_public_body:
        raise NotAllowed(reason("only_the_booker_decides"))
    if seen.interpreter_id is not None:
        await session.execute(LOCK_INTERPRETER, {"id": seen.interpreter_id})
    assignment = await find_assignment_for(session, actor, number, lock=True)
    if assignment.interpreter_id != seen.interpreter_id:
        raise conflict("newer_version", version=assignment.version)
    return assignment


async def _at_once(
    session: Session,
    actor: Actor,
    assignment: AssignmentInHand,
    before: Agreed,
    wanted: Agreed,
    *,
    now: datetime,
) -> Changed:
    """Within what is agreed, or nobody is concerned: done, and everyone who has it or is asked is told."""
    version = await apply(session, actor, assignment, before, wanted, now=now)
    await note_applied(session, actor, assignment, before, wanted, version, now=now)
    if assignment.interpreter_id is not None:
        await tell_interpreter(
            session, assignment.id, assignment.interpreter_id, "assignment_changed", occasion=version, now=now,
            **in_message(parts_changed(before, wanted), wanted),
        )  # fmt: skip
    asked = list((await session.execute(_OPEN_OFFERS, {"id": assignment.id})).scalars())
    await tell_interpreters(session, assignment.id, asked, "offer_changed", occasion=version, now=now)
    return Changed(assignment.number, "applied", version)


async def _ask_anew(
    session: Session,
    actor: Actor,
    assignment: AssignmentInHand,
    before: Agreed,
    wanted: Agreed,
    *,
    now: datetime,
) -> Changed:
    """Nobody has it yet: open offers are withdrawn, the queue is drawn anew, and its first are asked.

    Whoever said no to the earlier version may be asked about this one.
    """
    await close_open_offers(session, assignment.id, "withdrawn", now=now)
    version = await apply(session, actor, assignment, before, wanted, now=now)
    await note_applied(session, actor, assignment, before, wanted, version, now=now)
    await session.execute(_ASK_ANEW, {"id": assignment.id})
    assignment = await lock_assignment(session, assignment.id)
    await draw_queue(session, assignment, now=now)
    await send_next_round(session, actor, assignment, now=now)
    return Changed(assignment.number, "asked_anew", version)


async def _propose(
    session: Session, actor: Actor, assignment: AssignmentInHand, interpreter_id: int, before: Agreed,
    wanted: Agreed, *, now: datetime,
) -> Changed:  # fmt: skip
    """Hold the new time and ask. Why the interpreter could not is never told, only that it is so (rule W11)."""
    earlier = min(before.starts_at, wanted.starts_at)
    holidays = holidays_between(oslo_date(now), oslo_date(earlier))
    until = answer_by(now, earlier, holidays, PROPOSAL_TIMES)
    number = (await session.execute(LOCK_INTERPRETER, {"id": interpreter_id})).scalar_one()
    possible, _ = await facts_of_wanted(
        session, assignment, interpreter_id, number, wanted, until=until, now=now
    )
    if not possible.allowed or not await hold(
        session, assignment.id, interpreter_id, wanted, until=until, now=now
    ):
        raise RuleBroken(reason("interpreter_cannot_then"))
    values = {
        "id": assignment.id, "version": assignment.version, "account": actor.account_id,
        "interpreter": interpreter_id, "now": now, "answer_by": until, "before": json.dumps(as_document(before)),
        "after": json.dumps(as_document(wanted)),
    }  # fmt: skip
    change = (await session.execute(_PROPOSE, values)).scalar_one()
    parts = parts_changed(before, wanted)
    audit.record(
        session,
        actor,
        "change.proposed",
        "assignment",
        assignment.number,
        now=now,
        change=change,
        parts=parts,
    )
    await tell_interpreter(
        session, assignment.id, interpreter_id, "change_proposed", occasion=change, now=now, page="/endring",
        answer_by=until.isoformat(), **in_message(parts, wanted),
    )  # fmt: skip
    await enqueue(session, EXPIRE_CHANGES, run_at=until, key=f"{EXPIRE_CHANGES}:{until.isoformat()}")
    return Changed(assignment.number, "proposed", assignment.version, until)


def _as_request(assignment: AssignmentInHand, wanted: Agreed) -> RequestFacts:
    """The wanted version as the rules of a request see it; why there is a need was answered when it was sent."""
    return RequestFacts(
        language=assignment.language_tag, type=assignment.type, mode=wanted.mode, starts_at=wanted.starts_at,
        duration_minutes=int((wanted.ends_at - wanted.starts_at).total_seconds() // 60),
        municipality_code=wanted.municipality_code, address=wanted.address, duty_basis="voluntary",
        duty_statute=None, theme=wanted.theme, participants=wanted.participants,
    )  # fmt: skip
