"""Statistics on the timetable: the roll-ups every night, and a release when a month has closed."""

from datetime import datetime, timedelta

from booking.statistics.commands import mark_closed_facts, roll_up
from booking.statistics.publication import open_release, publish_year, years_to_publish
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job

CLOSE_FACTS = "statistics.close_facts"
ROLL_UP = "statistics.roll_up"
PUBLISH_YEAR = "statistics.publish_year"


@job(CLOSE_FACTS, every=timedelta(days=1))
async def close_facts(session: Session, *, now: datetime) -> None:
    """Every midnight (UTC, so the Norwegian day is over): mark which facts are to be rolled up."""
    if await mark_closed_facts(session, now=now):
        await enqueue(session, ROLL_UP, key=ROLL_UP)


@job(ROLL_UP)
async def roll_up_closed_facts(session: Session, *, now: datetime) -> None:
    """Bring the roll-ups up to the mark, in a transaction of its own: nobody waits for it."""
    await roll_up(session)


@job("statistics.release", every=timedelta(days=1))
async def release(session: Session, *, now: datetime) -> None:
    """Every night: when a month has closed, publish the nation's series and ask for the tables of new half-years."""
    release_id = await open_release(session, now=now)
    if release_id is not None:
        for year in await years_to_publish(session, release_id):
            await enqueue(
                session, PUBLISH_YEAR, key=f"{PUBLISH_YEAR}:{year}", release_id=release_id, year=year
            )


@job(PUBLISH_YEAR)
async def publish_one_year(session: Session, *, now: datetime, release_id: int, year: int) -> None:
    """The tables of one year, in a transaction of its own because the integer programs take their time."""
    await publish_year(session, release_id, year)
