"""A week of free times: which week is meant, and its days."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tolkeregister.core.clock import oslo_date
from tolkeregister.core.rules.oslo_time import Interval, local_day

WEEKS_AHEAD = 26
_WEEK = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day:
    """One day and its free stretches."""

    date: date
    times: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday, and its neighbours where there is something to see."""

    monday: date
    earlier: "Week | None" = None
    later: "Week | None" = None

    @property
    def number(self) -> int:
        """The number Norwegians call it by (ISO 8601)."""
        return self.monday.isocalendar().week

    @property
    def code(self) -> str:
        """As it stands in the address: 2026-48."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}-{week:02}"

    @property
    def period(self) -> Interval:
        """From Monday's midnight to the next."""
        sunday = self.monday + timedelta(days=6)
        return Interval(local_day(self.monday).starts_at, local_day(sunday).ends_at)


def week_of(code: str, *, now: datetime, wanted: date | None = None) -> Week:
    """The week in the address, else the week of the wanted day, else this week; in a weekend the next."""
    today = oslo_date(now)
    this = _start(today)
    last = this + timedelta(weeks=WEEKS_AHEAD)
    monday = _monday(code) or _start(wanted or (today if today.weekday() < 5 else today + timedelta(days=2)))
    if not this <= monday <= last:
        monday = this
    earlier, later = monday - timedelta(weeks=1), monday + timedelta(weeks=1)
    return Week(monday, Week(earlier) if earlier >= this else None, Week(later) if later <= last else None)


def days_of(week: Week, times: Iterable[Interval]) -> tuple[Day, ...]:
    """Monday to Friday, and a day of the weekend with something free. A stretch stands on its first day."""
    by_day: dict[date, list[Interval]] = {week.monday + timedelta(days=n): [] for n in range(7)}
    for each in times:
        by_day.setdefault(oslo_date(each.starts_at), []).append(each)
    return tuple(Day(day, tuple(found)) for day, found in by_day.items() if found or day.weekday() < 5)


def _start(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _monday(code: str) -> date | None:
    found = _WEEK.fullmatch(code.strip())
    if not found:
        return None
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None
