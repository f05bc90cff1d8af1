"""All evidence of a person, with when it held and between which instants the register knew it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.entries.access import require_directorate


@dataclass(frozen=True, slots=True)
class EvidenceSpan:
    """One row; nothing is ever overwritten."""

    kind: str
    language_tag: str | None
    issuer: str
    valid_from: datetime | None
    valid_to: datetime | None
    recorded_from: datetime
    recorded_to: datetime | None


_ALL = text(
    """
    SELECT kind, language_tag, issuer, lower(valid), upper(valid), lower(recorded), upper(recorded)
      FROM evidence WHERE person_id = :person ORDER BY lower(recorded), id
    """
)


async def evidence_in_two_times(session: Session, actor: Actor, person_id: int) -> tuple[EvidenceSpan, ...]:
    """Everything ever recorded, in the order of recording; for the directorate only."""
    require_directorate(actor)
    return tuple(EvidenceSpan(*row) for row in await session.execute(_ALL, {"person": person_id}))
