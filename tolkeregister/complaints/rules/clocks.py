"""The clocks of a complaint: days of a kind from a day in Norway, suspended days that do not count, and extensions.

The day one counts from is not counted (forvaltningsloven § 30, domstolloven §§ 148–149). A last day lasts until
midnight in Norway. What comes later is late, and can still be recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tolkeregister.complaints.rules.words import Unit
from tolkeregister.core.decisions import Decision, allowed, reason, refused
from tolkeregister.core.rules.oslo_time import local_day, oslo_date
from tolkeregister.core.rules.working_days import is_working_day

_DAY = timedelta(days=1)
MOST_DAYS = 3650  # ten years: more is a slip of the pen


@dataclass(frozen=True, slots=True)
class Pause:
    """Suspended days from `first` up to, and not with, `until`; None: still suspended."""

    first: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether the day does not count."""
        return self.first <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Clock:
    """`days` of a unit after `started_on`, extensions included."""

    unit: Unit
    days: int
    started_on: date


def last_day(clock: Clock, pauses: Sequence[Pause], holidays: frozenset[date]) -> date | None:
    """The last day; None while a suspension stands that it depends on.

    Each suspended day that would have counted moves it by exactly one such day, however suspensions overlap. Calendar
    days that end on a day offices are closed, end on the next day they are open.
    """
    day, left = clock.started_on, clock.days
    while left:
        day += _DAY
        if _stands(day, pauses):
            return None
        left -= _counts(day, clock.unit, pauses, holidays)
    while not _counts(day, Unit.WORKING, pauses, holidays):
        day += _DAY
        if _stands(day, pauses):
            return None
    return day


def counted_days(first: date, last: date, pauses: Sequence[Pause]) -> int:
    """Calendar days from `first` to `last` that were not suspended: the age of a complaint."""
    every = (first + _DAY * offset for offset in range(1, (last - first).days + 1))
    return sum(not any(pause.holds(day) for pause in pauses) for day in every)


def is_late(at: datetime, last: date | None) -> bool:
    """23.59 on the last day is in time, 00.00 is late. A clock that stands still is never late."""
    return last is not None and oslo_date(at) > last


def closes_at(last: date) -> datetime:
    """The midnight in Norway that ends the last day."""
    return local_day(last).ends_at


def may_suspend(pauses: Sequence[Pause], first: date, ground: str, *, received_on: date) -> Decision:
    """One suspension at a time, never inside another (failure mode 23), and with a ground."""
    if not ground.strip():
        return refused(reason("cause_missing", field="grunn"))
    if first < received_on:
        return refused(reason("before_received", field="fra"))
    if any(pause.until is None for pause in pauses):
        return refused(reason("already_suspended"))
    if any(pause.until is not None and first < pause.until for pause in pauses):
        return refused(reason("suspension_overlaps", field="fra"))
    return allowed()


def may_resume(pauses: Sequence[Pause], on: date) -> Decision:
    """Only what is suspended goes on, and not before it was suspended."""
    running = [pause for pause in pauses if pause.until is None]
    if not running:
        return refused(reason("not_suspended"))
    if on < running[0].first:
        return refused(reason("resumed_before_suspended", field="til"))
    return allowed()


def may_extend(days: int, ground: str) -> Decision:
    """By at least a day, with a ground; also after the last day."""
    if not ground.strip():
        return refused(reason("cause_missing", field="grunn"))
    if not 0 < days <= MOST_DAYS:
        return refused(reason("days_out_of_bounds", field="dager", most=MOST_DAYS))
    return allowed()


def days_to_reach(clock: Clock, pauses: Sequence[Pause], until: date, holidays: frozenset[date]) -> int:
    """How many days more take the last day to `until` or the first possible day after; 0 when it is there already."""
    for more in range(MOST_DAYS):
        last = last_day(replace(clock, days=clock.days + more), pauses, holidays)
        if last is None or last >= until:
            return more
    return MOST_DAYS


def _stands(day: date, pauses: Sequence[Pause]) -> bool:
    return any(pause.until is None and pause.first <= day for pause in pauses)


def _counts(day: date, unit: Unit, pauses: Sequence[Pause], holidays: frozenset[date]) -> bool:
    if any(pause.holds(day) for pause in pauses):
        return False
    return unit is Unit.CALENDAR or is_working_day(day, holidays)
