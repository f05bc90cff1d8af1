"""Norwegian days: holidays, working days and Oslo wall-clock times as instants. No clock is read here."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tolkeregister.core.holidays import holidays_of

OSLO = ZoneInfo("Europe/Oslo")
ONE_DAY = timedelta(days=1)


@cache
def is_working_day(day: date) -> bool:
    """Monday to Friday and no public holiday; Christmas Eve and New Year's Eve are working days."""
    return day.weekday() < 5 and day not in holidays_of(day.year)


def kind_of(day: date) -> int:
    """0 working day, 1 Saturday, 2 Sunday or public holiday."""
    if day.weekday() == 6 or day in holidays_of(day.year):
        return 2
    return 1 if day.weekday() == 5 else 0


def working_days(first: date, last: date) -> list[date]:
    """Working days from first to last, both included."""
    return [day for day in span(first, last) if is_working_day(day)]


def span(first: date, last: date) -> list[date]:
    """Every day from first to last, both included."""
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    following = day + ONE_DAY
    while not is_working_day(following):
        following += ONE_DAY
    return following


def month_days(year: int, month: int) -> list[date]:
    """The days of a month."""
    first = date(year, month, 1)
    return span(first, (first + timedelta(days=31)).replace(day=1) - ONE_DAY)


def at(day: date, minute: int = 0) -> datetime:
    """The instant (UTC) of an Oslo wall-clock time; minute 0 is midnight, minutes may exceed 1440.

    In the missing hour of spring the clock is read with the winter offset, in the repeated hour of autumn
    it is the first one: both are the standard library's meaning of fold=0.
    """
    later, minute = divmod(minute, 1440)
    if later:
        day += timedelta(days=later)
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=OSLO).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The last second of an Oslo day: "at 31 December" means valid and known at that instant."""
    return at(day + ONE_DAY) - timedelta(seconds=1)
