"""Somebody whose address becomes protected leaves everything public at once, and comes back when it ends (rule P3)."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import Range

from tolkeregister.core import audit
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.database import Session
from tolkeregister.entries.commands import RemovalReason, remove_interpreter
from tolkeregister.entries.models import EntryListing

_NUMBER = text(
    """
    SELECT i.number FROM interpreter i JOIN entry e ON e.interpreter_id = i.id JOIN entry_listing l ON l.entry_id = e.id
     WHERE i.person_id = :person AND upper_inf(l.recorded) AND (upper_inf(l.valid) OR upper(l.valid) > :now)
       AND NOT EXISTS (SELECT FROM population_check c WHERE c.person_id = :person AND c.shown_because IS NOT NULL)
     LIMIT 1
    """
)
_ALLOW = text(
    """
    UPDATE population_check SET shown_because = :because
     WHERE person_id = :person AND (CAST(:because AS text) IS NULL OR protection <> 'none')
    """
)
# The last thing that happened to the entry was that it was hidden. What it said before, it says again, if there is
# still a category: evidence may have been revoked meanwhile.
_HIDDEN = text(
    """
    SELECT h.entry_id, i.number, upper(was.valid) AS until, was.end_reason
      FROM person p JOIN interpreter i ON i.person_id = p.id JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing h ON h.entry_id = e.id AND upper_inf(h.recorded) AND h.end_reason = 'protected'
      LEFT JOIN entry_listing was ON was.entry_id = h.entry_id AND upper(was.recorded) = lower(h.recorded)
                                 AND lower(was.valid) = lower(h.valid)
     WHERE p.id = :person AND p.dead_on IS NULL
       AND NOT EXISTS (SELECT FROM entry_listing later WHERE later.entry_id = h.entry_id
                        AND upper_inf(later.recorded) AND lower(later.valid) >= upper(h.valid))
       AND EXISTS (SELECT FROM entry_category c WHERE c.entry_id = h.entry_id AND upper_inf(c.recorded)
                    AND c.valid @> CAST(:now AS timestamptz))
       AND (was.id IS NULL OR upper_inf(was.valid) OR upper(was.valid) > :now)
     ORDER BY h.entry_id
    """
)


async def hide_the_protected(session: Session, actor: Actor, *, person_id: int, now: datetime) -> None:
    """Every listing ends in this transaction, as at a removal (handler of `person.protected`, rule P3).

    So cards, offers, coming assignments and other systems follow as they do then, and nobody is told why. Nothing
    happens to somebody who is shown by the directorate's documented decision.
    """
    number = (await session.execute(_NUMBER, {"person": person_id, "now": now})).scalar()
    if number is not None:
        await remove_interpreter(session, SYSTEM, number, RemovalReason.PROTECTED, now, now=now)


async def show_again(session: Session, actor: Actor, *, person_id: int, now: datetime) -> None:
    """What protection hid is listed again from now on (handler of `person.unprotected`).

    Cards are made anew, assignments stay with whoever has them. A decision to show the person is spent: should the
    address be protected again, a new one is needed.
    """
    await session.execute(_ALLOW, {"person": person_id, "because": None})
    rows = (await session.execute(_HIDDEN, {"person": person_id, "now": now})).all()
    for row in rows:
        session.add(
            EntryListing(entry_id=row.entry_id, valid=Range(now, row.until), recorded=Range(now, None),
                         end_reason=row.end_reason)
        )  # fmt: skip
    await session.flush()
    if rows:
        audit.record(session, SYSTEM, "interpreter.shown_again", "interpreter", rows[0].number, now=now)


async def show_by_decision(session: Session, person_id: int, because: str) -> None:
    """Keep the documented decision by which a protected person is shown; it holds until the protection ends."""
    await session.execute(_ALLOW, {"person": person_id, "because": because})
