"""A change becomes what stands: the next version, written, told and raised in the transaction that decided it."""

import json
from datetime import datetime

from sqlalchemy import text

from booking.availability.calendar import period_text
from booking.changes.agreed import as_document
from booking.changes.events import (
    ASSIGNMENT_CHANGED,
    ASSIGNMENT_MOVED,
    AssignmentChanged,
    AssignmentMoved,
)
from booking.changes.holds import take_held
from booking.changes.rules.agreement import Agreed, parts_changed
from booking.offers.commands import CHECK_AT_START
from booking.requests.access import AssignmentInHand
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.events import raise_event
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.rules.oslo_time import Interval

_APPLY = text(
    """
    WITH told AS (
        UPDATE request SET theme = :theme, participants = :participants
         WHERE id = :request AND (theme, participants) <> (:theme, :participants))
    UPDATE assignment SET period = CAST(CAST(:period AS text) AS tstzrange), address = :address, mode = :mode,
           modes = CASE WHEN mode = :mode THEN modes ELSE '[]' END,  -- another one is the only one
           municipality_code = :municipality_code, version = version + 1,
           category_at_acceptance = CASE WHEN interpreter_id IS NULL THEN NULL
                                         ELSE coalesce(:category, category_at_acceptance) END
     WHERE id = :id RETURNING version
    """
)
_NOTE = text(
    """
    INSERT INTO assignment_change (assignment_id, base_version, version, state, account_id, interpreter_id, made_at,
                                   ended_at, before, after)
    VALUES (:id, :base_version, :version, 'applied', :account, :interpreter, :now, :now, CAST(:before AS jsonb),
            CAST(:after AS jsonb))
    """
)


async def apply(
    session: Session, actor: Actor, assignment: AssignmentInHand, before: Agreed, after: Agreed, *,
    category: str | None = None, now: datetime,
) -> int:  # fmt: skip
    """Write the next version of a locked assignment and raise what happened; returns its number.

    `category` is the interpreter's at the new start, where somebody has said yes to it.
    """
    values = {
        "id": assignment.id, "request": assignment.request_id, "category": category, "mode": after.mode,
        "period": period_text(after.starts_at, after.ends_at), "address": after.address, "theme": after.theme,
        "municipality_code": after.municipality_code, "participants": after.participants,
    }  # fmt: skip
    version = int((await session.execute(_APPLY, values)).scalar_one())
    if assignment.interpreter_id is not None:
        await take_held(session, assignment.id, after)
    if assignment.interpreter_id is not None and before.starts_at != after.starts_at:
        await enqueue(session, CHECK_AT_START, run_at=after.starts_at,
                      key=f"{CHECK_AT_START}:{assignment.id}:{version}", assignment_id=assignment.id)  # fmt: skip
    parts = parts_changed(before, after)
    audit.record(
        session,
        actor,
        "assignment.changed",
        "assignment",
        assignment.number,
        now=now,
        version=version,
        parts=parts,
    )
    await _raise(session, actor, assignment, before, after, version, parts, now)
    return version


async def note_applied(
    session: Session, actor: Actor, assignment: AssignmentInHand, before: Agreed, after: Agreed, version: int, *,
    now: datetime,
) -> None:  # fmt: skip
    """The row of a change that was done at once."""
    values = {
        "id": assignment.id, "base_version": assignment.version, "version": version, "account": actor.account_id,
        "interpreter": assignment.interpreter_id, "now": now, "before": json.dumps(as_document(before)),
        "after": json.dumps(as_document(after)),
    }  # fmt: skip
    await session.execute(_NOTE, values)


async def _raise(
    session: Session, actor: Actor, assignment: AssignmentInHand, before: Agreed, after: Agreed, version: int,
    parts: tuple[str, ...], now: datetime,
) -> None:  # fmt: skip
    was, is_now = Interval(before.starts_at, before.ends_at), Interval(after.starts_at, after.ends_at)
    who = (assignment.id, assignment.number, version, assignment.interpreter_id)
    if was != is_now:
        moved = AssignmentMoved(*who, before=was, after=is_now, fields=parts)
        await raise_event(session, actor, ASSIGNMENT_MOVED, about=moved, now=now)
    else:
        changed = AssignmentChanged(*who, period=is_now, fields=parts)
        await raise_event(session, actor, ASSIGNMENT_CHANGED, about=changed, now=now)
