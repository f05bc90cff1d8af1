"""Messages to a real receiver: signed, tried again, given up, sent again, and harmless twice or in reverse order."""

import base64
import hmac
import json
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

import web.jobs
from tests.builders.interpreters import an_interpreter
from tests.fixtures.app import FixedClock
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Database, Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed
from tolkeregister.core.jobs.worker import Worker
from tolkeregister.core.settings import Settings
from tolkeregister.entries.commands import CategorySpan, set_category
from tolkeregister.feed.publishing import publish_changes
from tolkeregister.feed.receivers import (
    change_secret,
    end_system,
    known_systems,
    register_system,
    send_again,
    sent_messages,
    shown_secret,
)
from web import outgoing_webhooks

assert web.jobs
ADMINISTRATOR = Actor(roles=frozenset({Role.ADMINISTRATOR}))
OFFICER = Actor(roles=frozenset({Role.OFFICER}))


@dataclass
class Receiver:
    """A server of somebody else's: keeps what arrives, and answers with what it is told to."""

    answers: list[int] = field(default_factory=list)
    arrived: list[tuple[dict[str, str], str]] = field(default_factory=list)
    url: str = ""

    def listed(self, order: list[int]) -> dict[str, str]:
        """What a careful system knows after reading what arrived in this order: the highest sequence wins."""
        sequences: dict[str, int] = {}
        known: dict[str, str] = {}
        for at in order:
            data = json.loads(self.arrived[at][1])["data"]
            number = data["nummer"]
            if data["sekvens"] > sequences.get(number, 0):
                sequences[number] = data["sekvens"]
                known[number] = data["kategori"]
        return known


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            made.arrived.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(made.answers.pop(0) if made.answers else 204)
            self.send_header("location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/inn"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()


@pytest_asyncio.fixture
async def worker(
    database: Database, clock: FixedClock, settings: Settings, session: Session
) -> AsyncIterator[Worker]:
    outgoing_webhooks.use_outside(settings)
    await session.execute(text("DELETE FROM job"))
    await session.commit()
    yield Worker(database, clock=clock, side=1)


async def register(session: Session, receiver: Receiver, now: datetime) -> int:
    return await register_system(
        session, ADMINISTRATOR, "Fagsystemet", receiver.url, plain_allowed=True, now=now
    )


async def change(session: Session, entry: int, category: str, now: datetime) -> None:
    await set_category(session, entry, [CategorySpan(category, now, None, "t")], now=now)
    await publish_changes(session, now=now)
    await session.commit()


async def run(worker: Worker, session: Session, clock: FixedClock, pause: timedelta = timedelta(0)) -> None:
    """Let time pass, wake what is due and work."""
    clock.forward(pause)
    await outgoing_webhooks.wake_deliveries(session, now=clock())
    await session.execute(text("UPDATE job SET run_at = :now"), {"now": clock()})
    await session.commit()
    await worker.run_due()


def verified(secret: str, headers: dict[str, str], body: str) -> bool:
    """As a receiver's library does it (Standard Webhooks)."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    expected = "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    return expected in headers["webhook-signature"].split(" ")


async def test_a_change_is_told_once_signed_and_numbered(
    session: Session, worker: Worker, clock: FixedClock, receiver: Receiver, settings: Settings
) -> None:
    one = await an_interpreter(session, category="C")
    await publish_changes(session, now=clock())
    await register(session, receiver, clock())
    await change(session, one.entry_id, "B", clock())
    await run(worker, session, clock)
    await run(worker, session, clock)
    [(headers, body)] = receiver.arrived
    said = json.loads(body)
    assert said["type"] == "oppforing.endret"
    assert said["data"] == {"lopenummer": 2, "nummer": one.number, "sprak": "ar", "type": "tale", "sekvens": 2,
                            "gyldig": True, "kategori": "B"}  # fmt: skip
    [system] = await known_systems(session, OFFICER)
    secret = shown_secret(settings.secret_key, system)
    assert verified(secret, headers, body)
    assert not verified(secret, headers, body.replace('"B"', '"A"'))
    assert (system.delivered, system.waiting) == (1, 0)


async def test_messages_delivered_twice_and_in_reverse_do_no_harm(
    session: Session, worker: Worker, clock: FixedClock, receiver: Receiver
) -> None:
    one = await an_interpreter(session, category="E")
    await publish_changes(session, now=clock())
    system = await register(session, receiver, clock())
    for category in "DCB":
        clock.forward(timedelta(seconds=1))
        await change(session, one.entry_id, category, clock())
    await run(worker, session, clock)
    for each in await sent_messages(session, OFFICER, system):
        await send_again(session, OFFICER, system, each.id, now=clock())
    await session.commit()
    await run(worker, session, clock)
    assert len(receiver.arrived) == 6
    ids = [headers["webhook-id"] for headers, _ in receiver.arrived]
    assert ids[:3] == ids[3:]
    assert len({(headers["webhook-id"], body) for headers, body in receiver.arrived}) == 3
    for order in ([0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [2, 0, 2, 1, 5]):
        assert receiver.listed(order) == {one.number: "B"}


async def test_a_receiver_that_is_down_is_tried_again_given_up_and_can_be_told_later(
    session: Session, worker: Worker, clock: FixedClock, receiver: Receiver
) -> None:
    one = await an_interpreter(session, category="E")
    await publish_changes(session, now=clock())
    system = await register(session, receiver, clock())
    receiver.answers = [500, 302, 404, 503, 500, 500, 500, 410]
    await change(session, one.entry_id, "A", clock())
    await run(worker, session, clock)
    for _ in range(7):
        await run(worker, session, clock, timedelta(hours=21))
    [message] = await sent_messages(session, OFFICER, system)
    assert (message.state, message.attempts, message.last_error) == ("dead", 8, "HTTP 410")
    assert len(receiver.arrived) == 8
    await run(worker, session, clock, timedelta(days=9))
    assert len(receiver.arrived) == 8
    await send_again(session, OFFICER, system, None, now=clock())
    await session.commit()
    await run(worker, session, clock)
    [message] = await sent_messages(session, OFFICER, system)
    assert (message.state, message.last_status) == ("delivered", 204)


async def test_one_message_that_is_refused_does_not_stop_the_others(
    session: Session, worker: Worker, clock: FixedClock, receiver: Receiver
) -> None:
    one, two = await an_interpreter(session), await an_interpreter(session)
    await publish_changes(session, now=clock())
    system = await register(session, receiver, clock())
    receiver.answers = [400, 400]
    await change(session, one.entry_id, "B", clock())
    await change(session, two.entry_id, "B", clock())
    await run(worker, session, clock)
    await run(worker, session, clock, timedelta(minutes=1))
    await run(worker, session, clock, timedelta(minutes=1))
    assert {each.state for each in await sent_messages(session, OFFICER, system)} == {"waiting", "delivered"}


async def test_a_changed_secret_signs_beside_the_former_one_for_a_day(
    session: Session, worker: Worker, clock: FixedClock, receiver: Receiver, settings: Settings
) -> None:
    one = await an_interpreter(session)
    await publish_changes(session, now=clock())
    system = await register(session, receiver, clock())
    before = shown_secret(settings.secret_key, (await known_systems(session, OFFICER))[0])
    await change_secret(session, ADMINISTRATOR, system, now=clock())
    after = shown_secret(settings.secret_key, (await known_systems(session, OFFICER))[0])
    await change(session, one.entry_id, "B", clock())
    await run(worker, session, clock)
    clock.forward(timedelta(days=2))
    await change(session, one.entry_id, "C", clock())
    await run(worker, session, clock)
    first, second = receiver.arrived
    assert [verified(each, *first) for each in (before, after)] == [True, True]
    assert [verified(each, *second) for each in (before, after)] == [False, True]


async def test_an_ended_system_is_told_nothing_more(
    session: Session, worker: Worker, clock: FixedClock, receiver: Receiver
) -> None:
    one = await an_interpreter(session)
    await publish_changes(session, now=clock())
    system = await register(session, receiver, clock())
    await change(session, one.entry_id, "B", clock())
    await end_system(session, ADMINISTRATOR, system, now=clock())
    await change(session, one.entry_id, "C", clock())
    await run(worker, session, clock)
    assert receiver.arrived == []
    with pytest.raises(Conflict, match="webhook_ended"):
        await send_again(session, OFFICER, system, None, now=clock())


async def test_outside_demo_and_tests_no_neighbour_is_told(
    session: Session, worker: Worker, clock: FixedClock, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads inside is refused when the message is sent: what it leads to may change after registration."""
    one = await an_interpreter(session)
    await publish_changes(session, now=clock())
    system = await register(session, receiver, clock())
    monkeypatch.setattr(outgoing_webhooks._outside, "private_allowed", False)
    await change(session, one.entry_id, "B", clock())
    await run(worker, session, clock)
    assert receiver.arrived == []
    [message] = await sent_messages(session, OFFICER, system)
    assert message.last_error == "webhook_private_address"


async def test_only_administrators_register_systems_and_only_by_https(session: Session) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with pytest.raises(NotAllowed):
        await register_system(session, OFFICER, "Fag", "https://fag.example/", plain_allowed=False, now=now)
    with pytest.raises(Invalid, match="webhook_needs_https"):
        await register_system(
            session, ADMINISTRATOR, "Fag", "http://fag.example/", plain_allowed=False, now=now
        )
