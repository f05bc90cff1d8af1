"""A worker process that is killed outright: nothing half done stays, and another does the work."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from sqlalchemy import text

from tests.builders.answers import value
from tests.faults.slow_worker import JOB
from tests.fixtures.mail_server import MailServer
from tolkeregister.core.clock import utc_now
from tolkeregister.core.database import Database
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.worker import Worker
from tolkeregister.core.mail.outbox import Message, queue_mail

STEPS = "SELECT coalesce(array_agg(name ORDER BY name), '{}') FROM process_seen WHERE name LIKE '%step'"
LEASED = "SELECT count(*) FROM job WHERE leased_until > now()"


@asynccontextmanager
async def worker_process(database_url: str, smtp_port: int = 1) -> AsyncIterator[Process]:
    """The worker in a process of its own; killed at the end if it still lives."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.slow_worker", database_url, str(smtp_port), stdout=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def until(holds: Callable[[], Awaitable[object]]) -> None:
    """Wait until something holds, at most twenty seconds."""
    async with asyncio.timeout(20):
        while not await holds():  # noqa: ASYNC110  (what is waited for happens in another process)
            await asyncio.sleep(0.05)


async def forget_leases(database: Database) -> None:
    """The minute passes after which a silent worker is taken for dead."""
    async with database.writing() as session:
        await session.execute(text("UPDATE job SET leased_until = now() - interval '1 second'"))


async def asked(database: Database, sql: str) -> object:
    """One value, as another connection sees it."""
    async with database.reading() as session:
        return await value(session, sql)


async def test_a_job_killed_in_the_middle_leaves_nothing_and_is_done_by_another(
    own_database: Database, own_database_url: str
) -> None:
    async with own_database.writing() as session:
        await enqueue(session, JOB)
    async with worker_process(own_database_url) as process:
        assert process.stdout is not None
        async with asyncio.timeout(20):
            assert await process.stdout.readuntil(b"in the middle")
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    assert await asked(own_database, STEPS) == [], "the first step went with its transaction"
    assert await asked(own_database, LEASED) == 1, "the job is still the dead one's"
    assert await Worker(own_database).run_due() == 0
    await forget_leases(own_database)
    assert await Worker(own_database).run_due() == 1
    assert await asked(own_database, STEPS) == ["first step", "second step"]
    assert await asked(own_database, "SELECT count(*) FROM job") == 0


async def test_a_worker_killed_between_sending_and_marking_sends_again_under_the_same_message_id(
    own_database: Database, own_database_url: str, post_office: MailServer
) -> None:
    letter = Message("request_sent", "kari@fjordvik.example", "request_sent:26-1:", "assignment", "26-1", {})
    async with own_database.writing() as session:
        await queue_mail(session, letter, now=utc_now())
    async with worker_process(own_database_url, post_office.port) as process:
        post_office.on_received = lambda: os.kill(process.pid, signal.SIGKILL)  # before our yes can be heard
        await process.wait()
    post_office.on_received = lambda: None
    assert len(post_office.received) == 1
    assert await asked(own_database, "SELECT state FROM mail_message") == "queued", "nobody marked it"
    await until(lambda: asked(own_database, "SELECT count(*) = 1 FROM job"))
    await forget_leases(own_database)
    await Worker(own_database).run_due()
    assert await asked(own_database, "SELECT state FROM mail_message") == "sent"
    first, second = post_office.received
    assert (
        first["Message-ID"]
        == second["Message-ID"]
        == await asked(own_database, "SELECT message_id FROM mail_message")
    )
