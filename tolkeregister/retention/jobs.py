"""What is due goes every night, a batch at a time: one job for each kind of object, so that none waits for another."""

from datetime import datetime, timedelta

from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job
from tolkeregister.retention.commands import BATCH, forget_due
from tolkeregister.retention.registry import forgettings
from tolkeregister.retention.rules.terms import Kept

FORGET, FORGET_ONE = "retention.forget", "retention.forget_one"


@job(FORGET, every=timedelta(days=1))
async def forget(session: Session, *, now: datetime) -> None:
    """Ask for a batch of each kind."""
    for kind in forgettings():
        await enqueue(session, FORGET_ONE, key=f"{FORGET_ONE}:{kind}", kind=kind.value)


@job(FORGET_ONE)
async def forget_one(session: Session, *, now: datetime, kind: str) -> None:
    """One batch, and another when there may be more. Safe to run twice: what is gone is not found."""
    gone = await forget_due(session, Kept(kind), now=now)
    if gone == BATCH:
        await enqueue(session, FORGET_ONE, key=f"{FORGET_ONE}:{kind}", kind=kind)
