"""A mail server that is down never stops a booking, and nobody gets a message twice."""

import asyncio
import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from litestar import Litestar
from sqlalchemy import text

from booking.sending.commands import send_request
from tests.builders.answers import value
from tests.builders.bodies import a_body
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tests.fixtures.mail_server import FAULTS, FORGETTING, HANGING, WORKING, MailServer
from tolkeregister.core.database import Database
from tolkeregister.core.jobs.rules import MAX_ATTEMPTS
from tolkeregister.core.jobs.worker import Worker
from tolkeregister.core.mail.outbox import Message, queue_mail

MAIL = text("SELECT state, attempts, last_error, message_id FROM mail_message ORDER BY id")
WAITS = text(
    "SELECT extract(epoch FROM run_at - :now) FROM job WHERE name = 'mail.send' AND leased_until IS NULL"
)
PATIENCE = 10  # seconds; each step may take 0.4 here
LETTER = Message("request_sent", "kari@fjordvik.example", "request_sent:26-1:", "assignment", "26-1", {})


async def work(database: Database) -> None:
    """The worker does everything that is due, at the time of the tests; being held up is a failure, not a wait."""
    try:
        async with asyncio.timeout(PATIENCE):
            await Worker(database, clock=lambda: NOW).run_due()
    except TimeoutError:
        pytest.fail(f"the worker was held up for {PATIENCE} seconds: a step without a time limit")


async def come_due(database: Database) -> None:
    """Time passes until the next attempt."""
    async with database.writing() as session:
        await session.execute(text("UPDATE job SET run_at = :now WHERE name = 'mail.send'"), {"now": NOW})


async def queue(database: Database, message: Message = LETTER) -> None:
    """Put one message in the outbox, due at the time of the tests."""
    async with database.writing() as session:
        await queue_mail(session, message, now=NOW)
    await come_due(database)


async def outbox(database: Database) -> list[Any]:
    """Every message as staff can see it."""
    async with database.reading() as session:
        return list((await session.execute(MAIL)).all())


async def waits(database: Database) -> list[float]:
    """Seconds until each waiting attempt."""
    async with database.reading() as session:
        return [float(each) for each in (await session.execute(WAITS, {"now": NOW})).scalars()]


async def test_a_booking_is_answered_without_a_word_to_a_silent_mail_server(
    own_database: Database, post_office: MailServer
) -> None:
    post_office.behaviour = HANGING
    async with own_database.writing() as session:
        body, _ = await a_body(session), await an_interpreter(session, hours=True)
    async with own_database.writing() as session:
        number = await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    assert number.startswith("26-")
    assert post_office.connections == 0, "the outbox was filled, nobody was called"
    assert {each.state for each in await outbox(own_database)} == {"queued"}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_is_noted_tried_again_later_and_then_delivered_once(
    own_database: Database, post_office: MailServer, fault: str
) -> None:
    post_office.behaviour = fault
    await queue(own_database)
    await work(own_database)
    (mail,) = await outbox(own_database)
    assert (mail.state, mail.attempts) == ("queued", 1)
    assert mail.last_error, "staff can see why"
    assert post_office.received == []
    (first,) = await waits(own_database)
    assert 1 <= first <= 2.5
    await come_due(own_database)
    await work(own_database)
    (second,) = await waits(own_database)
    assert 3 <= second <= 5, "the pauses grow"
    post_office.behaviour = WORKING
    await come_due(own_database)
    await work(own_database)
    (mail,) = await outbox(own_database)
    assert (mail.state, mail.attempts, mail.last_error) == ("sent", 3, None)
    assert len(post_office.sent_to(LETTER.recipient)) == 1
    assert await waits(own_database) == []


async def test_the_same_event_reaches_a_recipient_once_however_often_it_is_said(
    own_database: Database, post_office: MailServer
) -> None:
    for _ in range(3):
        await queue(own_database)
        await work(own_database)
    async with own_database.writing() as session:  # and a job that runs twice finds the letter sent
        mail_id = await value(session, "SELECT id FROM mail_message")
        await session.execute(
            text("INSERT INTO job (name, args, run_at) VALUES ('mail.send', CAST(:args AS jsonb), :now)"),
            {"args": json.dumps({"mail_id": mail_id}), "now": NOW},
        )
    await work(own_database)
    assert len(post_office.received) == 1


async def test_two_workers_and_two_jobs_for_one_letter_send_it_once(
    own_database: Database, post_office: MailServer
) -> None:
    await queue(own_database)
    async with own_database.writing() as session:
        await session.execute(text("INSERT INTO job (name, args, run_at) SELECT name, args, run_at FROM job"))
    await asyncio.gather(work(own_database), work(own_database))
    assert len(post_office.received) == 1


async def test_every_letter_has_a_connection_of_its_own(
    own_database: Database, post_office: MailServer
) -> None:
    """One that is kept can hang or give one letter's answer to another; here four are sent at once."""
    for n in range(4):
        await queue(own_database, replace(LETTER, recipient=f"nr{n}@fjordvik.example", event_key=f"k{n}"))
    await work(own_database)
    assert post_office.connections == 4
    assert sorted(str(each["To"]) for each in post_office.received) == [
        f"nr{n}@fjordvik.example" for n in range(4)
    ]


async def test_a_yes_that_never_arrived_gives_a_second_copy_with_the_same_message_id(
    own_database: Database, post_office: MailServer
) -> None:
    """The documented policy: rather twice, and recognisably the same, than never."""
    post_office.behaviour = FORGETTING
    await queue(own_database)
    await work(own_database)
    post_office.behaviour = WORKING
    await come_due(own_database)
    await work(own_database)
    (mail,) = await outbox(own_database)
    assert mail.state == "sent"
    assert Counter(str(each["Message-ID"]) for each in post_office.received) == {mail.message_id: 2}


async def test_after_the_last_attempt_the_letter_is_failed_and_the_health_page_counts_it(
    own_database: Database, post_office: MailServer, shared_app: Litestar, client: httpx2.AsyncClient
) -> None:
    post_office.behaviour = FAULTS[0]
    await queue(own_database)
    for _ in range(MAX_ATTEMPTS + 2):
        await work(own_database)
        await come_due(own_database)
    (mail,) = await outbox(own_database)
    assert (mail.state, mail.attempts) == ("failed", MAX_ATTEMPTS)
    assert await waits(own_database) == [], "and nothing is tried for ever"
    shared_app.state.database = own_database
    assert (await client.get("/helse/klar")).json()["epost_feilet"] == 1


async def test_one_bad_letter_does_not_hold_up_the_others(
    own_database: Database, post_office: MailServer
) -> None:
    async with own_database.writing() as session:
        await queue_mail(session, LETTER, now=NOW - timedelta(days=1))
        await session.execute(text("UPDATE mail_message SET recipient = 'ikke en adresse'"))
    good = Message("request_sent", "ola@fjordvik.example", "request_sent:26-2:", "assignment", "26-2", {})
    await queue(own_database, good)
    await work(own_database)
    assert len(post_office.sent_to("ola@fjordvik.example")) == 1
    bad, sent = await outbox(own_database)
    assert (bad.state, sent.state) == ("queued", "sent")
    assert bad.last_error
