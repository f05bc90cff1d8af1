"""Deriving categories: the only writer of `entry_category` (rule Q1, category is computed and never typed in)."""

from datetime import datetime

from qualification.categories.queries import entries_of_person, evidence_known_at, spans_for
from qualification.categories.schemes import schemes_in_force
from tolkeregister.core.database import Session
from tolkeregister.entries.commands import set_category


async def recompute(session: Session, person_id: int, *, now: datetime) -> int:
    """Derive every category of a person from the evidence known now, by the rules of each day; returns how many
    entries changed."""
    evidence = await evidence_known_at(session, person_id, known_at=now)
    schemes = await schemes_in_force(session)
    changed = 0
    for entry in await entries_of_person(session, person_id):
        changed += await set_category(session, entry.id, spans_for(evidence, entry, schemes), now=now)
    return changed
