"""Many answers in the same instant, the way they really come: over HTTP, each request a transaction that commits."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import httpx2
import pytest

from tests.builders.answers import mails, value
from tests.builders.assignments import an_assignment, an_offer
from tests.builders.bodies import a_body
from tests.builders.interpreters import an_interpreter
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Database

pytestmark = pytest.mark.race
MANY = 20


@pytest.fixture
def database(own_database: Database) -> Database:
    """The application's own: every request has a connection, and sees what others have committed."""
    return own_database


async def answer_at_once(asked: Sequence[tuple[Browser, int]]) -> list[httpx2.Response]:
    """Everybody has the page of an offer open, and all say yes in the same instant."""
    open_pages = [(browser, f"/min-side/tilbud/{offer}") for browser, offer in asked]
    forms = [(await browser.get(path)).form(action=path) for browser, path in open_pages]
    return await asyncio.gather(
        *(
            browser.client.post(path, data={**form, "habil": "habil"})
            for (browser, path), form in zip(open_pages, forms, strict=True)
        )
    )


def said(answers: Sequence[httpx2.Response], words: str) -> Counter[tuple[int, bool]]:
    """How often each status came, and whether the page had the words."""
    return Counter((answer.status_code, words in answer.text) for answer in answers)


async def test_one_interpreter_who_says_yes_to_twenty_overlapping_offers_has_one(
    database: Database, signed_in: SignIn, now: datetime
) -> None:
    async with database.writing() as session:
        body, tolk = await a_body(session), await an_interpreter(session, hours=True)
        offers = []
        for minutes in range(MANY):  # overlapping, never the same
            start = now + timedelta(days=2, minutes=minutes)
            assignment = await an_assignment(session, body, start, start + timedelta(hours=1))
            offers.append(
                await an_offer(
                    session, assignment, tolk.id, sent_at=now, answer_by=now + timedelta(minutes=15)
                )
            )
    phone = await signed_in(tolk.actor)
    answers = await answer_at_once([(phone, offer) for offer in offers])
    assert said(answers, "Tiden overlapper et annet oppdrag") == {(303, False): 1, (409, True): MANY - 1}
    async with database.reading() as session:
        assert await value(session, "SELECT count(*) FROM booked") == 1
        states = await value(session, "SELECT array_agg(state) FROM offer")
        assert Counter(states) == {"accepted": 1, "open": MANY - 1}, "a refusal undoes all it did"


async def test_twenty_interpreters_who_say_yes_to_one_assignment_are_one_and_nineteen_who_are_told(
    database: Database, signed_in: SignIn, now: datetime
) -> None:
    async with database.writing() as session:
        body = await a_body(session)
        start = now + timedelta(days=2)
        assignment = await an_assignment(session, body, start, start + timedelta(hours=1))
        people = [await an_interpreter(session, hours=True) for _ in range(MANY)]
        answer_by = now + timedelta(minutes=15)
        offers = [
            await an_offer(session, assignment, each.id, sent_at=now, answer_by=answer_by) for each in people
        ]
    phones = [await signed_in(each.actor) for each in people]
    answers = await answer_at_once(list(zip(phones, offers, strict=True)))
    assert said(answers, "Tilbudet gikk til en annen") == {(303, False): 1, (409, True): MANY - 1}
    async with database.reading() as session:
        states = await value(session, "SELECT array_agg(state) FROM offer")
        assert Counter(states) == {"accepted": 1, "taken": MANY - 1}
        assert len(await mails(session, "offer_taken")) == MANY - 1
