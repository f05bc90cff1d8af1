"""What is due goes every night, or within the hour, a batch at a time: one job for each kind of object, so that none
waits for another.
"""

from datetime import datetime, timedelta

from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job
from tolkeregister.retention.commands import batch_of, forget_due
from tolkeregister.retention.registry import forgettings
from tolkeregister.retention.rules.terms import Kept, rule_for

FORGET, FORGET_HOURLY, FORGET_ONE = "retention.forget", "retention.forget_hourly", "retention.forget_one"


@job(FORGET, every=timedelta(days=1))
async def forget(session: Session, *, now: datetime) -> None:
    """Ask for a batch of each kind that is counted in days."""
    await _ask(session, now, by_the_hour=False)


@job(FORGET_HOURLY, every=timedelta(hours=1))
async def forget_hourly(session: Session, *, now: datetime) -> None:
    """Ask for a batch of each kind that lives less than a day."""
    await _ask(session, now, by_the_hour=True)


@job(FORGET_ONE)
async def forget_one(session: Session, *, now: datetime, kind: str) -> None:
    """One batch, and another when there may be more. Safe to run twice: what is gone is not found."""
    gone = await forget_due(session, Kept(kind), now=now)
    if gone == batch_of(rule_for(Kept(kind), oslo_date(now))):
        await enqueue(session, FORGET_ONE, key=f"{FORGET_ONE}:{kind}", kind=kind)


async def _ask(session: Session, now: datetime, *, by_the_hour: bool) -> None:
    for kind in forgettings():
        if bool(rule_for(kind, oslo_date(now)).hours) is by_the_hour:
            await enqueue(session, FORGET_ONE, key=f"{FORGET_ONE}:{kind}", kind=kind.value)
