"""Races on the same few rows: everybody gets an answer of the domain, nobody a lock timeout, nothing deadlocks."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from booking.offers.commands import accept_offer
from tests.builders.answers import value
from tests.builders.assignments import an_assignment, an_offer
from tests.builders.bodies import a_body
from tests.builders.interpreters import an_interpreter
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import LOCK_TIMEOUT_MS, Database, make_engine
from tolkeregister.core.errors import DomainError

pytestmark = pytest.mark.race
LATER = NOW + timedelta(hours=2)
LOCK_TIMEOUT, DEADLOCK = "55P03", "40P01"
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


async def outcome(database: Database, actor: Actor, offer: int) -> str:
    """ "ok", the reason of the refusal, or PostgreSQL's code."""
    try:
        async with database.writing() as session:
            await accept_offer(session, actor, offer, declaration=True, now=NOW)
    except DomainError as refused:
        return refused.reasons[0].code
    except DBAPIError as failed:
        return str(getattr(failed.orig, "sqlstate", failed))
    return "ok"


async def test_ten_people_accepting_forty_overlapping_assignments_crosswise_meet_no_lock_timeout(
    own_database: Database,
) -> None:
    async with own_database.writing() as session:
        body = await a_body(session)
        people = [await an_interpreter(session, hours=True) for _ in range(10)]
        attempts = []
        for n in range(40):
            start = oslo(MONDAY, "12:00") + timedelta(minutes=5 * n)
            mode = ("screen", "in_person")[n % 2]
            assignment = await an_assignment(session, body, start, start + timedelta(hours=1), mode=mode)
            for each in people[n % 3 :: 3]:
                offer = await an_offer(session, assignment, each.id, sent_at=NOW, answer_by=LATER)
                attempts.append((each.actor, offer))
        before = await value(session, DEADLOCKS)
    results = await asyncio.gather(*(outcome(own_database, *each) for each in attempts))
    assert set(results) <= {"ok", "taken", "overlap", "travel_time", "not_open"}, Counter(results)
    assert Counter(results)["ok"] >= 10
    async with own_database.reading() as session:
        assert await value(session, DEADLOCKS) == before
        assert await value(session, "SELECT count(*) FROM booked") == Counter(results)["ok"]


async def test_whoever_waits_too_long_for_a_lock_is_told_so_in_time(
    own_database: Database, own_database_url: str
) -> None:
    """The guard itself: without a limit the second one would wait for as long as the first holds the row."""
    engine = make_engine(own_database_url)
    service = Database(engine)
    async with own_database.writing() as session:
        tolk = await an_interpreter(session, hours=True)
    lock = text("SELECT 1 FROM interpreter WHERE id = :id FOR NO KEY UPDATE")
    async with own_database.writing() as holder:
        await holder.execute(lock, {"id": tolk.id})
        async with asyncio.timeout(2 * LOCK_TIMEOUT_MS / 1000), service.open() as waiter:
            with pytest.raises(DBAPIError) as met:
                await waiter.execute(lock, {"id": tolk.id})
    await engine.dispose()
    assert getattr(met.value.orig, "sqlstate", None) == LOCK_TIMEOUT
