"""What interpreters say about their own time. Nothing here touches what is booked: a conflict is shown, not hidden."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import TextClause, text
from sqlalchemy.dialects.postgresql import Range

from booking.availability.calendar import period_text
from booking.availability.models import Absence, OneOffDay
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound
from tolkeregister.core.rules.oslo_time import WeeklyStretch


@dataclass(frozen=True, slots=True)
class ClashingAssignment:
    """An accepted assignment in a time the interpreter has just said to be away; it stands until it is given back."""

    number: str
    starts_at: datetime
    ends_at: datetime


_FORGET_HOURS = text("DELETE FROM weekly_hours WHERE interpreter_id = :interpreter")
_SET_HOURS = text(
    """
    INSERT INTO weekly_hours (interpreter_id, weekday, start_minute, end_minute)
    SELECT :interpreter, h.weekday, h.start_minute, h.end_minute
      FROM jsonb_to_recordset(CAST(:hours AS jsonb)) AS h(weekday int, start_minute int, end_minute int)
    """
)
_STATED = text(
    """
    INSERT INTO availability_note (interpreter_id, stated_at) VALUES (:interpreter, :now)
    ON CONFLICT (interpreter_id) DO UPDATE SET stated_at = excluded.stated_at
    """
)
# Two devices that save at once: the later one replaces all of the earlier.
_LOCK = text("SELECT 1 FROM interpreter WHERE id = :interpreter FOR NO KEY UPDATE")
_REMOVE_DAY = text("DELETE FROM one_off_day WHERE id = :id AND interpreter_id = :interpreter RETURNING 1")
_REMOVE_ABSENCE = text("DELETE FROM absence WHERE id = :id AND interpreter_id = :interpreter RETURNING 1")
_CLASHES = text(
    """
    SELECT number, lower(period) AS starts_at, upper(period) AS ends_at FROM assignment
     WHERE interpreter_id = :interpreter AND state = 'accepted'
       AND period && CAST(CAST(:period AS text) AS tstzrange) ORDER BY period
    """
)


async def set_weekly_hours(
    session: Session, actor: Actor, hours: Iterable[tuple[int, int, int]], *, now: datetime
) -> None:
    """Replace the whole week: (weekday 0–6, start minute, end minute), local time; an end past 1440 is the next day.

    Raises Invalid for a stretch that is no stretch; `index` says which.
    """
    interpreter = _own(actor)
    stretches = sorted({_stretch(index, *each) for index, each in enumerate(hours)})
    await session.execute(_LOCK, {"interpreter": interpreter})
    await session.execute(_FORGET_HOURS, {"interpreter": interpreter})
    names = ("weekday", "start_minute", "end_minute")
    rows = json.dumps([dict(zip(names, each, strict=True)) for each in stretches])
    await session.execute(_SET_HOURS, {"interpreter": interpreter, "hours": rows})
    await _stated(session, actor, interpreter, "hours.set", now)


async def add_one_off_day(
    session: Session, actor: Actor, day: date, start_minute: int, end_minute: int, *, now: datetime
) -> int:
    """Free on one day besides the weekly hours; returns its id."""
    interpreter = _own(actor)
    _stretch(0, day.weekday(), start_minute, end_minute)
    row = OneOffDay(interpreter_id=interpreter, day=day, start_minute=start_minute, end_minute=end_minute)
    session.add(row)
    await session.flush()
    await _stated(session, actor, interpreter, "one_off_day.added", now)
    assert row.id is not None
    return row.id


async def remove_one_off_day(session: Session, actor: Actor, day_id: int, *, now: datetime) -> None:
    """Take back a one-off day; somebody else's is not found."""
    await _remove(session, actor, _REMOVE_DAY, day_id, "one_off_day.removed", now)


async def add_absence(
    session: Session, actor: Actor, starts_at: datetime, ends_at: datetime, *, now: datetime
) -> tuple[int, tuple[ClashingAssignment, ...]]:
    """Away from one instant to another. Returns its id and the accepted assignments in it, which stand."""
    interpreter = _own(actor)
    if ends_at <= starts_at:
        raise Invalid(reason("ends_before_it_starts", field="ends_at"))
    row = Absence(interpreter_id=interpreter, period=Range(starts_at, ends_at))
    session.add(row)
    await session.flush()
    await _stated(session, actor, interpreter, "absence.added", now)
    values = {"interpreter": interpreter, "period": period_text(starts_at, ends_at)}
    clashes = await session.execute(_CLASHES, values)
    assert row.id is not None
    return row.id, tuple(ClashingAssignment(*each) for each in clashes)


async def remove_absence(session: Session, actor: Actor, absence_id: int, *, now: datetime) -> None:
    """Take back an absence; somebody else's is not found."""
    await _remove(session, actor, _REMOVE_ABSENCE, absence_id, "absence.removed", now)


def _own(actor: Actor) -> int:
    if actor.interpreter_id is None:
        raise NotAllowed(reason("only_interpreters_have_hours"))
    return actor.interpreter_id


def _stretch(index: int, weekday: int, start_minute: int, end_minute: int) -> tuple[int, int, int]:
    try:
        WeeklyStretch(weekday, start_minute, end_minute)
    except ValueError as wrong:
        raise Invalid(reason("not_a_stretch", field="hours", index=index)) from wrong
    return weekday, start_minute, end_minute


async def _remove(
    session: Session, actor: Actor, statement: TextClause, row_id: int, action: str, now: datetime
) -> None:
    interpreter = _own(actor)
    values = {"id": row_id, "interpreter": interpreter}
    if (await session.execute(statement, values)).scalar() is None:
        raise NotFound(reason("not_found"))
    await _stated(session, actor, interpreter, action, now)


async def _stated(session: Session, actor: Actor, interpreter: int, action: str, now: datetime) -> None:
    """Remember when the interpreter last said anything, so that a reader can judge it (rule S3)."""
    await session.execute(_STATED, {"interpreter": interpreter, "now": now})
    audit.record(session, actor, action, "interpreter", interpreter, now=now)
