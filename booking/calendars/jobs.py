"""Reminders, and entries for assignments that no event told of."""

from datetime import datetime, timedelta

from booking.calendars.commands import catch_up
from booking.calendars.reminders import send_reminders
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job


@job("calendars.catch_up", every=timedelta(minutes=10))
async def catch_up_calendars(session: Session, *, now: datetime) -> None:
    """Every coming assignment is in its owners' calendars. Safe to run twice."""
    await catch_up(session, now=now)


@job("calendars.remind", every=timedelta(minutes=5))
async def remind(session: Session, *, now: datetime) -> None:
    """Whoever has an assignment soon is reminded of it. Safe to run twice."""
    await send_reminders(session, now=now)
