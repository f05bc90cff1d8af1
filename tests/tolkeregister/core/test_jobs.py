"""Jobs leave with the transaction that asked for them, are tried again, and survive a killed worker."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from tests.fixtures.database import count_rows
from tolkeregister.core.database import Database, Session
from tolkeregister.core.jobs import registry
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.rules import MAX_ATTEMPTS, wait_after
from tolkeregister.core.jobs.worker import Worker

DONE: list[int] = []


@pytest.fixture(autouse=True)
def some_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two jobs of the test's own: one that works, one that does not."""

    async def works(session: Session, *, now: datetime, number: int) -> None:
        DONE.append(number)
        await session.execute(
            text("INSERT INTO process_seen (name, seen_at) VALUES (:n, now())"), {"n": f"j{number}"}
        )

    async def fails(session: Session, *, now: datetime) -> None:
        await session.execute(text("INSERT INTO process_seen (name, seen_at) VALUES ('half', now())"))
        raise RuntimeError("no luck")

    monkeypatch.setitem(registry.JOBS, "test.works", works)
    monkeypatch.setitem(registry.JOBS, "test.fails", fails)
    DONE.clear()


async def test_a_job_of_a_rolled_back_transaction_never_was(own_database: Database) -> None:
    with suppress(RuntimeError):
        async with own_database.writing() as session:
            await enqueue(session, "test.works", number=1)
            raise RuntimeError
    assert await Worker(own_database).run_due() == 0


async def test_a_job_runs_once_and_is_gone(own_database: Database) -> None:
    async with own_database.writing() as session:
        await enqueue(session, "test.works", number=1)
    assert await Worker(own_database).run_due() == 1
    assert DONE == [1]
    async with own_database.reading() as session:
        assert await count_rows(session, "job") == 0


async def test_the_same_key_waits_only_once(own_database: Database) -> None:
    async with own_database.writing() as session:
        assert await enqueue(session, "test.works", key="k", number=1) is not None
        assert await enqueue(session, "test.works", key="k", number=2) is None


async def test_a_failed_job_leaves_nothing_half_done_and_waits(own_database: Database) -> None:
    async with own_database.writing() as session:
        await enqueue(session, "test.fails")
    await Worker(own_database).run_due()
    async with own_database.reading() as session:
        row = (
            await session.execute(text("SELECT attempts, last_error, run_at > now() AS later FROM job"))
        ).one()
        assert (row.attempts, row.last_error, row.later) == (1, "RuntimeError: no luck", True)
        assert await count_rows(session, "process_seen") == 0


async def test_a_failing_job_is_parked_in_the_end(own_database: Database) -> None:
    async with own_database.writing() as session:
        await enqueue(session, "test.fails")
    for _ in range(MAX_ATTEMPTS):
        async with own_database.writing() as session:
            await session.execute(text("UPDATE job SET run_at = now() - interval '1 second'"))
        await Worker(own_database).run_due()
    async with own_database.reading() as session:
        row = (await session.execute(text("SELECT attempts, parked_at IS NOT NULL AS parked FROM job"))).one()
        assert (row.attempts, row.parked) == (MAX_ATTEMPTS, True)


async def test_a_job_whose_worker_was_killed_is_taken_again(own_database: Database) -> None:
    """Failure mode: worker killed mid-job. The lease runs out, the attempt has been counted."""
    async with own_database.writing() as session:
        await enqueue(session, "test.works", number=7)
    killed = Worker(own_database)
    assert len(await killed._take()) == 1  # and then nothing more is heard of it
    assert await Worker(own_database).run_due() == 0, "the lease still holds"
    async with own_database.writing() as session:
        await session.execute(text("UPDATE job SET leased_until = now() - interval '1 second'"))
    assert await Worker(own_database).run_due() == 1
    assert DONE == [7]


async def test_two_workers_share_the_work_and_no_job_runs_twice(own_database: Database) -> None:
    async with own_database.writing() as session:
        for number in range(40):
            await enqueue(session, "test.works", number=number)
    await asyncio.gather(Worker(own_database).run_due(), Worker(own_database).run_due())
    assert sorted(DONE) == list(range(40))


async def test_a_job_for_later_waits_for_its_time(own_database: Database) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    async with own_database.writing() as session:
        await enqueue(session, "test.works", run_at=later, number=1)
    assert await Worker(own_database).run_due() == 0
    assert await Worker(own_database, clock=lambda: later).run_due() == 1


@pytest.mark.parametrize("attempts", range(1, MAX_ATTEMPTS))
def test_pauses_grow_and_stay_within_a_quarter_of_an_hour(attempts: int) -> None:
    pause = wait_after(attempts, 0.5)
    assert pause is not None
    assert timedelta(seconds=1) <= pause <= timedelta(minutes=15)
    before = wait_after(attempts - 1, 0.5)
    assert before is not None
    assert pause >= before


def test_the_last_attempt_is_the_last() -> None:
    assert wait_after(MAX_ATTEMPTS, 0.5) is None
