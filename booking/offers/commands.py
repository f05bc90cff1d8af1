"""Answering an offer. Two may answer in the same instant: the database decides, the loser is told, nobody waits long.

The order of locks is that of docs/laasing.md: interpreter, assignment, offer, booked.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import text

from booking.availability.calendar import period_text
from booking.availability.rules import booked_period, buffer_on
from booking.offers.access import OfferInHand, find_offer_by_booker, find_offer_for
from booking.offers.events import ASSIGNMENT_ACCEPTED, AssignmentAccepted
from booking.offers.facts import accept_facts
from booking.offers.messages import tell_booker, tell_interpreters
from booking.offers.models import DeclineReason
from booking.offers.rounds import continue_search
from booking.offers.rules import Habilitet, may_accept
from booking.requests.access import (
    AssignmentInHand,
    find_assignment_for,
    lock_assignment,
    read_assignment,
)
from booking.requests.rules import texts_without_national_ids
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, RuleBroken, conflict, require
from tolkeregister.core.events import raise_event
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.entries.queries import StandingAt

CHECK_AT_START = "assignments.check_at_start"


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an answer: `awaits_body` when there are circumstances for the booker to weigh (rule H1)."""

    number: str
    outcome: Literal["accepted", "awaits_body", "declined"]


# Two in-person acceptances by one person are judged one after the other, because of the time to travel; any other
# only has to see a removal from the register that happens in the same instant.
_LOCK_INTERPRETER = {
    True: text("SELECT 1 FROM interpreter WHERE id = :id FOR NO KEY UPDATE"),
    False: text("SELECT 1 FROM interpreter WHERE id = :id FOR SHARE"),
}
_ACCEPT = text(
    """
    WITH run_out AS (  -- time held for a change that nobody answered
        DELETE FROM booked WHERE interpreter_id = :interpreter AND held_until <= :now RETURNING 1),
    won AS (
        UPDATE assignment SET state = 'accepted', interpreter_id = :interpreter, accepted_at = :now,
               category_at_acceptance = :category, standing_at_acceptance = 'listed', mode = :mode
         WHERE id = :assignment AND state = 'open' AND version = :version RETURNING id),
    mine AS (
        UPDATE offer SET state = 'accepted', ended_at = :now, impartiality_declared_at = :now
         WHERE id = :offer AND state = 'open' AND answer_by > :now AND EXISTS (SELECT FROM won)
           -- circumstances stated since the rules were asked are not passed over
           AND remark IS NOT DISTINCT FROM CAST(:remark AS text) RETURNING id),
    taken AS (
        INSERT INTO booked (assignment_id, interpreter_id, period)
        SELECT won.id, :interpreter, CAST(CAST(:period AS text) AS tstzrange) FROM won, mine
         WHERE (SELECT count(*) FROM run_out) >= 0
        ON CONFLICT DO NOTHING RETURNING 1)
    SELECT (SELECT count(*) FROM won) AS won, (SELECT count(*) FROM mine) AS mine,
           (SELECT count(*) FROM taken) AS booked
    """
)
_CLOSE_OTHERS = text(
    """
    UPDATE offer SET state = :state, ended_at = :now WHERE assignment_id = :assignment AND state = 'open' RETURNING id
    """
)
_END_ONE = text(
    """
    UPDATE offer SET state = :state, ended_at = :now, decline_reason = :why WHERE id = :id AND state = 'open'
    RETURNING id
    """
)
_STATE_CIRCUMSTANCES = text(
    "UPDATE offer SET remark = :remark, impartiality_declared_at = :now WHERE id = :id AND state = 'open' RETURNING id"
)


