"""The worker: takes due jobs, runs each in a transaction of its own, and survives being killed in the middle.

A job is leased while it runs. If the worker dies, the lease runs out and another takes the job; an attempt counts when
the job is taken, so a job that kills its worker is parked after some attempts instead of looping for ever. Handlers
must therefore be safe to run twice.
"""

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import structlog
from sqlalchemy import text

from tolkeregister.core.clock import Clock, utc_now
from tolkeregister.core.database import Database
from tolkeregister.core.jobs.queue import CHANNEL
from tolkeregister.core.jobs.registry import JOBS, TIMETABLE
from tolkeregister.core.jobs.rules import MAX_ATTEMPTS, wait_after

log = structlog.get_logger()
LEASE = timedelta(seconds=60)
SEEN_EVERY = 10  # seconds between signs of life
POLL = 1.0  # seconds between looks at the table when no notification wakes us

_PARK = text(
    """
    UPDATE job SET parked_at = now(), leased_until = NULL, last_error = coalesce(last_error, 'worker died')
    WHERE attempts >= :most AND leased_until < now() AND parked_at IS NULL
    """
)
_TAKE = text(
    """
    UPDATE job SET attempts = attempts + 1, leased_until = now() + :lease
    WHERE id IN (
        SELECT id FROM job
        WHERE parked_at IS NULL AND run_at <= :now AND (leased_until IS NULL OR leased_until < now())
        ORDER BY run_at, id LIMIT :most FOR UPDATE SKIP LOCKED
    )
    RETURNING id, name, args, attempts
    """
)
_RENEW = text("UPDATE job SET leased_until = now() + :lease WHERE id = :id")
_DONE = text("DELETE FROM job WHERE id = :id")
_DROP_IF_TWIN_WAITS = text(
    """
    DELETE FROM job j WHERE id = :id AND dedupe_key IS NOT NULL AND EXISTS (
        SELECT FROM job t WHERE t.dedupe_key = j.dedupe_key AND t.id <> j.id
        AND t.leased_until IS NULL AND t.parked_at IS NULL)
    """
)
_RETRY = text(
    "UPDATE job SET leased_until = NULL, run_at = now() + :wait, last_error = :error WHERE id = :id"
)
_GIVE_UP = text("UPDATE job SET leased_until = NULL, parked_at = now(), last_error = :error WHERE id = :id")
_TICK = text(
    """
    INSERT INTO job (name, args, run_at, dedupe_key) VALUES (:name, '{}', :at, :key) ON CONFLICT DO NOTHING
    """
)
_SEEN = text(
    """
    INSERT INTO process_seen (name, seen_at) VALUES ('worker', :now)
    ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at
    """
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A job this worker holds the lease of."""

    id: int
    name: str
    args: dict[str, Any]
    attempts: int


class Worker:
    """Runs jobs until told to stop; a job in hand is finished first."""

    def __init__(self, database: Database, *, clock: Clock = utc_now, side: int = 4) -> None:
        self.database, self.clock, self.side = database, clock, side
        self.stopping = asyncio.Event()
        self.wake = asyncio.Event()
        self._ticked: dict[str, int] = {}

    async def run_due(self) -> int:
        """Run every job that is due now, also those they cause; returns how many ran."""
        ran = 0
        while taken := await self._take():
            await asyncio.gather(*(self._run(job) for job in taken))
            ran += len(taken)
        return ran

    async def run(self, database_url: str) -> None:
        """Work until `stopping` is set, woken by notifications and once a second."""
        listening = asyncio.create_task(self._listen(database_url))
        try:
            while not self.stopping.is_set():
                self.wake.clear()
                try:
                    await self._tick()
                    await self.run_due()
                except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
                    log.warning("worker.database_gone", error=type(problem).__name__)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.wake.wait(), POLL)
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    def stop(self) -> None:
        """Finish what is in hand and return from `run`."""
        self.stopping.set()
        self.wake.set()

    async def _take(self) -> list[Taken]:
        async with self.database.writing() as session:
            await session.execute(_PARK, {"most": MAX_ATTEMPTS})
            rows = await session.execute(_TAKE, {"lease": LEASE, "most": self.side, "now": self.clock()})
            return [Taken(row.id, row.name, row.args, row.attempts) for row in rows]

    async def _run(self, job: Taken) -> None:
        renewing = asyncio.create_task(self._renew(job))
        try:
            async with self.database.writing() as session:
                await JOBS[job.name](session, now=self.clock(), **job.args)
                await session.execute(_DONE, {"id": job.id})
        except (
            Exception
        ) as problem:  # a job may fail in any way; it is kept, with the reason, and tried again
            log.warning("job.failed", job=job.name, attempt=job.attempts, error=type(problem).__name__)
            await self._failed(job, problem)
        else:
            log.info("job.done", job=job.name)
        finally:
            renewing.cancel()

    async def _failed(self, job: Taken, problem: Exception) -> None:
        wait = wait_after(job.attempts, random.random())
        error = f"{type(problem).__name__}: {problem}"[:500]
        async with self.database.writing() as session:
            if wait is None:
                await session.execute(_GIVE_UP, {"id": job.id, "error": error})
                return
            await session.execute(_DROP_IF_TWIN_WAITS, {"id": job.id})
            await session.execute(_RETRY, {"id": job.id, "wait": wait, "error": error})

    async def _renew(self, job: Taken) -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            with suppress(Exception):  # losing one renewal is harmless, the next follows
                async with self.database.writing() as session:
                    await session.execute(_RENEW, {"id": job.id, "lease": LEASE})

    async def _tick(self) -> None:
        """Give a sign of life, and enqueue what the timetable says, once per name and period."""
        now = self.clock()
        if self._ticked.get("seen") != int(now.timestamp() // SEEN_EVERY):
            async with self.database.writing() as session:
                await session.execute(_SEEN, {"now": now})
            self._ticked["seen"] = int(now.timestamp() // SEEN_EVERY)
        for name, every in TIMETABLE.items():
            number = int(now.timestamp() // every.total_seconds())
            if self._ticked.get(name) == number:
                continue
            at = datetime.fromtimestamp(number * every.total_seconds(), UTC)
            async with self.database.writing() as session:
                await session.execute(_TICK, {"name": name, "at": at, "key": f"timetable:{name}"})
            self._ticked[name] = number

    async def _listen(self, database_url: str) -> None:
        while True:
            with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                connection = await asyncpg.connect(database_url)
                try:
                    await connection.add_listener(CHANNEL, lambda *_: self.wake.set())
                    while not connection.is_closed():  # noqa: ASYNC110  (a lost connection tells nobody)
                        await asyncio.sleep(5)
                finally:
                    with suppress(Exception):  # the connection is on its way out
                        await connection.close(timeout=1)
            await asyncio.sleep(1)
