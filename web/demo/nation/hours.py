"""When interpreters say they work and when they are away; pure functions of the interpreter and the month."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from web.demo.nation.days import at, month_days
from web.demo.nation.determinism import below, draws, order
from web.demo.nation.present_rows import AbsenceRow, OneOffRow, WeeklyHoursRow
from web.demo.nation.register import Holder, register

STATED = 70  # per cent with weekly hours
RESERVED = 10  # so many speakers of Arabic always keep the morning free
RESERVED_HOURS = (9 * 60, 12 * 60)

WEEKDAYS = range(5)
PATTERNS: dict[str, Sequence[tuple[Sequence[int], int, int]]] = {  # weekdays, start, end
    "full_time": (
        (WEEKDAYS, 8 * 60, 16 * 60),
        (WEEKDAYS, 7 * 60 + 30, 17 * 60),
        ((0, 1, 2, 3, 4, 5), 8 * 60, 18 * 60),
    ),
    "part_time": (
        ((0, 1, 2), 8 * 60, 16 * 60),
        ((1, 3), 8 * 60, 15 * 60 + 30),
        (WEEKDAYS, 12 * 60, 16 * 60),
        ((0, 2, 4), 9 * 60, 15 * 60),
        (WEEKDAYS, 8 * 60, 12 * 60),
    ),
    "sporadic": (
        (WEEKDAYS, 16 * 60 + 30, 21 * 60),
        ((4, 5), 20 * 60, 26 * 60),
        ((5, 6), 10 * 60, 18 * 60),
        ((2,), 8 * 60, 16 * 60),
    ),
}


@cache
def listed() -> tuple[Holder, ...]:
    """The entries listed today, in entry order."""
    return tuple(each for each in register().holders if each.steps[-1][1])


@cache
def reserved() -> tuple[int, ...]:
    """The best-qualified in Arabic who work by screen: never booked in the morning, never away."""
    modes = {row.id: row.modes for row in register().interpreters}
    able = [each for each in listed() if each.language_tag == "ar" and "screen" in modes[each.interpreter_id]]
    able.sort(key=lambda each: (each.steps[-1][1], each.interpreter_id))
    return tuple(each.interpreter_id for each in able[:RESERVED])


@cache
def with_hours() -> tuple[int, ...]:
    """The 70 per cent who have stated weekly hours, in id order."""
    everyone = sorted({each.interpreter_id for each in listed()})
    sure = sorted({*reserved(), *register().named.values()})
    ranked = [*sure, *order("weekly", [each for each in everyone if each not in sure])]
    return tuple(sorted(ranked[: len(everyone) * STATED // 100]))


@cache
def weekly_hours() -> tuple[WeeklyHoursRow, ...]:
    """The hours of every week."""
    level = {row.id: row.availability_level for row in register().interpreters}
    full = {*reserved(), *register().named.values()}
    rows: list[WeeklyHoursRow] = []
    for interpreter in with_hours():
        patterns = PATTERNS[level[interpreter]]
        weekdays, start, end = patterns[below(len(patterns), "pattern", interpreter)]
        if interpreter in full:
            weekdays, start, end = PATTERNS["full_time"][0]
        rows.extend(WeeklyHoursRow(interpreter, weekday, start, end) for weekday in weekdays)
    return tuple(rows)


@cache
def _everyone() -> tuple[int, ...]:
    return tuple(sorted({each.interpreter_id for each in listed()} - {*reserved()}))


@cache
def away_in(year: int, month: int) -> tuple[tuple[int, date, date], ...]:
    """Absences that begin in a month: interpreter, first and last day. In July many are away for weeks."""
    found = []
    for interpreter in _everyone():
        chance, begin, length, *_ = draws("away", interpreter, year, month)
        summer = month == 7
        if chance % 100 < (45 if summer else 10):
            first = date(year, month, 1 + begin % 28)
            days = 7 + length % 15 if summer else 1 + length % 9
            found.append((interpreter, first, first + timedelta(days=days - 1)))
    return tuple(found)


def away_on(day: date) -> frozenset[int]:
    """Who is away on a day."""
    earlier = day.replace(day=1) - timedelta(days=1)
    begun = (*away_in(earlier.year, earlier.month), *away_in(day.year, day.month))
    return frozenset(interpreter for interpreter, first, last in begun if first <= day <= last)


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def absences(first: date, last: date) -> tuple[AbsenceRow, ...]:
    """Absences that begin in the months from `first` to `last`; neighbouring ones are joined."""
    found: dict[int, list[tuple[date, date]]] = {}
    for year, month in _months(first, last):
        for interpreter, begin, end in away_in(year, month):
            spans = found.setdefault(interpreter, [])
            if spans and begin <= spans[-1][1] + timedelta(days=1):
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((begin, end))
    return tuple(
        AbsenceRow(interpreter, at(begin), at(end + timedelta(days=1)))
        for interpreter in sorted(found)
        for begin, end in found[interpreter]
    )


def one_offs(first: date, last: date) -> tuple[OneOffRow, ...]:
    """Extra evenings and Saturdays of those who have weekly hours, in the months from `first` to `last`."""
    rows = []
    for year, month in _months(first, last):
        days = month_days(year, month)
        for interpreter in with_hours():
            chance, which, *_ = draws("one-off", interpreter, year, month)
            if chance % 100 < 8:
                day = days[which % len(days)]
                start, end = (10 * 60, 14 * 60) if day.weekday() >= 5 else (17 * 60, 20 * 60)
                rows.append(OneOffRow(interpreter, day, start, end))
    return tuple(rows)


def quarters_of_reserve(day: date) -> tuple[int, int]:
    """The morning the reserved keep free, as quarters since Oslo midnight (right on clock-change days)."""
    midnight = at(day)
    first, last = (int((at(day, minute) - midnight).total_seconds()) // 900 for minute in RESERVED_HOURS)
    return first, last
