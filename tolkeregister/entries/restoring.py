"""Putting back what a decision took out of the register, from now on. The time in between stays (rule W8)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import Range

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.entries.commands import RemovalReason
from tolkeregister.entries.models import EntryListing

EXCLUSIONS = (RemovalReason.EXCLUDED, RemovalReason.TEMPORARILY_EXCLUDED)

# The last thing known of the entry is that it ended for such a reason. What it said before, it says again; an exclusion
# that has not begun is taken back as if it had never been. Only with a category today: evidence may have been revoked.
_OUT = text(
    """
    SELECT h.id, h.entry_id, i.number, lower(h.valid) AS since, upper(h.valid) > :now AS not_begun,
           upper(was.valid) AS until, was.end_reason
      FROM interpreter i JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing h ON h.entry_id = e.id AND upper_inf(h.recorded)
       AND h.end_reason = ANY(CAST(:reasons AS text[])) AND upper(h.valid) = ANY(:ended)
      LEFT JOIN entry_listing was ON was.entry_id = h.entry_id AND upper(was.recorded) = lower(h.recorded)
                                 AND lower(was.valid) = lower(h.valid)
     WHERE i.person_id = :person
       AND NOT EXISTS (SELECT FROM entry_listing later WHERE later.entry_id = h.entry_id
                        AND upper_inf(later.recorded) AND lower(later.valid) >= upper(h.valid))
       AND EXISTS (SELECT FROM entry_category c WHERE c.entry_id = h.entry_id AND upper_inf(c.recorded)
                    AND c.valid @> CAST(:now AS timestamptz))
       AND (was.id IS NULL OR upper_inf(was.valid) OR upper(was.valid) > :now)
     ORDER BY h.entry_id FOR UPDATE OF h
    """
)
_CLOSE = text("UPDATE entry_listing SET recorded = tstzrange(lower(recorded), :now) WHERE id = :id")


async def list_again(
    session: Session, actor: Actor, person_id: int, ended: Sequence[datetime], *,
    reasons: Collection[RemovalReason] = EXCLUSIONS, now: datetime,
) -> int:  # fmt: skip
    """List the entries that were taken out for such a reason at one of these instants again; returns how many.

    Cards are made anew, assignments stay with whoever has them. Whether the person may come back is asked before.
    """
    values = {
        "person": person_id,
        "ended": list(ended),
        "reasons": [each.value for each in reasons],
        "now": now,
    }
    rows = (await session.execute(_OUT, values)).all()
    for row in rows:
        since = now
        if row.not_begun:
            since = row.since
            await session.execute(_CLOSE, {"id": row.id, "now": now})
        session.add(
            EntryListing(entry_id=row.entry_id, valid=Range(since, row.until), recorded=Range(now, None),
                         end_reason=row.end_reason)
        )  # fmt: skip
    await session.flush()
    if rows:
        audit.record(session, actor, "interpreter.listed_again", "interpreter", rows[0].number, now=now)
    return len(rows)
