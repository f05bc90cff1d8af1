"""What a bevilling that is lost or given back does to listings: no entry is listed without a category (P1, W10)."""

from datetime import datetime, timedelta

from sqlalchemy import text

from qualification.bevilling.models import Bevilling
from tolkeregister.complaints.reacting import may_come_back
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job
from tolkeregister.entries.commands import RemovalReason, end_entry, remove_interpreter
from tolkeregister.entries.restoring import list_again

_LISTED = text(
    """
    SELECT i.number, e.language_tag, e.type, count(c.id) = 0 AS is_bare FROM interpreter i
      JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:at AS timestamptz)
      LEFT JOIN entry_category c ON c.entry_id = e.id AND upper_inf(c.recorded)
           AND c.valid @> CAST(:at AS timestamptz)
     WHERE i.person_id = :person GROUP BY i.id, e.id ORDER BY e.id
    """
)
# Decided earlier to hold from a day that has come, and still listed without a category.
_DUE = text(
    """
    SELECT DISTINCT b.person_id FROM bevilling_step s JOIN bevilling b ON b.id = s.bevilling_id
      JOIN interpreter i ON i.person_id = b.person_id
      JOIN entry e ON e.interpreter_id = i.id AND e.language_tag = b.language_tag AND e.type = b.type
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
     WHERE s.kind <> 'reinstated' AND s.effective_at <= :now AND s.effective_at > s.recorded_at
       AND NOT EXISTS (SELECT FROM entry_category c WHERE c.entry_id = e.id AND upper_inf(c.recorded)
                          AND c.valid @> CAST(:now AS timestamptz))
     ORDER BY 1
    """
)
_LOCK = text("SELECT 1 FROM person WHERE id = :person FOR NO KEY UPDATE")
_ENDED = text(
    """
    SELECT DISTINCT upper(l.valid) FROM entry_listing l JOIN entry e ON e.id = l.entry_id
      JOIN interpreter i ON i.id = e.interpreter_id
     WHERE i.person_id = :person AND e.language_tag = :language AND e.type = :type AND upper_inf(l.recorded)
       AND l.end_reason = 'requirements_not_met'
       AND upper(l.valid) >= (SELECT min(s.effective_at) FROM bevilling_step s WHERE s.bevilling_id = :bevilling)
    """
)


async def delist_bare(session: Session, actor: Actor, person_id: int, *, now: datetime) -> None:
    """Entries without a category are listed no more; with none left the person leaves, with cards and all.

    Offers and coming assignments in the language go to others in this transaction.
    """
    listed = (await session.execute(_LISTED, {"person": person_id, "at": now})).all()
    bare = [each for each in listed if each.is_bare]
    if bare and len(bare) == len(listed):
        number = bare[0].number
        await remove_interpreter(session, actor, number, RemovalReason.REQUIREMENTS_NOT_MET, now, now=now)
        return
    for each in bare:
        await end_entry(session, actor, each.number, each.language_tag, each.type,
                        RemovalReason.REQUIREMENTS_NOT_MET, now=now)  # fmt: skip


async def list_back(session: Session, actor: Actor, held: Bevilling, *, now: datetime) -> None:
    """The entry that was taken out because the bevilling was, is listed again; the time in between stays.

    Not for somebody an exclusion, a death or a protected address keeps out.
    """
    if not (await may_come_back(session, held.person_id, now=now)).allowed:
        return
    values = {
        "person": held.person_id,
        "language": held.language_tag,
        "type": held.type,
        "bevilling": held.id,
    }
    ended = (await session.execute(_ENDED, values)).scalars().all()
    await list_again(
        session, actor, held.person_id, ended, reasons=(RemovalReason.REQUIREMENTS_NOT_MET,), now=now
    )


@job("bevilling.days_that_came", every=timedelta(minutes=10))
async def days_that_came(session: Session, *, now: datetime) -> None:
    """Revocations with a day of their own: that day has come. Safe to run twice."""
    for person_id in (await session.execute(_DUE, {"now": now})).scalars().all():
        await session.execute(_LOCK, {"person": person_id})
        await delist_bare(session, SYSTEM, person_id, now=now)
