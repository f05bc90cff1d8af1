"""Entries hidden while an address is protected (rule P3): what is decided of them meanwhile holds when it ends.

Nothing is public of them before or after, so nobody outside is told; only the reason with which they ended changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import Range

from tolkeregister.core.database import Session
from tolkeregister.entries.models import EntryListing


@dataclass(frozen=True, slots=True)
class HiddenListing:
    """A listing that protection ended, the last thing that happened to its entry."""

    id: int
    entry_id: int
    since: datetime
    hidden_at: datetime
    language_tag: str
    type: str


_HIDDEN = text(
    """
    SELECT h.id, h.entry_id, lower(h.valid), upper(h.valid), e.language_tag, e.type
      FROM entry e JOIN entry_listing h ON h.entry_id = e.id AND upper_inf(h.recorded) AND h.end_reason = 'protected'
     WHERE e.interpreter_id = :interpreter
       AND NOT EXISTS (SELECT FROM entry_listing later WHERE later.entry_id = h.entry_id
                        AND upper_inf(later.recorded) AND lower(later.valid) >= upper(h.valid))
     ORDER BY h.id FOR UPDATE OF h
    """
)
_CLOSE = text("UPDATE entry_listing SET recorded = tstzrange(lower(recorded), :now) WHERE id = ANY(:ids)")


async def hidden_listings(session: Session, interpreter_id: int) -> tuple[HiddenListing, ...]:
    """What would be shown again if the protection ended, locked until the transaction does."""
    rows = await session.execute(_HIDDEN, {"interpreter": interpreter_id})
    return tuple(HiddenListing(*row) for row in rows)


async def end_hidden(
    session: Session, hidden: Sequence[HiddenListing], reason_code: str, *, now: datetime
) -> None:
    """They ended for this reason and are never shown again by themselves; that they were hidden stays as history."""
    await session.execute(_CLOSE, {"ids": [each.id for each in hidden], "now": now})
    for each in hidden:
        session.add(
            EntryListing(entry_id=each.entry_id, valid=Range(each.since, each.hidden_at), recorded=Range(now, None),
                         end_reason=reason_code)
        )  # fmt: skip
    await session.flush()
