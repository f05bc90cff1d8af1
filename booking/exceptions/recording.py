"""The rows of an exception: the record, a version of what was stated, the person apart, and the assignment itself."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import text

from booking.evidence.queries import searches_of
from booking.evidence.record import record_evidence
from booking.exceptions.events import ASSIGNMENT_TAKEN_OVER, AssignmentTakenOver
from booking.exceptions.facts import Conversation
from booking.exceptions.rules.statement import Statement, complete_by, counts_as, is_whole
from booking.offers.commands import close_open_offers
from booking.requests.access import AssignmentInHand
from booking.statistics.undelivered import keep_undelivered
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import conflict
from tolkeregister.core.events import raise_event
from tolkeregister.core.holidays import holidays_between
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.rules.oslo_time import Interval, on_day

REMIND = "exceptions.remind"
SEARCHES_BACK = timedelta(days=30)  # searches this long before belong to the evidence
_REMIND_AT = 8 * 60  # on the last day, by the Norwegian clock

Kind = Literal["ordered", "afterwards"]

_RECORD = text(
    """
    INSERT INTO exception_use (organisation_id, unit_id, account_id, kind, recorded_at, complete_by)
    VALUES (:organisation, :unit, :account, :kind, :now, :complete_by) RETURNING id
    """
)
_VERSION = text(
    """
    INSERT INTO exception_version (
        exception_id, version, ground, decided_by, reason, is_adult, is_impartial, knows_confidentiality, claim, proof,
        is_complete, evidence, account_id, recorded_at)
    VALUES (:exception, :version, :ground, :decided_by, :reason, :is_adult, :is_impartial, :knows_confidentiality,
            :claim, :proof, :is_complete, CAST(:evidence AS jsonb), :account, :now)
    """
)
_PERSON = text(
    """
    INSERT INTO outside_interpreter (exception_id, name, phone, recorded_at)
    VALUES (:exception, :name, :phone, :now)
    ON CONFLICT (exception_id) DO UPDATE SET name = excluded.name, phone = excluded.phone,
           recorded_at = excluded.recorded_at
    """
)
_TAKE_OVER = text(
    """
    UPDATE assignment SET state = 'accepted', accepted_at = :now, ended_at = NULL, end_reason = NULL,
           exception_id = :exception, ground = :ground, outside_qualification = :counts_as
     WHERE id = :id AND state IN ('open', 'unfilled') RETURNING id
    """
)


@dataclass(frozen=True, slots=True)
class Stated:
    """One version about to be written."""

    exception_id: int
    version: int
    statement: Statement
    is_complete: bool


def conversation_of(assignment: AssignmentInHand) -> Conversation:
    """The assignment as the rules of exceptions see it."""
    return Conversation(
        assignment.organisation_id, assignment.language_tag, assignment.type, assignment.starts_at,
        assignment.ends_at, assignment.id,
    )  # fmt: skip


async def take_over(
    session: Session, actor: Actor, assignment: AssignmentInHand, statement: Statement, kind: Kind, *, now: datetime
) -> None:  # fmt: skip
    """Put somebody outside the register on a locked assignment that nobody has: record, version, person, evidence.

    The rules have been asked. Open offers are withdrawn, and everyone asked is told.
    """
    is_complete = is_whole(statement).allowed
    today = oslo_date(now)
    due = None if is_complete else complete_by(now, holidays_between(today, today + timedelta(days=30)))
    values = {
        "organisation": assignment.organisation_id, "unit": assignment.unit_id, "account": actor.account_id,
        "kind": kind, "now": now, "complete_by": due,
    }  # fmt: skip
    exception_id = int((await session.execute(_RECORD, values)).scalar_one())
    claimed = {"id": assignment.id, "exception": exception_id, "ground": statement.ground, "now": now,
               "counts_as": counts_as(statement.claim, None)}  # fmt: skip
    if (await session.execute(_TAKE_OVER, claimed)).scalar() is None:
        raise conflict("has_an_interpreter")
    await keep_undelivered(session, assignment.id, now=now)  # no longer unmet, if it was
    await close_open_offers(session, assignment.id, "withdrawn", now=now)
    await add_version(session, actor, assignment, Stated(exception_id, 1, statement, is_complete), now=now)
    if due is not None:
        await _remind_before(session, exception_id, due)
    period = Interval(assignment.starts_at, assignment.ends_at)
    about = AssignmentTakenOver(assignment.id, assignment.number, assignment.version, period)
    await raise_event(session, actor, ASSIGNMENT_TAKEN_OVER, about=about, now=now)


async def add_version(
    session: Session, actor: Actor, assignment: AssignmentInHand, stated: Stated, *, now: datetime
) -> None:
    """One more version, with the searches it rests on, and the person where everything else is not."""
    searches = await searches_of(
        session, organisation_id=assignment.organisation_id, account_id=actor.account_id,
        language=assignment.language_tag, since=now - SEARCHES_BACK, until=now,
    )  # fmt: skip
    said, found = stated.statement, [each.id for each in searches]
    values: dict[str, Any] = {
        "exception": stated.exception_id, "version": stated.version, "ground": said.ground,
        "decided_by": _text(said.decided_by), "reason": _text(said.reason), "is_adult": said.is_adult,
        "is_impartial": said.is_impartial, "knows_confidentiality": said.knows_confidentiality,
        "claim": said.claim, "proof": _text(said.proof), "is_complete": stated.is_complete,
        "evidence": json.dumps(found), "account": actor.account_id, "now": now,
    }  # fmt: skip
    await session.execute(_VERSION, values)
    if said.name and said.phone:
        person = {
            "exception": stated.exception_id,
            "name": _text(said.name),
            "phone": _text(said.phone),
            "now": now,
        }
        await session.execute(_PERSON, person)
    told: dict[str, Any] = {
        "version": stated.version,
        "ground": said.ground,
        "is_complete": stated.is_complete,
    }
    await record_evidence(
        session,
        actor,
        "exception",
        assignment.id,
        now=now,
        exception=stated.exception_id,
        searches=found,
        **told,
    )
    audit.record(session, actor, "exception.stated", "assignment", assignment.number, now=now, **told)


async def _remind_before(session: Session, exception_id: int, due: datetime) -> None:
    """A letter in the morning of the last day."""
    last: date = oslo_date(due - timedelta(minutes=1))
    morning = on_day(last, _REMIND_AT, _REMIND_AT + 60)
    assert morning is not None
    await enqueue(
        session, REMIND, run_at=morning.starts_at, key=f"{REMIND}:{exception_id}", exception_id=exception_id
    )


def _text(said: str | None) -> str | None:
    return (said or "").strip() or None
