"""Statistics on the timetable: the roll-ups every night, and a release when a month has closed."""

from datetime import datetime, timedelta

from booking.statistics.commands import mark_closed_facts, roll_up
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job

ROLL_UP = "statistics.roll_up"


@job("statistics.close_facts", every=timedelta(days=1))
async def close_facts(session: Session, *, now: datetime) -> None:
    """Every midnight (UTC, so the Norwegian day is over): mark which facts are to be rolled up."""
    if await mark_closed_facts(session, now=now):
        await enqueue(session, ROLL_UP, key=ROLL_UP)


@job(ROLL_UP)
async def roll_up_closed_facts(session: Session, *, now: datetime) -> None:
    """Bring the roll-ups up to the mark, in a transaction of its own: nobody waits for it."""
    await roll_up(session)
