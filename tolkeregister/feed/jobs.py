"""Numbering changes as soon as they are committed, and noticing what begins or ends by itself."""

from datetime import datetime, timedelta

from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job
from tolkeregister.feed.publishing import PUBLISH, note_passing_of_time, publish_changes


@job(PUBLISH, every=timedelta(seconds=5))
async def number_changes(session: Session, *, now: datetime) -> None:
    """Readers see them from now on. Safe to run twice."""
    await publish_changes(session, now=now)


@job("feed.passing_of_time", every=timedelta(minutes=1))
async def look_at_the_clock(session: Session, *, now: datetime) -> None:
    """Listings and categories that have begun or ended. Safe to run twice."""
    await note_passing_of_time(session, now=now)