async def accept_offer(
    session: Session,
    actor: Actor,
    offer_id: int,
    *,
    declaration: bool,
    remark: str | None = None,
    takes_back_remark: bool = False,
    version: int | None = None,
    now: datetime,
) -> Answered:
    """Accept an offer; `declaration` is the interpreter's own about impartiality (tolkeloven § 16, rule H1).

    With a remark the offer stays open until the booker has weighed it, or until the interpreter declares anew and
    `takes_back_remark`. `version` is the one that was read before answering. Raises NotFound, RuleBroken with every
    hindrance, Conflict("taken") when another was first, or Conflict("newer_version") when it has been changed.
    """
    offer = await find_offer_for(session, actor, offer_id)
    remark = (remark or "").strip() or None
    require(texts_without_national_ids({"remark": remark} if remark else {}))
    if declaration and remark:
        return await _ask_the_body(session, actor, offer, remark, version, now=now)
    declared = _declared(declaration, takes_back_remark)
    return await _accept(session, actor, offer, declared, version, now=now)


async def weigh_circumstances(
    session: Session, actor: Actor, number: str, offer_id: int, *, is_accepted: bool, now: datetime
) -> Answered:
    """The booker's answer to an interpreter's remark: go on with this interpreter, or ask the next one (rule H1)."""
    if not (actor.is_public_body or actor.is_system):
        raise NotAllowed(reason("only_the_booker_weighs"))
    assignment = await find_assignment_for(session, actor, number)
    offer = await find_offer_by_booker(session, assignment.id, offer_id)
    if offer.remark is None:
        raise conflict("no_circumstances_stated")
    if is_accepted:
        return await _accept(session, actor, offer, "circumstances_accepted", None, now=now)
    assignment = await lock_assignment(session, assignment.id)
    await _end(session, actor, offer, "withdrawn", None, assignment, now=now)
    await continue_search(session, assignment, now=now)
    return Answered(number, "declined")


async def decline_offer(
    session: Session, actor: Actor, offer_id: int, *, reason_code: str | None = None, now: datetime
) -> Answered:
    """Say no; a reason is never required (rule B8) and never shown to the booker. The next one is asked at once."""
    if reason_code is not None and reason_code not in set(DeclineReason):
        raise Invalid(reason("unknown_decline_reason", field="reason"))
    offer = await find_offer_for(session, actor, offer_id)
    assignment = await lock_assignment(session, offer.assignment_id)
    await _end(session, actor, offer, "declined", reason_code, assignment, now=now)
    await continue_search(session, assignment, now=now)
    return Answered(assignment.number, "declined")


async def close_open_offers(
    session: Session, assignment_id: int, state: Literal["taken", "withdrawn"], *, now: datetime
) -> list[int]:
    """End everyone's open offers of a locked assignment and tell them; returns the offers."""
    values = {"assignment": assignment_id, "state": state, "now": now}
    ended = sorted((await session.execute(_CLOSE_OTHERS, values)).scalars())
    await tell_interpreters(session, assignment_id, ended, f"offer_{state}", now=now)
    return ended


def _declared(declaration: bool, takes_back_remark: bool) -> Habilitet:
    if not declaration:
        return "undeclared"
    return "circumstances_withdrawn" if takes_back_remark else "clear"


async def _accept(
    session: Session,
    actor: Actor,
    offer: OfferInHand,
    habilitet: Habilitet,
    version: int | None,
    *,
    now: datetime,
) -> Answered:
    assignment = await read_assignment(session, offer.assignment_id)
    # a second click may have read the offer before the first one's commit and the assignment after it
    if assignment.interpreter_id == offer.interpreter_id and offer.state in ("open", "accepted"):
        return Answered(assignment.number, "accepted")
    _is_what_was_read(offer, assignment, version)
    # buffer, travel and fact are of the mode this interpreter was asked for
    assignment = replace(assignment, mode=offer.mode or assignment.mode)
    lock = _LOCK_INTERPRETER[assignment.mode == "in_person"]
    await session.execute(lock, {"id": offer.interpreter_id})
    facts, standing = await accept_facts(session, offer, assignment, habilitet, now=now)
    decision = may_accept(facts, now)
    if "taken" in decision.codes:
        raise Conflict(*decision.reasons)
    require(decision)
    if not await _take(session, offer, assignment, standing, now=now):
        return Answered(assignment.number, "accepted")
    await close_open_offers(session, assignment.id, "taken", now=now)
    audit.record(session, actor, "offer.accepted", "assignment", assignment.number, now=now, offer=offer.id,
                 habilitet=habilitet)  # fmt: skip
    await tell_interpreters(session, assignment.id, [offer.id], "offer_accepted", now=now)
    await tell_booker(session, assignment.id, "request_accepted", occasion=offer.id, now=now)
    # one that waits for the start of an earlier version is no check of this one
    key = f"{CHECK_AT_START}:{assignment.id}:{assignment.version}"
    await enqueue(session, CHECK_AT_START, run_at=assignment.starts_at, key=key, assignment_id=assignment.id)
    about = AssignmentAccepted(
        assignment.id, assignment.number, assignment.version, offer.interpreter_id, standing.category
    )
    await raise_event(session, actor, ASSIGNMENT_ACCEPTED, about=about, now=now)
    return Answered(assignment.number, "accepted")


