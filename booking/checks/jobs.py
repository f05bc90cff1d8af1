"""Asking the register again, and watching it for changes that bookers must know of."""

from datetime import datetime, timedelta

from booking.assignments.commands import check_again
from booking.checks.commands import REPEAT, watch
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job


@job(REPEAT)
async def ask_register_again(session: Session, *, assignment_id: int, now: datetime) -> None:
    """It did not answer when the assignment began. Safe to run twice."""
    await check_again(session, assignment_id, now=now)


@job("checks.watch", every=timedelta(minutes=5))
async def watch_register(session: Session, *, now: datetime) -> None:
    """Bookers are told of what has been recorded since. Safe to run twice."""
    await watch(session, now=now)
