"""Norwegian wall-clock time and instants: what a local time means on the two odd days of the year.

A wall-clock time in Europe/Oslo is one instant, none (the hour skipped in spring) or two (the hour repeated
in autumn). Nothing here chooses silently: the caller sees which, and asks or settles it by name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
MINUTES_OF_DAY = 1440
MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY


@dataclass(frozen=True, slots=True)
class Instant:
    """The wall-clock time happens exactly once."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Missing:
    """The clock jumps over this time; `jump` is the instant at which it does."""

    jump: datetime


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The clock shows this time twice: first in summer time, then in normal time."""

    earlier: datetime
    later: datetime


WallClock = Instant | Missing | Ambiguous


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A half-open stretch of time `[starts_at, ends_at)`, in UTC."""

    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        """Real minutes that pass, not minutes of the clock face."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    def overlaps(self, other: "Interval") -> bool:
        """Whether they share any time; end to end is no overlap."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def covers(self, other: "Interval") -> bool:
        """Whether all of `other` lies within this one."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at


@dataclass(frozen=True, slots=True)
class WeeklyStretch:
    """A stretch of every week in local minutes; `end_minute` beyond 1440 runs into the next day.

    Weekday 0 is Monday. 22.00–02.00 on Fridays is `WeeklyStretch(4, 1320, 1560)`.
    """

    weekday: int
    start_minute: int
    end_minute: int

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError("weekday is 0 (Monday) to 6 (Sunday)")
        if not 0 <= self.start_minute < MINUTES_OF_DAY:
            raise ValueError("start_minute is a minute of the day, 0 to 1439")
        if not 0 < self.end_minute - self.start_minute <= MINUTES_OF_DAY:
            raise ValueError("a stretch lasts more than nothing and at most a day")


def in_oslo(at: datetime) -> datetime:
    """The same instant on a Norwegian clock; refuses a naive datetime."""
    if at.tzinfo is None:
        raise ValueError("an instant must carry its time zone")
    return at.astimezone(OSLO)


def oslo_date(at: datetime) -> date:
    """The Norwegian date at this instant."""
    return in_oslo(at).date()


def wall_clock(day: date, minute: int) -> WallClock:
    """What `minute` minutes past midnight on the clock face means that day; 1440 and more is the next day."""
    whole_days, minute = divmod(minute, MINUTES_OF_DAY)
    shown = datetime.combine(day + timedelta(days=whole_days), time(minute // 60, minute % 60), tzinfo=OSLO)
    first, second = shown.astimezone(UTC), shown.replace(fold=1).astimezone(UTC)
    if first == second:
        return Instant(first)
    if first < second:
        return Ambiguous(first, second)
    # In the gap fold=0 reads the clock as before the jump and fold=1 as after; the jump lies between them.
    return Missing(_jump_between(second, first))


def _jump_between(low: datetime, high: datetime) -> datetime:
    """The instant in `(low, high]` at which the offset of Oslo changes, to the minute."""
    before = in_oslo(low).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=int((high - low).total_seconds() // 120))
        if in_oslo(middle).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def settled(clock: WallClock, *, repeated: Literal["earlier", "later"]) -> datetime:
    """One instant for a repeating pattern: the jump when missing, the named candidate when repeated.

    For patterns and days only. A time a person has typed for one date is asked about instead.
    """
    match clock:
        case Instant(at):
            return at
        case Missing(jump):
            return jump
        case Ambiguous(earlier, later):
            return earlier if repeated == "earlier" else later


def on_day(day: date, start_minute: int, end_minute: int) -> Interval | None:
    """A local stretch of one date as instants; None when the spring jump swallows all of it.

    Local time is kept across clock changes: 09–16 is 09–16 on every date. A repeated hour counts in full.
    """
    if end_minute <= start_minute:
        raise ValueError("a stretch must end after it starts")
    starts_at = settled(wall_clock(day, start_minute), repeated="earlier")
    ends_at = settled(wall_clock(day, end_minute), repeated="later")
    return Interval(starts_at, ends_at) if starts_at < ends_at else None


def local_day(day: date) -> Interval:
    """From midnight to midnight in Norway: 23, 24 or 25 hours."""
    whole = on_day(day, 0, MINUTES_OF_DAY)
    assert whole is not None  # no Norwegian day is empty
    return whole


def weekly_intervals(hours: Iterable[WeeklyStretch], first: date, last: date) -> tuple[Interval, ...]:
    """The pattern as instants: each stretch that *begins* on a date from `first` to `last`, both included."""
    pattern = tuple(hours)
    found = [
        interval
        for offset in range((last - first).days + 1)
        for each in pattern
        if each.weekday == (day := first + timedelta(days=offset)).weekday()
        and (interval := on_day(day, each.start_minute, each.end_minute)) is not None
    ]
    return tuple(sorted(found))


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same time with overlapping and adjacent stretches joined, in order."""
    joined: list[Interval] = []
    for each in sorted(intervals):
        if joined and each.starts_at <= joined[-1].ends_at:
            joined[-1] = Interval(joined[-1].starts_at, max(joined[-1].ends_at, each.ends_at))
        else:
            joined.append(each)
    return tuple(joined)


def minute_of_week(at: datetime) -> int:
    """Minutes past Monday midnight on the Norwegian clock face, 0 to 10079."""
    shown = in_oslo(at)
    return shown.weekday() * MINUTES_OF_DAY + shown.hour * 60 + shown.minute
