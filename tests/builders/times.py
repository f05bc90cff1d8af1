"""Instants of the tests: Norwegian wall-clock time in, UTC out."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.dialects.postgresql import Range

from tolkeregister.core.clock import OSLO

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MONDAY = date(2026, 3, 2)  # an ordinary week, far from holidays and clock changes
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)  # Monday 09.00 in Oslo


def oslo(day: date, clock: str, *, fold: int = 0) -> datetime:
    """The instant of "10:30" in Norway that day; "24:00" and more is the next day."""
    hours, minutes = (int(part) for part in clock.split(":"))
    day += timedelta(days=hours // 24)
    return datetime.combine(day, time(hours % 24, minutes, fold=fold), tzinfo=OSLO).astimezone(UTC)


def between(day: date, starts: str, ends: str) -> tuple[datetime, datetime]:
    """Two instants of one Norwegian day."""
    return oslo(day, starts), oslo(day, ends)


def since(start: datetime) -> Range[datetime]:
    """`[start, ∞)`."""
    return Range(start, None)
