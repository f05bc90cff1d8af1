"""Proposals that nobody answers: each minute, and at the very minute one runs out."""

from datetime import datetime, timedelta

from booking.changes.answers import expire_changes
from booking.changes.commands import EXPIRE_CHANGES
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job


@job(EXPIRE_CHANGES, every=timedelta(minutes=1))
async def expire_due_changes(session: Session, *, now: datetime) -> None:
    """What was agreed stands, and the time that was held is free. Safe to run twice."""
    await expire_changes(session, now=now)
