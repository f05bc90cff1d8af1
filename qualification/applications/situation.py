"""What is known about an application: the checks' input, and the evidence a category would follow from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypedDict

from sqlalchemy import text

from qualification.applications.models import Application
from qualification.applications.rules.checking import Situation
from qualification.applications.rules.parts import JUDGED_BY_RECOGNITION
from qualification.categories.queries import evidence_known_at
from qualification.categories.rules.derive import CategoryDecision, EvidenceFact, category_for
from qualification.categories.rules.explain import Explanation, explain
from qualification.categories.rules.schemes import PERSON_LEVEL, Scheme
from qualification.categories.schemes import schemes_in_force
from tolkeregister.core.clock import OSLO
from tolkeregister.core.database import Session

_ABOUT = text(
    """
    SELECT a.person_id, p.dead_on IS NOT NULL AS is_dead, coalesce(c.protection, 'none') AS protection,
           EXISTS (SELECT FROM entry_listing l JOIN entry e ON e.id = l.entry_id
                     JOIN interpreter i ON i.id = e.interpreter_id
                    WHERE i.person_id = p.id AND e.language_tag = :language AND e.type = :type
                      AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)) AS is_listed,
           EXISTS (SELECT FROM entry_listing l JOIN entry e ON e.id = l.entry_id
                     JOIN interpreter i ON i.id = e.interpreter_id
                    WHERE i.person_id = p.id AND upper_inf(l.recorded)
                      AND l.end_reason IN ('excluded', 'temporarily_excluded')) AS is_excluded,
           (SELECT count(*) FROM person o WHERE o.id <> p.id AND o.born_on = p.born_on
               AND o.name_folded = p.name_folded) AS doubles
      FROM account a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN population_check c ON c.person_id = p.id
     WHERE a.id = :account
    """
)
# What a recognition was decided on needs no other finding: whoever decided it has read the diploma and its courses.
_DOCUMENTS = text(
    """
    SELECT d.id, d.scan_state, f.verdict, f.kind, f.issuer, f.reference, f.issued_on,
           d.kind = ANY(CAST(:recognised AS text[])) AND 'recognised' = (
               SELECT w.outcome FROM recognition r JOIN decision s ON s.case_id = r.case_id
                 JOIN decision_draft w ON w.id = s.draft_id
                WHERE r.application_id = d.application_id ORDER BY s.sequence DESC LIMIT 1) AS is_recognised
      FROM application_document d
      LEFT JOIN LATERAL (SELECT * FROM document_finding f WHERE f.document_id = d.id
                          ORDER BY f.id DESC LIMIT 1) f ON true
     WHERE d.application_id = :id AND d.removed_at IS NULL AND d.scan_state <> 'infected' ORDER BY d.id
    """
)
_AWAITED = text(
    "SELECT 1 FROM supplement_request WHERE application_id = :id AND answered_at IS NULL AND ended_at IS NULL"
)


@dataclass(frozen=True, slots=True)
class Verified:
    """Evidence an officer has verified in a document and that is not recorded yet."""

    document_id: int
    kind: str
    issuer: str
    reference: str
    issued_on: date

    @property
    def valid_from(self) -> datetime:
        """From the first instant of the day in Norway on which it was issued."""
        return datetime.combine(self.issued_on, time(0), OSLO).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The situation, the category that all evidence gives together, why, and the recorded and the verified apart."""

    situation: Situation
    decision: CategoryDecision
    explained: Explanation
    recorded: tuple[EvidenceFact, ...]
    verified: tuple[Verified, ...]
    language: str
    type: str
    at: datetime

    @property
    def held(self) -> tuple[str, ...]:
        """The kinds of evidence that count, in a fixed order."""
        now = (e.kind for e in self.recorded if e.concerns(self.language, self.type) and e.holds_at(self.at))
        return tuple(sorted({*now, *(each.kind for each in self.verified)}))


class _Asked(TypedDict):
    language: str
    type: str
    at: datetime
    schemes: Sequence[Scheme]


async def weigh(session: Session, found: Application, *, now: datetime) -> Weighed:
    """Everything that is known about an application at this instant, by the rules in force at it."""
    values = {"account": found.account_id, "language": found.language_tag, "type": found.type, "now": now}
    about = (await session.execute(_ABOUT, values)).one()
    asked_of = {"id": found.id, "recognised": sorted(JUDGED_BY_RECOGNITION)}
    documents = (await session.execute(_DOCUMENTS, asked_of)).all()
    recorded = await evidence_known_at(session, about.person_id, known_at=now) if about.person_id else ()
    asked: _Asked = {"language": found.language_tag, "type": found.type, "at": now,
                     "schemes": await schemes_in_force(session)}  # fmt: skip
    alone = category_for(recorded, **asked)
    verified = tuple(
        Verified(row.id, row.kind, row.issuer, row.reference, row.issued_on)
        for row in documents if row.verdict == "verified"
    )  # fmt: skip
    facts = (*recorded, *(_fact(each, found) for each in verified))
    decision, explained = category_for(facts, **asked), explain(facts, **asked)
    awaited = (await session.execute(_AWAITED, {"id": found.id})).scalar() is not None
    situation = _situation(about, documents, alone, decision, is_awaited=awaited)
    return Weighed(situation, decision, explained, recorded, verified, found.language_tag, found.type, now)


def _situation(
    about: Any, documents: Any, alone: CategoryDecision, together: CategoryDecision, *, is_awaited: bool
) -> Situation:
    return Situation(
        is_known=about.person_id is not None, protection=about.protection, is_dead=bool(about.is_dead),
        is_listed=about.is_listed, is_excluded=about.is_excluded, same_name_and_birth=about.doubles or 0,
        category=alone.category, lacking=together.reasons if together.category is None else (),
        waiting_documents=sum(row.scan_state == "waiting" for row in documents),
        unverified_documents=sum(
            row.scan_state == "clean" and row.verdict is None and not row.is_recognised for row in documents
        ),
        forgeries=sum(row.verdict == "suspected_forgery" for row in documents), is_supplement_awaited=is_awaited,
    )  # fmt: skip


def _fact(each: Verified, found: Application) -> EvidenceFact:
    is_personal = each.kind in PERSON_LEVEL
    return EvidenceFact(
        each.kind,
        None if is_personal else found.language_tag,
        None if is_personal else found.type,
        each.valid_from,
    )
