"""The demo's unanswered check: the register was away when an assignment began, and has been asked in vain since."""

from datetime import datetime, timedelta

from sqlalchemy import text

from booking.assignments.events import STANDING_CHECKED, StandingChecked
from booking.checks.rules.repeating import PAUSES
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.database import Session
from tolkeregister.core.events import raise_event
from tolkeregister.core.jobs.registry import job

LEAVE_UNANSWERED = "demo.leave_unanswered"

# The latest that is over long enough ago for the register to be asked seldom by now, and still waits for its booker.
_BEGUN = text(
    """
    SELECT a.id, a.number, a.interpreter_id, lower(a.period) AS starts_at
      FROM assignment a JOIN request r ON r.id = a.request_id
      JOIN account_role b ON b.organisation_id = r.organisation_id AND coalesce(b.unit_id, r.unit_id) = r.unit_id
      JOIN account k ON k.id = b.account_id AND k.synthetic AND k.name = :booker
     WHERE a.state = 'accepted' AND a.interpreter_id IS NOT NULL AND lower(a.period) < :before
       AND NOT EXISTS (SELECT FROM status_check WHERE standing = 'unknown')
     ORDER BY lower(a.period) DESC, a.id LIMIT 1
    """
)
_UNKNOWN = text(
    """
    UPDATE assignment SET standing_at_start = 'unknown', category_at_start = NULL, checked_at_start = :now
     WHERE id = :id
    """
)
_ASKED = text(
    """
    INSERT INTO status_check (assignment_id, interpreter_id, purpose, checked_at, standing, known_at)
    VALUES (:id, :interpreter, :purpose, :at, 'unknown', :starts_at)
    """
)


@job(LEAVE_UNANSWERED)
async def leave_unanswered(session: Session, *, now: datetime, booker: str) -> None:
    """One assignment of the booker counts as unknown; the register is asked again after the longest pause."""
    row = (
        await session.execute(_BEGUN, {"booker": booker, "before": now - sum(PAUSES[:-1], timedelta())})
    ).first()
    if row is None:
        return
    await session.execute(_UNKNOWN, {"id": row.id, "now": now})
    at = row.starts_at
    for pause in PAUSES[:-1]:
        values = {"id": row.id, "interpreter": row.interpreter_id, "at": at, "starts_at": row.starts_at,
                  "purpose": "start" if at == row.starts_at else "repeat"}  # fmt: skip
        await session.execute(_ASKED, values)
        at += pause
    about = StandingChecked(row.id, row.number, row.interpreter_id, row.starts_at, "unknown", None, True)
    await raise_event(session, SYSTEM, STANDING_CHECKED, about=about, now=now)
