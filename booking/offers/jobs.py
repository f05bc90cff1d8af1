"""Offers that run out: each minute, and at the very minute a round ends."""

from datetime import datetime, timedelta

from sqlalchemy import text

from booking.offers.messages import tell_interpreters
from booking.offers.rounds import EXPIRE_OFFERS, continue_search
from booking.requests.access import lock_assignment
from tolkeregister.core import audit
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job

AT_ONCE = 50  # assignments in one transaction; the rest come the next time

# Somebody who is answering right now holds the assignment; it is left alone until the next minute. An offer to one who
# left the register while it was being sent is found here too.
_DUE = text(
    """
    SELECT a.id FROM assignment a
     WHERE a.id IN (
        SELECT f.assignment_id FROM offer f JOIN assignment o ON o.id = f.assignment_id
         WHERE f.state = 'open' AND (f.answer_by <= :now OR NOT EXISTS (
               SELECT FROM entry e JOIN entry_listing l ON l.entry_id = e.id
                WHERE e.interpreter_id = f.interpreter_id AND e.language_tag = o.language_tag AND e.type = o.type
                  AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz))))
     ORDER BY a.id LIMIT :most FOR NO KEY UPDATE SKIP LOCKED
    """
)
_EXPIRE = text(
    """
    UPDATE offer f SET ended_at = :now, state = CASE WHEN answer_by <= :now THEN 'expired' ELSE 'withdrawn' END
      FROM assignment o
     WHERE o.id = f.assignment_id AND o.id = :id AND f.state = 'open' AND (f.answer_by <= :now OR NOT EXISTS (
           SELECT FROM entry e JOIN entry_listing l ON l.entry_id = e.id
            WHERE e.interpreter_id = f.interpreter_id AND e.language_tag = o.language_tag AND e.type = o.type
              AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)))
    RETURNING f.id, f.state
    """
)


@job(EXPIRE_OFFERS, every=timedelta(minutes=1))
async def expire_due(session: Session, *, now: datetime) -> None:
    """End every offer whose time is up, tell the interpreter, and ask the next ones. Safe to run twice."""
    for assignment_id in list((await session.execute(_DUE, {"now": now, "most": AT_ONCE})).scalars()):
        ended = (await session.execute(_EXPIRE, {"id": assignment_id, "now": now})).all()
        assignment = await lock_assignment(session, assignment_id)
        for state in ("expired", "withdrawn"):
            offers = sorted(row.id for row in ended if row.state == state)
            await tell_interpreters(session, assignment_id, offers, f"offer_{state}", now=now)
        audit.record(session, SYSTEM, "offers.expired", "assignment", assignment.number, now=now,
                     offers=sorted(row.id for row in ended))  # fmt: skip
        await continue_search(session, assignment, now=now)
