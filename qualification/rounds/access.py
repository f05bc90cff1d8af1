"""Who keeps rounds and results: the directorate and the system. Everybody sees the own ones, see `queries.py`."""

from dataclasses import dataclass

from sqlalchemy import text

from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.entries.access import require_directorate


@dataclass(frozen=True, slots=True)
class CandidateInHand:
    """A candidate as commands need it, locked."""

    id: int
    institution_code: str
    person_id: int | None


_LOCK = text("SELECT id, institution_code, person_id FROM candidate WHERE id = :id FOR NO KEY UPDATE")


def require_keeper(actor: Actor) -> None:
    """Raises NotAllowed for everyone but officers, administrators and the system."""
    require_directorate(actor)


def in_the_registers_name(actor: Actor) -> Actor:
    """Who records evidence that follows from a result: an officer, else the system; the result says who brought it."""
    return actor if actor.is_directorate else SYSTEM


async def candidate_for(session: Session, actor: Actor, candidate_id: int) -> CandidateInHand:
    """The candidate, locked, or NotFound."""
    require_keeper(actor)
    row = (await session.execute(_LOCK, {"id": candidate_id})).first()
    if row is None:
        raise NotFound(reason("candidate_not_found"))
    return CandidateInHand(*row)
