"""Cancelling: for a reason of a closed list, at the cost that was shown. The time is free at once, everyone is told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from booking.assignments.rules import AssignmentFacts
from booking.changes.answers import withdraw_when_over
from booking.changes.events import ASSIGNMENT_CANCELLED, AssignmentCancelled
from booking.changes.messages import tell_interpreter
from booking.changes.rules.cancelling import CANCEL_REASONS, Cost, cost_of_cancelling, may_cancel
from booking.changes.terms import Agreement, terms_for
from booking.offers.commands import close_open_offers
from booking.offers.messages import tell_booker
from booking.requests.access import AssignmentInHand, find_assignment_for
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, conflict, require
from tolkeregister.core.events import raise_event
from tolkeregister.core.rules.oslo_time import Interval

_END = text(
    """
    UPDATE assignment SET state = 'cancelled', ended_at = :now, end_reason = :why, version = version + 1
     WHERE id = :id RETURNING version
    """
)
_FREE_TIME = text("DELETE FROM booked WHERE assignment_id = :id")
_STORE = text(
    """
    INSERT INTO cancellation (assignment_id, cancelled_at, account_id, interpreter_id, payer_organisation_id, reason,
                              outcome, why, notice_minutes, percent, basis_minutes, ore_per_hour, amount_ore, terms_id)
    VALUES (:id, :now, :account, :interpreter, :payer, :reason, :outcome, :why, :notice_minutes, :percent,
            :basis_minutes, :ore_per_hour, :amount_ore, :terms)
    """
)


@dataclass(frozen=True, slots=True)
class CostNow:
    """What cancelling costs at this instant, by which terms, and until when it is free, if ever."""

    cost: Cost
    agreement: Agreement
    free_until: datetime | None


async def cost_now(session: Session, actor: Actor, number: str, *, now: datetime) -> CostNow:
    """The cost of cancelling one's own order now, as it is shown before anything is done.

    RuleBroken when it can no longer be cancelled.
    """
    assignment = await _own(session, actor, number, lock=False)
    require(may_cancel(_facts(assignment), "booker", now))
    agreement = await _agreement(session, assignment)
    return CostNow(
        _cost(assignment, agreement, None, now), agreement, agreement.terms.free_until(assignment.starts_at)
    )


async def cancel(
    session: Session, actor: Actor, number: str, *, why: str, agreed_to: str | None = None, now: datetime
) -> Cost:
    """Cancel one's own order before the start, and store the cost.

    `why` is a code of CANCEL_REASONS; `agreed_to` is `Cost.shown` of what the page said: Conflict("cost_changed") when
    it is another by now. The payer is the public body, never the person interpreted for (rule B12).
    """
    assignment = await _own(session, actor, number, lock=True)
    if why not in CANCEL_REASONS:
        raise Invalid(reason("unknown_cancel_reason", field="why"))
    require(may_cancel(_facts(assignment), "booker", now))
    agreement = await _agreement(session, assignment)
    if agreed_to is not None and agreed_to != _cost(assignment, agreement, None, now).shown:
        raise conflict("cost_changed")
    cost = _cost(assignment, agreement, why, now)
    version = (await session.execute(_END, {"id": assignment.id, "now": now, "why": cost.why})).scalar_one()
    await session.execute(_FREE_TIME, {"id": assignment.id})
    await withdraw_when_over(session, assignment.id, now=now)
    await _store(session, actor, assignment, agreement, cost, why, now)
    await close_open_offers(session, assignment.id, "withdrawn", now=now)
    audit.record(session, actor, "assignment.cancelled", "assignment", number, now=now, why=why, cost=cost.why,
                 percent=cost.percent)  # fmt: skip
    await _tell(session, assignment, cost, now)
    period = Interval(assignment.starts_at, assignment.ends_at)
    about = AssignmentCancelled(assignment.id, number, version, assignment.interpreter_id, period, why)
    await raise_event(session, actor, ASSIGNMENT_CANCELLED, about=about, now=now)
    return cost


async def _own(session: Session, actor: Actor, number: str, *, lock: bool) -> AssignmentInHand:
    """The booker's own; the interpreter of it may see it and gives back instead."""
    assignment = await find_assignment_for(session, actor, number, lock=lock)
    if not actor.is_public_body:
        raise NotAllowed(reason("only_the_booker_decides"))
    return assignment


async def _agreement(session: Session, assignment: AssignmentInHand) -> Agreement:
    return await terms_for(session, assignment.organisation_id, oslo_date(assignment.starts_at))


async def _store(
    session: Session, actor: Actor, assignment: AssignmentInHand, agreement: Agreement, cost: Cost, why: str,
    now: datetime,
) -> None:  # fmt: skip
    values = {
        "id": assignment.id, "now": now, "account": actor.account_id, "interpreter": assignment.interpreter_id,
        "payer": assignment.organisation_id, "reason": why, "outcome": cost.outcome, "why": cost.why,
        "notice_minutes": cost.notice_minutes, "percent": cost.percent, "basis_minutes": cost.basis_minutes,
        "ore_per_hour": cost.ore_per_hour, "amount_ore": cost.amount_ore, "terms": agreement.id,
    }  # fmt: skip
    await session.execute(_STORE, values)


async def _tell(session: Session, assignment: AssignmentInHand, cost: Cost, now: datetime) -> None:
    if assignment.interpreter_id is not None:
        await tell_interpreter(
            session, assignment.id, assignment.interpreter_id, "assignment_cancelled", occasion="", now=now,
            percent=cost.percent, basis_minutes=cost.basis_minutes,
        )  # fmt: skip
    await tell_booker(session, assignment.id, "request_cancelled", now=now)


def _cost(assignment: AssignmentInHand, agreement: Agreement, why: str | None, now: datetime) -> Cost:
    has_interpreter = assignment.interpreter_id is not None
    facts = _facts(assignment)
    return cost_of_cancelling(
        facts, agreement.terms, has_interpreter=has_interpreter, reason_code=why, now=now
    )


def _facts(assignment: AssignmentInHand) -> AssignmentFacts:
    return AssignmentFacts(assignment.state, assignment.starts_at, assignment.ends_at)  # type: ignore[arg-type]
