"""A person's evidence as the rules read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from qualification.categories.rules.derive import EvidenceFact, history_for
from qualification.categories.rules.schemes import SCHEMES, Scheme
from tolkeregister.core.database import Session
from tolkeregister.entries.commands import CategorySpan


@dataclass(frozen=True, slots=True)
class EntryOfPerson:
    """One entry whose category is to be derived."""

    id: int
    language_tag: str
    type: str


_EVIDENCE = text(
    """
    SELECT kind, language_tag, type, lower(valid) AS valid_from, upper(valid) AS valid_to FROM evidence
     WHERE person_id = :person AND recorded @> CAST(:known_at AS timestamptz) AND NOT isempty(valid) ORDER BY id
    """
)
_ENTRIES = text(
    """
    SELECT e.id, e.language_tag, e.type FROM entry e JOIN interpreter i ON i.id = e.interpreter_id
     WHERE i.person_id = :person ORDER BY e.id
    """
)


async def evidence_known_at(
    session: Session, person_id: int, *, known_at: datetime
) -> tuple[EvidenceFact, ...]:
    """Everything that was recorded about a person at an instant."""
    rows = await session.execute(_EVIDENCE, {"person": person_id, "known_at": known_at})
    return tuple(_fact(row) for row in rows)


async def entries_of_person(session: Session, person_id: int) -> tuple[EntryOfPerson, ...]:
    """The person's entries, in the order in which they are locked."""
    rows = await session.execute(_ENTRIES, {"person": person_id})
    return tuple(EntryOfPerson(*row) for row in rows)


def spans_for(
    evidence: Sequence[EvidenceFact], entry: EntryOfPerson, schemes: Sequence[Scheme] = SCHEMES
) -> tuple[CategorySpan, ...]:
    """The history of one entry's category as the register stores it."""
    history = history_for(evidence, language=entry.language_tag, type=entry.type, schemes=schemes)
    return tuple(
        CategorySpan(each.category, each.valid_from, each.valid_to, each.rule_version) for each in history
    )


def _fact(row: Any) -> EvidenceFact:
    return EvidenceFact(row.kind, row.language_tag, row.type, row.valid_from, row.valid_to)
