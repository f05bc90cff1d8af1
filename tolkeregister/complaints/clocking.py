"""Starting, ending, suspending and extending the clocks of a complaint. The last day is always computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.complaints.access import complaint_in_hand
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import ComplaintExtension, ComplaintStage, ComplaintSuspension
from tolkeregister.complaints.rules.clocks import (
    Clock,
    Pause,
    days_to_reach,
    is_late,
    last_day,
    may_extend,
    may_resume,
    may_suspend,
)
from tolkeregister.complaints.rules.terms import TERMS
from tolkeregister.complaints.rules.words import Stage, Unit
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, require
from tolkeregister.core.holidays import holidays_between
from tolkeregister.core.rules.dated import in_force

_FURTHEST = timedelta(days=4000)
_STAGES = text(
    """
    SELECT s.complaint_id, s.id, s.stage, s.unit, s.days, s.started_on, s.ended_at,
           coalesce((SELECT sum(e.days) FROM complaint_extension e WHERE e.stage_id = s.id), 0) AS more
      FROM complaint_stage s WHERE s.complaint_id = ANY(:ids) ORDER BY s.started_on, s.id
    """
)
_PAUSES = text(
    """
    SELECT complaint_id, suspended_on, resumed_on FROM complaint_suspension
     WHERE complaint_id = ANY(:ids) ORDER BY suspended_on, id
    """
)
_END = text(
    "UPDATE complaint_stage SET ended_at = :now WHERE complaint_id = :id AND stage = :stage AND ended_at IS NULL"
)


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock as it stands: `last_day` is None while a suspension holds it. `extended` in the clock's own days."""

    id: int
    stage: Stage
    unit: Unit
    days: int
    extended: int
    started_on: date
    ended_at: datetime | None
    last_day: date | None
    is_late: bool


async def start_stage(
    session: Session, complaint_id: int, stage: Stage, *, on: date, days: int | None = None
) -> None:
    """Start a clock on a day in Norway, for as long as the terms of that day say or for `days`."""
    unit, usual = in_force(TERMS, on).clocks[stage]
    session.add(
        ComplaintStage(complaint_id=complaint_id, stage=stage, unit=unit, days=days or usual, started_on=on)
    )
    await session.flush()


async def end_stage(session: Session, complaint_id: int, stage: Stage, *, now: datetime) -> None:
    """Stop a clock, in time or late; nothing when it does not run."""
    await session.flush()
    await session.execute(_END, {"id": complaint_id, "stage": stage, "now": now})


async def clocks_of(session: Session, complaint_id: int, *, now: datetime) -> tuple[RunningClock, ...]:
    """Every clock with its last day, the first started first. An ended one is late when it ended after its last day."""
    return (await clocks_of_all(session, [complaint_id], now=now))[complaint_id]


async def clocks_of_all(
    session: Session, ids: Sequence[int], *, now: datetime
) -> dict[int, tuple[RunningClock, ...]]:
    """The clocks of many complaints in two questions to the database."""
    pauses = await _pauses(session, ids)
    found: dict[int, list[RunningClock]] = {each: [] for each in ids}
    for row in (await session.execute(_STAGES, {"ids": list(ids)})).all():
        clock = Clock(Unit(row.unit), row.days + row.more, row.started_on)
        until = (
            oslo_date(row.ended_at) if row.ended_at else date.max
        )  # what was suspended later is another matter
        counted = [each for each in pauses[row.complaint_id] if each.first <= until]
        last = last_day(clock, counted, _holidays(row.started_on))
        found[row.complaint_id].append(RunningClock(
            row.id, Stage(row.stage), clock.unit, row.days, row.more, row.started_on, row.ended_at, last,
            is_late(row.ended_at or now, last),
        ))  # fmt: skip
    return {each: tuple(clocks) for each, clocks in found.items()}


async def pauses_of(session: Session, complaint_id: int) -> tuple[Pause, ...]:
    """The suspensions, the first one first."""
    return tuple((await _pauses(session, [complaint_id]))[complaint_id])


async def pauses_of_all(session: Session, ids: Sequence[int]) -> dict[int, list[Pause]]:
    """The suspensions of many complaints."""
    return await _pauses(session, ids)


async def _pauses(session: Session, ids: Sequence[int]) -> dict[int, list[Pause]]:
    found: dict[int, list[Pause]] = {each: [] for each in ids}
    for row in (await session.execute(_PAUSES, {"ids": list(ids)})).all():
        found[row.complaint_id].append(Pause(row.suspended_on, row.resumed_on))
    return found


async def suspend(
    session: Session, actor: Actor, number: str, ground: str, *, since: date | None = None, now: datetime
) -> None:
    """No day counts from `since` (today when left out) until `resume`. RuleBroken inside another suspension."""
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    first = since or oslo_date(now)
    if first > oslo_date(now):
        raise Invalid(reason("in_the_future", field="fra"))
    pauses = await pauses_of(session, complaint.id)
    require(may_suspend(pauses, first, ground, received_on=oslo_date(complaint.received_at)))
    session.add(ComplaintSuspension(
        complaint_id=complaint.id, suspended_on=first, ground=ground.strip(), account_id=actor.account_id,
        recorded_at=now,
    ))  # fmt: skip
    await note(session, actor, complaint.id, "clock.suspended", {"from": first.isoformat()}, now=now)
    record(session, actor, "complaint.suspended", "complaint", number, now=now, since=first.isoformat())


async def resume(
    session: Session, actor: Actor, number: str, *, on: date | None = None, now: datetime
) -> None:
    """Days count again from `on` (today when left out); every deadline has moved by the days that did not."""
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    day = on or oslo_date(now)
    if day > oslo_date(now):
        raise Invalid(reason("in_the_future", field="til"))
    require(may_resume(await pauses_of(session, complaint.id), day))
    statement = select(ComplaintSuspension).where(
        col(ComplaintSuspension.complaint_id) == complaint.id, col(ComplaintSuspension.resumed_on).is_(None)
    )
    running = (await session.exec(statement)).one()
    running.resumed_on = day
    session.add(running)
    await note(session, actor, complaint.id, "clock.resumed", {"from": day.isoformat()}, now=now)
    record(session, actor, "complaint.resumed", "complaint", number, now=now, since=day.isoformat())


async def extend(
    session: Session, actor: Actor, number: str, stage: Stage, ground: str, *, days: int | None = None,
    until: date | None = None, now: datetime,
) -> None:  # fmt: skip
    """More days for one running clock: so many of its unit, or up to a date. NotFound when it does not run."""
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    running = [
        each for each in await clocks_of(session, complaint.id, now=now)
        if each.stage is stage and each.ended_at is None
    ]  # fmt: skip
    if not running:
        raise NotFound(reason("clock_not_found"))
    found = running[0]
    if days is None:
        if until is None:
            raise Invalid(reason("days_missing", field="dager"))
        clock = Clock(found.unit, found.days + found.extended, found.started_on)
        days = days_to_reach(
            clock, await pauses_of(session, complaint.id), until, _holidays(found.started_on)
        )
    require(may_extend(days, ground))
    session.add(ComplaintExtension(
        stage_id=found.id, days=days, ground=ground.strip(), account_id=actor.account_id, extended_at=now
    ))  # fmt: skip
    facts = {"stage": stage, "days": days, "unit": found.unit}
    await note(session, actor, complaint.id, "clock.extended", facts, now=now)
    record(session, actor, "complaint.extended", "complaint", number, now=now, **facts)


def _holidays(first: date) -> frozenset[date]:
    return holidays_between(first, first + _FURTHEST)
