"""Keeping calendar entries in step with assignments: whatever happens, they say what the assignment says."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from booking.assignments.events import AssignmentReleased
from booking.changes.events import AssignmentCancelled, AssignmentChanged, AssignmentMoved
from booking.exceptions.events import AssignmentTakenOver
from booking.offers.events import AssignmentAccepted
from booking.requests.access import lock_assignment
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

UID_DOMAIN = "@tolkeregister.example"
MOST_AT_ONCE = 500

Happening = (
    AssignmentAccepted | AssignmentReleased | AssignmentMoved | AssignmentChanged | AssignmentCancelled
)

# Whoever should have it in the calendar: while it is accepted, its booker and the interpreter who has it.
_LINES = """
    SELECT a.id, a.period, a.accepted_at, line.account_id, line.interpreter_id
      FROM assignment a JOIN request r ON r.id = a.request_id
     CROSS JOIN LATERAL (VALUES (r.account_id, CAST(NULL AS int)), (NULL, a.interpreter_id))
           AS line(account_id, interpreter_id)
     WHERE a.state = 'accepted' AND num_nonnulls(line.account_id, line.interpreter_id) = 1
"""
_ADD = """
    INSERT INTO calendar_entry (
        assignment_id, account_id, interpreter_id, uid, sequence, period, is_cancelled, changed_at)
    SELECT id, account_id, interpreter_id, gen_random_uuid() || :domain, 0, period, false
"""
_WANTED = text(
    f"""
    {_ADD}, :now FROM ({_LINES} AND a.id = :id) AS line
    ON CONFLICT (assignment_id, account_id, interpreter_id) DO UPDATE
       SET sequence = calendar_entry.sequence + 1, period = excluded.period, is_cancelled = false, changed_at = :now
     WHERE calendar_entry.is_cancelled OR calendar_entry.period <> excluded.period OR :is_changed
    """
)
# What is carried out, or was not, stays where it was in the calendar.
_CANCEL = text(
    """
    UPDATE calendar_entry e SET sequence = e.sequence + 1, is_cancelled = true, changed_at = :now
      FROM assignment a
     WHERE a.id = e.assignment_id AND a.id = :id AND NOT e.is_cancelled
       AND a.state NOT IN ('delivered', 'not_delivered')
       AND (a.state <> 'accepted' OR (e.account_id IS NULL AND e.interpreter_id IS DISTINCT FROM a.interpreter_id))
    """
)
_ADD_MISSING = text(
    f"""
    {_ADD}, coalesce(accepted_at, :now) FROM ({_LINES} AND lower(a.period) > :now) AS line
    ON CONFLICT (assignment_id, account_id, interpreter_id) DO NOTHING
    """
)
_OUT_OF_STEP = text(
    """
    SELECT DISTINCT a.id FROM calendar_entry e JOIN assignment a ON a.id = e.assignment_id
     WHERE NOT e.is_cancelled AND lower(e.period) > :now AND a.state NOT IN ('delivered', 'not_delivered')
       AND (a.state <> 'accepted' OR e.period <> a.period
            OR (e.account_id IS NULL AND e.interpreter_id IS DISTINCT FROM a.interpreter_id))
     ORDER BY a.id LIMIT :most
    """
)


async def settle(session: Session, assignment_id: int, *, is_changed: bool = False, now: datetime) -> None:
    """Make the entries of a locked assignment say what it says; the sequence rises by one where anything is another.

    `is_changed` when something else than time and state has changed. An entry that is given back and taken again keeps
    its UID. Safe to run twice.
    """
    values = {"id": assignment_id, "now": now}
    await session.execute(_CANCEL, values)
    await session.execute(_WANTED, {**values, "domain": UID_DOMAIN, "is_changed": is_changed})


async def keep_in_step(session: Session, _actor: Actor, *, about: Happening, now: datetime, **_: Any) -> None:
    """What every event of an assignment does here."""
    await settle(session, about.assignment_id, is_changed=isinstance(about, AssignmentChanged), now=now)


async def keep_taken_over(
    session: Session, _actor: Actor, *, about: AssignmentTakenOver, now: datetime, **_: Any
) -> None:
    """Whoever ordered has it in the calendar at once; what is recorded when it is over is in nobody's."""
    if now < about.period.ends_at:
        await settle(session, about.assignment_id, now=now)


async def catch_up(session: Session, *, now: datetime) -> None:
    """Give coming assignments that no event has told of their entries, and settle those that say something else."""
    await session.execute(_ADD_MISSING, {"now": now, "domain": UID_DOMAIN})
    for assignment_id in list(
        (await session.execute(_OUT_OF_STEP, {"now": now, "most": MOST_AT_ONCE})).scalars()
    ):
        await lock_assignment(session, assignment_id)
        await settle(session, assignment_id, now=now)
