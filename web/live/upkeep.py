"""What the rooms need done every few seconds, by whichever process comes first: leases that ran out, signals nobody
fetched, badges that were last read some time ago."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import structlog
from sqlalchemy import text

from booking.rooms.badge import look_at_old_badges
from booking.rooms.presence import lapse, sweep_signals
from tolkeregister.core.clock import Clock
from tolkeregister.core.database import Database, Session
from web.errors import is_outage

EVERY = 5.0  # seconds
SIGNALS_LIVE = timedelta(minutes=2)
BADGES_LIVE = timedelta(seconds=30)
LOCK = 6_031_000  # the first of as many advisory locks as there are chores

_LOCK = text("SELECT pg_try_advisory_xact_lock(:key)")

log = structlog.get_logger()


async def _lapse(session: Session, now: datetime) -> None:
    await lapse(session, now=now)


async def _sweep(session: Session, now: datetime) -> None:
    await sweep_signals(session, before=now - SIGNALS_LIVE)


async def _look(session: Session, now: datetime) -> None:
    await look_at_old_badges(session, before=now - BADGES_LIVE, now=now)


CHORES: tuple[Callable[[Session, datetime], Awaitable[None]], ...] = (_lapse, _sweep, _look)


async def do_chores(database: Database, *, now: datetime) -> None:
    """Each in a transaction of its own, unless another process is at it. One that fails stops none of the others."""
    for number, chore in enumerate(CHORES):
        try:
            async with database.writing() as session:
                if (await session.execute(_LOCK, {"key": LOCK + number})).scalar_one():
                    await chore(session, now)
        except Exception as error:
            why = None if is_outage(error) else error
            log.warning("rooms.chore_failed", chore=chore.__name__, error=type(error).__name__, exc_info=why)


@asynccontextmanager
async def upkeep(database: Database, clock: Clock) -> AsyncIterator[None]:
    """Do the chores from now until the end of the block."""

    async def always() -> None:
        while True:
            await asyncio.sleep(EVERY)
            await do_chores(database, now=clock())

    doing = asyncio.create_task(always())
    try:
        yield
    finally:
        doing.cancel()
        with suppress(asyncio.CancelledError):
            await doing