def _is_what_was_read(offer: OfferInHand, assignment: AssignmentInHand, version: int | None) -> None:
    """An answer to an offer that is open is an answer to what it says now, or it is none."""
    if offer.state == "open" and version is not None and version != assignment.version:
        raise conflict("newer_version")


async def _take(
    session: Session, offer: OfferInHand, assignment: AssignmentInHand, standing: StandingAt, *, now: datetime
) -> bool:
    """The one statement in which assignment, offer and time become the interpreter's, or nothing does.

    False when they already were: the same person's second click.
    """
    period = booked_period(
        assignment.starts_at, assignment.ends_at, assignment.mode, buffer_on(assignment.starts_at)
    )
    values = {
        "interpreter": offer.interpreter_id, "assignment": assignment.id, "offer": offer.id, "now": now,
        "category": standing.category, "period": period_text(period.starts_at, period.ends_at),
        "remark": offer.remark, "version": assignment.version, "mode": assignment.mode,
    }  # fmt: skip
    row = (await session.execute(_ACCEPT, values)).one()
    if not row.won:
        winner = await read_assignment(session, assignment.id)
        if winner.interpreter_id == offer.interpreter_id:
            return False
        # what was judged here is not what stands there now, whatever has become of it since
        if winner.state == "open" or winner.version != assignment.version:
            raise conflict("newer_version")
        raise conflict("taken")
    if not row.mine:
        raise conflict("offer_not_open")
    if not row.booked:
        raise RuleBroken(reason("overlap"))
    return True


async def _ask_the_body(
    session: Session, actor: Actor, offer: OfferInHand, remark: str, version: int | None, *, now: datetime
) -> Answered:
    """Store the circumstances and tell the booker, who decides; the time to answer goes on. The same twice is once."""
    assignment = await lock_assignment(session, offer.assignment_id)
    offer = await find_offer_for(session, actor, offer.id)  # as it is when nobody else can answer any more
    if offer.state == "open" and offer.remark == remark:
        return Answered(assignment.number, "awaits_body")
    _is_what_was_read(offer, assignment, version)
    asked = replace(assignment, mode=offer.mode or assignment.mode)
    facts, _ = await accept_facts(session, offer, asked, "clear", now=now)
    require(may_accept(facts, now))
    values = {"id": offer.id, "remark": remark, "now": now}
    if (await session.execute(_STATE_CIRCUMSTANCES, values)).scalar() is None:
        raise conflict("offer_not_open")
    audit.record(
        session, actor, "offer.circumstances", "assignment", assignment.number, now=now, offer=offer.id
    )
    await tell_booker(session, assignment.id, "circumstances_stated", occasion=offer.id, now=now)
    return Answered(assignment.number, "awaits_body")


async def _end(
    session: Session, actor: Actor, offer: OfferInHand, state: Literal["declined", "withdrawn"],
    why: str | None, assignment: AssignmentInHand, *, now: datetime,
) -> None:  # fmt: skip
    """End one offer, with its receipt; Conflict when it had ended already."""
    values = {"id": offer.id, "state": state, "now": now, "why": why}
    if (await session.execute(_END_ONE, values)).scalar() is None:
        raise conflict("offer_not_open")
    audit.record(session, actor, f"offer.{state}", "assignment", assignment.number, now=now, offer=offer.id)
    await tell_interpreters(session, assignment.id, [offer.id], f"offer_{state}", now=now)
