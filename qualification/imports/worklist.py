"""The work list: who a candidate is, answered by an officer. Answers are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlmodel import col

from qualification.imports.matching import match_claims
from qualification.imports.models import CandidateMatch, Certainty, IdentityAnswer, IdentityQuestion
from qualification.rounds.commands import identify_candidate
from qualification.rounds.evidence import settle_evidence
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound, conflict
from tolkeregister.entries.access import require_directorate

_OWN = text("SELECT 1 FROM account WHERE id = :account AND person_id = :person")
_NEWER = text("SELECT 1 FROM identity_question WHERE claim_id = :claim AND id > :id")
_WAITING = text(
    """
    SELECT x.id FROM candidate_claim x JOIN candidate c ON c.id = x.candidate_id
     WHERE c.person_id IS NULL
       AND (x.national_id IN (SELECT national_id FROM person WHERE id = :person
                               UNION SELECT national_id FROM national_id_history WHERE person_id = :person)
            OR x.born_on = (SELECT born_on FROM person WHERE id = :person))
       AND NOT EXISTS (SELECT FROM identity_question q WHERE q.claim_id = x.id
                          AND q.options @> jsonb_build_array(jsonb_build_object('person_id', CAST(:person AS integer))))
     ORDER BY x.id
    """
)


async def answer_identity(
    session: Session, actor: Actor, question_id: int, person_id: int | None, *, now: datetime
) -> None:
    """Say who a candidate is: one of the people in question, or (None) none of them.

    What the candidate's results give becomes evidence in this transaction. Raises NotAllowed for the officer's own
    person, Invalid for somebody who is not in question, Conflict when it is answered, or when the person has another
    candidate number there.
    """
    require_directorate(actor)
    statement = select(IdentityQuestion).where(col(IdentityQuestion.id) == question_id)
    question = (await session.execute(statement)).scalar_one_or_none()
    if question is None:
        raise NotFound(reason("question_not_found"))
    await _lock(session, question_id)
    is_newer = (await session.execute(_NEWER, {"claim": question.claim_id, "id": question_id})).first()
    if is_newer or await session.get(IdentityAnswer, question_id, populate_existing=True) is not None:
        raise conflict("already_decided")
    if person_id is not None:
        await _same(session, actor, question, person_id, now=now)
    assert actor.account_id is not None
    session.add(IdentityAnswer(
        question_id=question_id, answer="nobody" if person_id is None else "same", person_id=person_id,
        account_id=actor.account_id, answered_at=now,
    ))  # fmt: skip
    await session.flush()
    record(session, actor, "identity.answered", "identity_question", question_id, now=now,
           is_known=person_id is not None)  # fmt: skip


async def link_waiting(session: Session, actor: Actor, *, now: datetime, person_id: int, **_: Any) -> None:
    """Handler of `person.known`: results that waited for somebody nobody knew are theirs from now on.

    Also those about which an officer has said that they are none of the people known then. What names and birth date
    only make likely is asked about, for the first time or again.
    """
    claims = list((await session.execute(_WAITING, {"person": person_id})).scalars())
    for person in (await match_claims(session, claims, about=person_id, now=now)).people:
        await settle_evidence(session, actor, person, now=now)


async def _same(
    session: Session, actor: Actor, question: IdentityQuestion, person_id: int, *, now: datetime
) -> None:
    option = next((each for each in question.options if each["person_id"] == person_id), None)
    if option is None:
        raise Invalid(reason("person_not_in_question", field="person"))
    if (await session.execute(_OWN, {"account": actor.account_id, "person": person_id})).first() is not None:
        raise NotAllowed(reason("own_case"))
    session.add(CandidateMatch(
        candidate_id=question.candidate_id, claim_id=question.claim_id, person_id=person_id,
        certainty=Certainty.OFFICER, reasons=option["reasons"], rule_version=question.rule_version, matched_at=now,
        account_id=actor.account_id,
    ))  # fmt: skip
    await session.flush()
    await identify_candidate(session, actor, question.candidate_id, person_id, now=now)


async def _lock(session: Session, question_id: int) -> None:
    """Two officers who answer at once come one after the other; the question itself may never be changed."""
    await session.execute(text("SELECT pg_advisory_xact_lock(22, :id)"), {"id": question_id})
