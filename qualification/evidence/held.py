"""The evidence a listed interpreter holds, as the profile shows it: what was checked, not what is claimed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class HeldEvidence:
    """One piece of evidence; without a language it belongs to the person and counts for every language."""

    kind: str
    language_tag: str | None
    type: str | None
    since: datetime


_HELD = text(
    """
    SELECT DISTINCT v.kind, v.language_tag, v.type, lower(v.valid) AS since
      FROM evidence v JOIN interpreter i ON i.person_id = v.person_id
     WHERE i.number = :number AND upper_inf(v.recorded) AND v.valid @> CAST(:now AS timestamptz)
       AND NOT lower_inf(v.valid)
     ORDER BY since, v.kind
    """
)


async def held_evidence(session: Session, number: str, *, now: datetime) -> tuple[HeldEvidence, ...]:
    """What holds now, by what is known now, oldest first."""
    rows = await session.execute(_HELD, {"number": number, "now": now})
    return tuple(HeldEvidence(*row) for row in rows)
