"""Places in rounds: shown Norwegian, applying, withdrawing, cancelling a round, and who a candidate is."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from qualification.rounds.access import candidate_for, require_keeper
from qualification.rounds.evidence import Settled, settle_evidence
from qualification.rounds.facts import candidate_facts, round_facts
from qualification.rounds.models import Enrolment, EnrolmentState, NorwegianSkill
from qualification.rounds.rules.eligibility import may_take_part
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, reason
from tolkeregister.core.errors import NotFound, conflict

_REFUND = text(
    """
    UPDATE enrolment SET state = 'withdrawn', decided_at = :now, reasons = '["round_cancelled"]',
           refunded_on = CASE WHEN paid_on IS NOT NULL THEN CAST(:today AS date) END
     WHERE round_id = :round AND state IN ('applied', 'accepted')
    """
)
_CANCEL = text(
    """
    UPDATE test_round SET cancelled_at = :now, cancelled_reason = :why
     WHERE id = :round AND cancelled_at IS NULL RETURNING id
    """
)
_WITHDRAW = text(
    """
    UPDATE enrolment SET state = 'withdrawn', decided_at = :now
     WHERE id = :id AND state IN ('applied', 'accepted') RETURNING candidate_id
    """
)
_KNOWN_ROUND = text("SELECT 1 FROM test_round WHERE id = :round")
_IDENTIFY = text("UPDATE candidate SET person_id = :person WHERE id = :id")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The place that was asked for, and the rule's answer with its reasons."""

    id: int
    decision: Decision


async def show_norwegian(
    session: Session, actor: Actor, candidate_id: int, *, kind: str, issuer: str, issued_on: date,
    is_verified: bool, now: datetime,
) -> int:  # fmt: skip
    """Record what a candidate has shown of knowing Norwegian and that it was verified or refused (rule E8)."""
    await candidate_for(session, actor, candidate_id)
    shown = NorwegianSkill(
        candidate_id=candidate_id, kind=kind, issuer=issuer, issued_on=issued_on,
        verdict="verified" if is_verified else "refused", decided_at=now, account_id=actor.account_id,
    )  # fmt: skip
    session.add(shown)
    await session.flush()
    audit.record(session, actor, "candidate.norwegian", "candidate", candidate_id, now=now, shown=kind)
    assert shown.id is not None
    return shown.id


async def enrol(
    session: Session, actor: Actor, candidate_id: int, round_id: int, *, now: datetime
) -> Enrolled:
    """Apply for a place; kept with the reasons also when refused, so that it can be explained later.

    Raises Conflict when the candidate has a place in the round, or in another language of the same authorisation
    round taken in the same instant (rule E1, held by the database).
    """
    await candidate_for(session, actor, candidate_id)
    of = await round_facts(session, round_id)
    who = await candidate_facts(session, candidate_id, now=now)
    decision = may_take_part(of, who, on=oslo_date(now))
    place = Enrolment(
        round_id=round_id, test=of.test, code=of.code, language_tag=of.language, candidate_id=candidate_id,
        state=EnrolmentState.ACCEPTED if decision.allowed else EnrolmentState.REJECTED,
        exemption="same_language_bachelor" if "siling_exempt" in decision.codes else None,
        reasons=list(decision.codes), applied_at=now, decided_at=now,
    )  # fmt: skip
    session.add(place)
    try:
        await session.flush()
    except IntegrityError as error:
        if "enrolment_open_key" in str(error.orig):
            raise conflict("enrolled_already") from error
        if "enrolment_one_language" in str(error.orig):
            raise conflict("one_language_each_round") from error
        raise
    assert place.id is not None
    audit.record(session, actor, "enrolment.decided", "enrolment", place.id, now=now, state=place.state)
    return Enrolled(place.id, decision)


async def withdraw_place(session: Session, actor: Actor, enrolment_id: int, *, now: datetime) -> None:
    """Give a place up. The fee is not given back (rule E3); another language of the round may be applied for."""
    require_keeper(actor)
    if (await session.execute(_WITHDRAW, {"id": enrolment_id, "now": now})).first() is None:
        raise NotFound(reason("enrolment_not_found"))
    audit.record(session, actor, "enrolment.withdrawn", "enrolment", enrolment_id, now=now)


async def cancel_round(session: Session, actor: Actor, round_id: int, why: str, *, now: datetime) -> None:
    """Cancel a round: every place ends, and fees that were paid are given back (rule E3)."""
    require_keeper(actor)
    values = {"round": round_id, "now": now, "why": why}
    if (await session.execute(_CANCEL, values)).first() is None:
        if (await session.execute(_KNOWN_ROUND, {"round": round_id})).first() is None:
            raise NotFound(reason("round_not_found"))
        raise conflict("round_cancelled_already")
    await session.execute(_REFUND, {"round": round_id, "now": now, "today": oslo_date(now)})
    audit.record(session, actor, "round.cancelled", "test_round", round_id, now=now)


async def identify_candidate(
    session: Session, actor: Actor, candidate_id: int, person_id: int, *, now: datetime
) -> Settled:
    """Say for certain who a candidate is; what the results give becomes evidence at once.

    Raises Conflict when the candidate is known as another, or the person as another candidate of the institution.
    """
    candidate = await candidate_for(session, actor, candidate_id)
    if candidate.person_id not in (None, person_id):
        raise conflict("candidate_is_another_person")
    try:
        await session.execute(_IDENTIFY, {"id": candidate_id, "person": person_id})
    except IntegrityError as error:
        if "candidate_person_key" in str(error.orig):
            raise conflict("person_is_another_candidate") from error
        raise NotFound(reason("person_not_found")) from error
    audit.record(session, actor, "candidate.identified", "candidate", candidate_id, now=now, person=person_id)
    return await settle_evidence(session, actor, person_id, now=now)
