"""What the directorate sees of assignments: how many wait for a confirmation, and which a removal would hit."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.entries.access import require_directorate


@dataclass(frozen=True, slots=True)
class Hit:
    """An assignment that goes to somebody else (`accepted`), or an offer that is withdrawn (`open`)."""

    number: str
    state: str
    language_tag: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    body: str


_UNCONFIRMED = text("SELECT count(*) FROM assignment WHERE state = 'accepted' AND upper(period) <= :now")
# The same condition as in replacement.py: what starts from then on and has not begun.
_HITS = text(
    """
    SELECT a.number, a.state, a.language_tag, a.mode, lower(a.period), upper(a.period), o.name
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN organisation o ON o.id = r.organisation_id
     WHERE lower(a.period) >= :from AND (
           (a.state = 'accepted' AND a.interpreter_id = :interpreter AND lower(a.period) > :now)
        OR (a.state = 'open' AND EXISTS (SELECT FROM offer f WHERE f.assignment_id = a.id
            AND f.interpreter_id = :interpreter AND f.state = 'open')))
     ORDER BY lower(a.period), a.id
    """
)


async def unconfirmed(session: Session, actor: Actor, *, now: datetime) -> int:
    """Assignments that are over and nobody has confirmed; they are no facts yet (decision 6)."""
    require_directorate(actor)
    return int((await session.execute(_UNCONFIRMED, {"now": now})).scalar_one())


async def hit_by_removal(
    session: Session, actor: Actor, interpreter_id: int, *, effective_at: datetime, now: datetime
) -> tuple[Hit, ...]:
    """Which assignments and offers a removal from an instant would release, first start first (feature 83)."""
    require_directorate(actor)
    values = {"interpreter": interpreter_id, "from": effective_at, "now": now}
    return tuple(Hit(*row) for row in await session.execute(_HITS, values))
