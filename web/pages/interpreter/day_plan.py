"""Days as they come out: stated hours with absences and assignments cut out, on the Norwegian clock.

Pure. A stretch over midnight stands on both days; the odd nights of the year say what the clock does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from booking.availability.free_times import without
from booking.availability.queries import Away, BookedTime, Week
from booking.availability.rules import OneOffStretch, stated_hours
from tolkeregister.core.rules.oslo_time import Interval, WeeklyStretch, local_day

Kind = Literal["free", "away", "assignment", "held"]
Clock = Literal["", "forward", "back"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a day. `number` is the assignment's; `clashes` says that an absence stands against it."""

    starts_at: datetime
    ends_at: datetime
    kind: Kind
    number: str = ""
    clashes: bool = False
    is_whole_day: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day with all that is in it, in order, and what the clock does that night."""

    date: date
    items: tuple[Item, ...]
    clock: Clock


def days_of(weeks: Sequence[Week], *, from_: date | None = None) -> tuple[Day, ...]:
    """Every day of the weeks, from a date on. The weeks follow each other."""
    days = [_day(week, week.first_day + timedelta(days=n)) for week in weeks for n in range(7)]
    return tuple(each for each in days if from_ is None or each.date >= from_)


def _day(week: Week, day: date) -> Day:
    whole = local_day(day)
    weekly = [WeeklyStretch(each.weekday, each.start_minute, each.end_minute) for each in week.hours]
    one_off = [OneOffStretch(each.day, each.start_minute, each.end_minute) for each in week.one_off_days]
    held = [Interval(each.starts_at, each.ends_at) for each in week.held]
    taken = [*held, *(Interval(each.taken_from, each.taken_to) for each in week.booked)]
    away = [Interval(each.starts_at, each.ends_at) for each in week.absences]
    stated = _within(stated_hours(weekly, one_off, whole), whole)
    free = without(stated, [*taken, *away])
    items = [Item(each.starts_at, each.ends_at, "free", is_whole_day=each == whole) for each in free]
    items += [
        Item(each.starts_at, each.ends_at, "away", is_whole_day=each == whole)
        for each in _within(away, whole)
    ]
    items += [
        Item(each.starts_at, each.ends_at, "held", each.number)
        for each in week.held
        if whole.starts_at <= each.starts_at < whole.ends_at
    ]
    items += [_assignment(each, week.absences) for each in week.booked if _begins(each, whole)]
    return Day(day, tuple(sorted(items, key=lambda each: (each.starts_at, each.kind))), clock_of(whole))


def clock_of(whole: Interval) -> Clock:
    """Whether the clock is moved on this day."""
    if whole.minutes == 1440:
        return ""
    return "forward" if whole.minutes < 1440 else "back"


def _within(times: Iterable[Interval], whole: Interval) -> list[Interval]:
    return [
        Interval(max(each.starts_at, whole.starts_at), min(each.ends_at, whole.ends_at))
        for each in times
        if each.overlaps(whole)
    ]


def _begins(booked: BookedTime, whole: Interval) -> bool:
    return whole.starts_at <= booked.starts_at < whole.ends_at


def _assignment(booked: BookedTime, absences: Iterable[Away]) -> Item:
    clashes = any(booked.number in each.clashes for each in absences)
    return Item(booked.starts_at, booked.ends_at, "assignment", booked.number, clashes)
