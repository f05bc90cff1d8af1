"""Entries that are listed and have no category: what they rested on is gone, and nobody outside is shown them.

A result that is corrected takes its evidence back at once. Whether the person leaves the register is a decision, with
notice and appeal: the directorate is told who they are.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.entries.access import require_directorate

MOST = 50
_BARE = """
      FROM entry_listing l JOIN entry e ON e.id = l.entry_id JOIN interpreter i ON i.id = e.interpreter_id
      JOIN person p ON p.id = i.person_id
     WHERE upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
       AND NOT EXISTS (SELECT FROM entry_category c WHERE c.entry_id = e.id AND upper_inf(c.recorded)
                          AND c.valid @> CAST(:now AS timestamptz))
"""
_LIST = text(
    f"""
    SELECT i.number, p.given_name || ' ' || p.family_name, e.language_tag, e.type, lower(l.valid) {_BARE}
     ORDER BY p.sort_key COLLATE "C", e.id LIMIT :most
    """
)
_COUNT = text(f"SELECT count(*) {_BARE}")


@dataclass(frozen=True, slots=True)
class BareEntry:
    """One of them, and since when it is listed."""

    number: str
    name: str
    language_tag: str
    type: str
    listed_since: datetime


async def bare_entries(session: Session, actor: Actor, *, now: datetime) -> tuple[BareEntry, ...]:
    """By name, at most MOST. Raises NotAllowed for all but the directorate."""
    require_directorate(actor)
    return tuple(BareEntry(*row) for row in await session.execute(_LIST, {"now": now, "most": MOST}))


async def how_many_bare(session: Session, actor: Actor, *, now: datetime) -> int:
    """How many there are. Raises NotAllowed for all but the directorate."""
    require_directorate(actor)
    return int((await session.execute(_COUNT, {"now": now})).scalar_one())
