"""Days, times and durations as people and spreadsheets write them. What can be read in two ways is not guessed.

Excel writes a date that has lost its format as a serial number: days since 30 December 1899, the time as a fraction.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from booking.reports.rules.findings import MISSING, Problem
from tolkeregister.core.rules.oslo_time import (
    Ambiguous,
    Instant,
    Missing,
    in_oslo,
    local_day,
    oslo_date,
    wall_clock,
)

EARLIEST = date(2017, 1, 1)
"""The codes of municipalities are known from this day."""

LONGEST_MINUTES = 24 * 60
_SERIAL_ZERO = date(1899, 12, 30)
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
_SERIAL = re.compile(r"([3-6]\d{4})(?:[.,](\d+))?")
_CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]0+)?)?")
_DIGITS_ONLY_CLOCK = re.compile(r"(\d{1,2})(\d{2})")
_FRACTION = re.compile(r"0,(\d+)|0\.(\d{3,}|\d)")
_OFFSET = re.compile(r"(.*?)\s*(?:(\+0[012]):?00|(sommertid)|(normaltid|vintertid))")
_DURATION = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"\d{1,3}\.\d{3}")


@dataclass(frozen=True, slots=True)
class Day:
    """A date, and the time that stood in the same cell."""

    day: date
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes past midnight, and hours ahead of UTC when the cell said so."""

    minute: int
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """The instant an assignment started; `is_repeated` when the clock showed that time twice and nobody said which."""

    at: datetime
    day: date
    is_repeated: bool = False


@lru_cache(maxsize=4096)
def read_day(text: str) -> Day | Problem:
    """`15.9.2026`, `2026-09-15`, a serial number, or any of them with a time after it.

    03/04/2026 is the third of April in one country and the fourth of March in another, so slashes are refused.
    """
    text = text.strip()
    if not text:
        return Problem(MISSING)
    if found := _SERIAL.fullmatch(text):
        day = _SERIAL_ZERO + timedelta(days=int(found[1]))
        return Day(day, f"0,{found[2]}" if found[2] and found[2].strip("0") else "")
    if _SLASHED.match(text):
        return Problem("date_ambiguous")
    for pattern, order in ((_DAY, (3, 2, 1)), (_ISO_DAY, (1, 2, 3))):
        if found := pattern.match(text):
            year, month, number = (int(found[place]) for place in order)
            rest = text[found.end() :]
            if rest and rest[0] not in " T":
                break
            try:
                return Day(date(year + 2000 if year < 100 else year, month, number), rest[1:].strip().removesuffix("Z")
                           + ("+00:00" if rest.endswith("Z") else ""))  # fmt: skip
            except ValueError:
                break
    return Problem("date_unreadable")


@lru_cache(maxsize=4096)
def read_clock(text: str) -> Clock | Problem:
    """`9:30`, `09.30`, `0930`, `0,395833` (a part of a day); `+02:00` or `sommertid` after it where it comes twice."""
    text = text.strip()
    if not text:
        return Problem(MISSING)
    offset = None
    if found := _OFFSET.fullmatch(text):
        text, hours, summer, _ = found.groups()
        offset = int(hours) if hours else 2 if summer else 1
    if text in ("00:00:00.000", "0"):
        return Clock(0, offset)
    if found := _FRACTION.fullmatch(text):
        minute = round(float(f"0.{found[1] or found[2]}") * 1440)
        return Clock(minute, offset) if minute < 1440 else Problem("time_unreadable")
    if found := _CLOCK.fullmatch(text) or _DIGITS_ONLY_CLOCK.fullmatch(text):
        hour, minute = int(found[1]), int(found[2])
        if hour < 24 and minute < 60:
            return Clock(hour * 60 + minute, offset)
    return Problem("time_unreadable")


def read_start(day_text: str, clock_text: str, *, today: date) -> Start | tuple[str, Problem]:
    """When an assignment started, from its two cells; a problem comes with the code of its column.

    A time the clock jumped over in spring never was. One that came twice in autumn is taken for the first, and said so.
    """
    day = read_day(day_text)
    if isinstance(day, Problem):
        return "day", day
    if not EARLIEST <= day.day <= today:
        return "day", Problem("day_too_old" if day.day < EARLIEST else "day_in_future")
    clock = read_clock(clock_text.strip() or day.clock)
    if isinstance(clock, Problem):
        return "time", clock
    return _start(day.day, clock)


def _start(day: date, clock: Clock) -> Start | tuple[str, Problem]:
    midnight = _midnight_of_ordinary_day(day)
    if midnight is not None and clock.offset is None:
        return Start(midnight + timedelta(minutes=clock.minute), day)
    if clock.offset == 0:  # universal time, as programs write it
        at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=clock.minute)
        return Start(at, oslo_date(at))
    match wall_clock(day, clock.minute):
        case Instant(at):
            said = clock.offset is None or in_oslo(at).utcoffset() == timedelta(hours=clock.offset)
            return Start(at, day) if said else ("time", Problem("time_unreadable"))
        case Missing():
            return "time", Problem("time_skipped")
        case Ambiguous(earlier, later):
            return Start(later if clock.offset == 1 else earlier, day, is_repeated=clock.offset is None)


@lru_cache(maxsize=4096)
def _midnight_of_ordinary_day(day: date) -> datetime | None:
    """Where every time of the clock is that long after midnight: all days but the two when it is changed."""
    whole = local_day(day)
    return whole.starts_at if whole.minutes == LONGEST_MINUTES else None


def read_minutes(minutes_text: str, hours_text: str) -> int | tuple[str, Problem]:
    """How long an assignment lasted, from minutes (`90`, `90,0`) or hours (`1,5`, `1:30`); half minutes round up."""
    minutes_text, hours_text = minutes_text.strip(), hours_text.strip()
    if minutes_text:
        return _within(_number(minutes_text), "minutes")
    if not hours_text:
        return "minutes", Problem(MISSING)
    if found := _DURATION.fullmatch(hours_text):
        return _within(Decimal(int(found[1]) * 60 + int(found[2])) if int(found[2]) < 60 else None, "hours")
    hours = _number(hours_text)
    return _within(None if hours is None else hours * 60, "hours")


def _number(text: str) -> Decimal | None:
    """A number with a decimal comma or point; spaces may part thousands. 1.200 could be either, so it is none."""
    text = "".join(text.split())
    if not _NUMBER.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def _within(minutes: Decimal | None, column: str) -> int | tuple[str, Problem]:
    if minutes is None:
        return column, Problem("minutes_unreadable")
    if not 1 <= minutes <= LONGEST_MINUTES:
        return column, Problem("minutes_out_of_bounds")
    return int(minutes.quantize(Decimal(1), ROUND_HALF_UP))


def read_ordered(text: str) -> datetime | Problem | None:
    """When the interpreter was ordered: a day with a time, or a day alone (then its first minute). None when empty."""
    if not text.strip():
        return None
    day = read_day(text)
    if isinstance(day, Problem) or day.day < EARLIEST:
        return Problem("ordered_unreadable")
    clock = read_clock(day.clock) if day.clock else Clock(0)
    if isinstance(clock, Problem):
        return Problem("ordered_unreadable")
    start = _start(day.day, clock)
    return start.at if isinstance(start, Start) else Problem("ordered_unreadable")
