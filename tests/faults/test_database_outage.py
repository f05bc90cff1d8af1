"""The database goes away under load and comes back: 503 pages meanwhile, then as before, and nothing half done."""

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import asyncpg
import httpx2
import pytest
from litestar import Litestar
from sqlalchemy.exc import DBAPIError

from benchmarks.served import NeverFull
from booking.sending.commands import send_request
from tests.builders.answers import value
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tests.fixtures.outage import OwnServer, own_server
from tolkeregister.core.database import Database, make_engine

pytestmark = pytest.mark.long

GONE = (DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
PAGES = ("/finn-tolk?sprak=ar", "/finn-tolk?sprak=ar&dato=2026-11-24&fra=10:00&metode=skjerm", "/k/70001",
         "/tolk/70001", "/finn-tolk")  # fmt: skip
HALF_DONE = """SELECT
    (SELECT count(*) FROM request r WHERE NOT EXISTS (SELECT FROM assignment a WHERE a.request_id = r.id))
  + (SELECT count(*) FROM assignment a WHERE NOT EXISTS (SELECT FROM queue_place q WHERE q.assignment_id = a.id))
  + (SELECT count(*) FROM assignment a WHERE NOT EXISTS (SELECT FROM offer f WHERE f.assignment_id = a.id))
  + (SELECT count(*) FROM assignment a WHERE NOT EXISTS (SELECT FROM mail_message m WHERE m.subject_id = a.number))
  + (SELECT count(*) FROM idempotency_key WHERE answer = '{}')
  + (SELECT count(*) FROM mail_message m
      WHERE NOT EXISTS (SELECT FROM job j WHERE (j.args ->> 'mail_id')::int = m.id))"""


class Load:
    """Readers and bookers who never stop."""

    def __init__(self, client: httpx2.AsyncClient, database: Database, body: BuiltBody) -> None:
        self.client, self.database, self.body = client, database, body
        self.answers: list[httpx2.Response] = []
        self.sent: dict[str, str] = {}  # key → number
        self.failed: list[str] = []
        self.stopping = False

    async def read(self, path: str) -> None:
        """Get one page again and again."""
        while not self.stopping:
            self.answers.append(await self.client.get(path))
            await asyncio.sleep(0.02)

    async def book(self, name: str) -> None:
        """Send request after request, each under a key of its own."""
        n = 0
        while not self.stopping:
            n += 1
            await self.send(f"{name} {n}")
            await asyncio.sleep(0.02)

    async def send(self, key: str) -> None:
        """One request."""
        try:
            async with self.database.writing() as session:
                self.sent[key] = await send_request(session, self.body.booker, a_draft(), key=key, now=NOW)
        except GONE:
            self.sent.pop(key, None)  # the commit may have been the part that failed
            self.failed.append(key)

    def statuses(self) -> Counter[int]:
        """What was answered since this was last asked."""
        counted = Counter(each.status_code for each in self.answers)
        self.answers.clear()
        return counted


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, at most twenty seconds."""
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110  (what is waited for happens in another process)
            await asyncio.sleep(0.05)


async def test_an_outage_under_load_is_503_pages_and_then_everything_as_before(
    tmp_path: Path, shared_app: Litestar, client: httpx2.AsyncClient
) -> None:
    async with own_server(tmp_path) as server:
        engine = make_engine(server.database_url)
        database = Database(engine)
        shared_app.state.database = database
        shared_app.state.counters = NeverFull()  # a fast machine asks more often than one browser may
        async with database.writing() as session:
            body = await a_body(session)
            await an_interpreter(session, number="70001", hours=True)
        load = Load(client, database, body)
        try:
            await _down_and_up(server, load)
        finally:
            await engine.dispose()


async def _down_and_up(server: OwnServer, load: Load) -> None:
    async with asyncio.TaskGroup() as group:
        for path in PAGES:
            group.create_task(load.read(path))
        for name in ("a", "b", "c"):
            group.create_task(load.book(name))
        await _seen(load, until_sent=6)
        assert set(load.statuses()) == {200}
        await asyncio.to_thread(server.stop)
        await asyncio.sleep(1)  # those that were on their way, with all they asked for, are answered
        load.statuses()  # and may have either
        await until(lambda: len(load.answers) >= 20)
        _assert_503_pages(load.answers)
        await asyncio.to_thread(server.start)
        await asyncio.sleep(1)  # what began while it was starting is answered
        load.statuses()
        before = len(load.sent)
        await _seen(load, until_sent=before + 6)
        assert set(load.statuses()) == {200}, "no restart of ours was needed"
        load.stopping = True
    await _assert_nothing_half_done(load)


async def _seen(load: Load, *, until_sent: int) -> None:
    await until(lambda: len(load.sent) >= until_sent and len(load.answers) >= 10)


def _assert_503_pages(answers: list[httpx2.Response]) -> None:
    for each in answers:
        assert each.status_code == 503, f"{each.status_code} for {each.url}"
        assert int(each.headers["retry-after"]) > 0
        assert "<h1" in each.text
        assert "</html>" in each.text


async def _assert_nothing_half_done(load: Load) -> None:
    async with load.database.reading() as session:
        assert await value(session, HALF_DONE) == 0
        numbers = set(await value(session, "SELECT array_agg(number) FROM request"))
        assert set(load.sent.values()) <= numbers, "what was said to be sent, is"
    assert load.failed, "otherwise nothing was tried"
    for key in load.failed:
        await load.send(key)
    async with load.database.reading() as session:
        count = await value(session, "SELECT count(*) FROM request")
    assert count == len(load.sent), "sent again under its key, each of them is there once"
