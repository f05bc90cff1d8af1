"""Stating an exception: for an order nobody could take, for a new one, for what is done, and what was left to state.

Rules B4–B7 (tolkeloven §§ 4 and 7). Locks are taken in the order of docs/laasing.md: assignment, then offer.
"""

from dataclasses import asdict, replace
from datetime import datetime, timedelta

from sqlalchemy import text

from booking.assignments.commands import confirm_delivered
from booking.exceptions.facts import Conversation, judge_person, search_facts
from booking.exceptions.recording import Stated, add_version, conversation_of, take_over
from booking.exceptions.rules.grounds import may_state, may_take_over
from booking.exceptions.rules.statement import (
    Statement,
    counts_as,
    is_stated,
    is_whole,
    may_record_afterwards,
)
from booking.matching.commands import draw_queue
from booking.requests.access import AssignmentInHand, find_assignment_for
from booking.requests.keys import answer_key, claim_key, content_hash
from booking.requests.rules import is_complete
from booking.sending.commands import RequestDraft, create_order, require_booker
from booking.statistics.facts import correct_fact
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, both, reason
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, conflict

_LATEST = text(
    """
    SELECT v.version, v.ground, v.decided_by, v.is_complete, v.exception_id FROM exception_version v
      JOIN assignment a ON a.exception_id = v.exception_id
     WHERE a.id = :id ORDER BY v.version DESC LIMIT 1
    """
)
_COUNTS_AS = text("UPDATE assignment SET outside_qualification = :counts_as WHERE id = :id")


async def state_exception(
    session: Session, actor: Actor, number: str, statement: Statement, *, key: str, now: datetime
) -> None:
    """Somebody outside the register takes an own order that nobody has taken: still asked about, or unfilled.

    The same key with the same content does nothing. Raises NotFound, Invalid with every fault of the statement, or
    Conflict when the order has an interpreter or has ended. What has begun already may be recorded too.
    """
    require_booker(actor)
    assignment = await find_assignment_for(session, actor, number, lock=True)
    content = content_hash({"number": number, **asdict(statement)})
    if await claim_key(session, actor, key, content, now=now) is not None:
        return
    if not (may := may_take_over(assignment.state)).allowed:
        raise Conflict(*may.reasons)
    await _judge(session, conversation_of(assignment), statement)
    await take_over(session, actor, assignment, statement, "ordered", now=now)
    await answer_key(session, actor, key, number)


async def order_with_exception(
    session: Session, actor: Actor, draft: RequestDraft, statement: Statement, *, key: str, now: datetime
) -> str:
    """A new order that nobody is asked about; returns its number. Who was free is drawn and kept as evidence.

    Raises NotAllowed (B1) and Invalid with every fault of the draft and the statement.
    """
    require_booker(actor)
    if (number := await claim_key(session, actor, key, _content(draft, statement), now=now)) is not None:
        return number
    complete = is_complete(draft.facts(), now, is_asked=False)
    await _judge_new(session, actor, draft, statement, complete)
    assignment = await create_order(session, actor, draft, now=now)
    await draw_queue(session, assignment, now=now)
    await take_over(session, actor, assignment, statement, "ordered", now=now)
    await answer_key(session, actor, key, assignment.number)
    return assignment.number


async def record_afterwards(
    session: Session, actor: Actor, draft: RequestDraft, statement: Statement, *, key: str, now: datetime
) -> str:
    """An assignment that has begun, done by somebody outside the register; returns its number.

    When it is over, it is delivered and becomes a fact at once. The ground is judged by its start, not by today.
    """
    require_booker(actor)
    if (number := await claim_key(session, actor, key, _content(draft, statement), now=now)) is not None:
        return number
    if draft.starts_at is None or draft.ends_at is None:
        raise Invalid(reason("start_missing", field="starts_at"))
    as_if_ordered = is_complete(draft.facts(), draft.starts_at - timedelta(minutes=1), is_asked=False)
    complete = both(as_if_ordered, may_record_afterwards(draft.starts_at, now))
    await _judge_new(session, actor, draft, statement, complete)
    assignment = await create_order(session, actor, draft, now=now)
    await take_over(session, actor, assignment, statement, "afterwards", now=now)
    if now >= draft.ends_at:
        await confirm_delivered(session, actor, assignment.number, now=now)
    await answer_key(session, actor, key, assignment.number)
    return assignment.number


async def complete_exception(
    session: Session, actor: Actor, number: str, statement: Statement, *, key: str, now: datetime
) -> None:
    """State the rest after an emergency, also when the time for it is over. Ground and decider stay as they were.

    Raises NotFound, Invalid with what is still missing, or Conflict when nothing is left to state.
    """
    require_booker(actor)
    assignment = await find_assignment_for(session, actor, number, lock=True)
    content = content_hash({"complete": number, **asdict(statement)})
    if await claim_key(session, actor, key, content, now=now) is not None:
        return
    latest = (await session.execute(_LATEST, {"id": assignment.id})).first()
    if latest is None or latest.is_complete:
        raise conflict("nothing_left_to_state")
    statement = replace(statement, ground=latest.ground, decided_by=latest.decided_by)
    person = await judge_person(session, conversation_of(assignment), statement)
    if not (decision := both(is_whole(statement), person)).allowed:
        raise Invalid(*decision.reasons)
    stated = Stated(latest.exception_id, latest.version + 1, statement, True)
    await add_version(session, actor, assignment, stated, now=now)
    await count_as(session, assignment, counts_as(statement.claim, None), now=now)
    await answer_key(session, actor, key, number)


async def count_as(
    session: Session, assignment: AssignmentInHand, qualification: str, *, now: datetime
) -> None:
    """What the person of a locked assignment counts as from now on, also where it is counted already."""
    await session.execute(_COUNTS_AS, {"id": assignment.id, "counts_as": qualification})
    await correct_fact(session, assignment.id, now=now)


async def _judge(session: Session, conversation: Conversation, statement: Statement, *more: Decision) -> None:
    """Every rule at once: what is stated, the ground, and the person; Invalid with all that must be mended."""
    facts = await search_facts(session, conversation)
    ground = [may_state(statement.ground, conversation.starts_at, facts)] if statement.ground else []
    person = await judge_person(session, conversation, statement)
    decision = both(*more, is_stated(statement), *ground, person)
    if not decision.allowed:
        raise Invalid(*decision.reasons)


async def _judge_new(
    session: Session, actor: Actor, draft: RequestDraft, statement: Statement, complete: Decision
) -> None:
    """The draft and the statement together, once the draft says enough to be judged."""
    if actor.organisation_id is None:
        raise NotAllowed(reason("not_a_public_body"))
    if not complete.allowed:
        raise Invalid(*complete.reasons)
    assert draft.starts_at is not None
    assert draft.ends_at is not None
    conversation = Conversation(
        actor.organisation_id, draft.language_tag or "", draft.type or "", draft.starts_at, draft.ends_at
    )
    await _judge(session, conversation, statement)


def _content(draft: RequestDraft, statement: Statement) -> str:
    return content_hash({"draft": asdict(draft), **asdict(statement)})
