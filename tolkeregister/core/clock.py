"""The only reader of the system clock. Rules and commands are given `now`; nothing else asks what time it is."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def clock_ahead(seconds: int) -> Clock:
    """The system clock, or one that many seconds ahead of it: how a demo shows what happens on a coming day."""
    if not seconds:
        return utc_now
    return lambda: utc_now() + timedelta(seconds=seconds)


def oslo_date(instant: datetime) -> date:
    """The calendar day in Norway at an instant."""
    return instant.astimezone(OSLO).date()
