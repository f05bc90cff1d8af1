"""How much a language holds just now: what those who would merge it into another must see first (seed B16)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.entries.access import require_directorate


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of thing recorded with the language's tag, and how many."""

    code: str
    count: int


_HELD = text(
    """
    SELECT 'entries' AS code, count(DISTINCT e.id) AS count FROM entry e JOIN entry_listing l ON l.entry_id = e.id
     WHERE e.language_tag = :tag AND l.valid @> CAST(:now AS timestamptz) AND l.recorded @> CAST(:now AS timestamptz)
    UNION ALL SELECT 'evidence', count(*) FROM evidence
     WHERE language_tag = :tag AND valid @> CAST(:now AS timestamptz) AND recorded @> CAST(:now AS timestamptz)
    UNION ALL SELECT 'open_requests', count(DISTINCT request_id) FROM assignment
     WHERE language_tag = :tag AND state = 'open'
    UNION ALL SELECT 'assignments_to_come', count(*) FROM assignment
     WHERE language_tag = :tag AND state = 'accepted' AND upper(period) > :now
    UNION ALL SELECT 'applications', count(*) FROM application
     WHERE language_tag = :tag AND state IN ('draft', 'submitted')
    UNION ALL SELECT 'interest', count(*) FROM test_interest WHERE language_tag = :tag AND withdrawn_at IS NULL
    UNION ALL SELECT 'plan', count(*) FROM plan_item
     WHERE language_tag = :tag AND period_to >= :today
       AND plan_id = (SELECT id FROM language_plan WHERE published_at IS NOT NULL ORDER BY published_at DESC LIMIT 1)
    UNION ALL SELECT 'rounds', count(*) FROM test_round
     WHERE language_tag = :tag AND held_to >= :today AND cancelled_at IS NULL
    """
)


async def held_by_language(session: Session, actor: Actor, tag: str, *, now: datetime) -> tuple[Held, ...]:
    """Counts of what stands or is to come with a tag, also those that are none; for the directorate."""
    require_directorate(actor)
    rows = await session.execute(_HELD, {"tag": tag, "now": now, "today": oslo_date(now)})
    return tuple(Held(*row) for row in rows)
