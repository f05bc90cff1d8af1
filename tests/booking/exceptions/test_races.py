"""An exception in the same instant as a yes, a second click, a colleague, a second officer: the database decides."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from booking.exceptions.checking import decide_check
from booking.exceptions.commands import (
    complete_exception,
    order_with_exception,
    record_afterwards,
    state_exception,
)
from booking.exceptions.rules.statement import Statement
from booking.offers.commands import accept_offer
from booking.sending.commands import send_request
from tests.booking.test_races import data as data
from tests.builders.answers import open_offer, value
from tests.builders.attempts import outcome
from tests.builders.bodies import a_body, a_booker, an_officer
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.statements import a_statement
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.database import Database

pytestmark = pytest.mark.race
MANY = 12


async def test_a_yes_and_an_exception_in_the_same_instant_are_never_both(data: Database) -> None:
    """Either the interpreter has it and the body is told, or the body has somebody and the interpreter is told."""
    async with data.writing() as session:
        body = await a_body(session)
        asked = []
        for n in range(MANY):
            tolk = await an_interpreter(session, hours=True)
            draft = a_draft(
                "15:00", "16:00", preferred_numbers=(tolk.number,), day=MONDAY + timedelta(days=n)
            )
            number = await send_request(session, body.booker, draft, key=f"k{n}", now=NOW)
            asked.append((number, tolk, await open_offer(session, number, tolk.id)))
    both = []
    for n, (number, tolk, offer) in enumerate(asked):
        both += [
            outcome(data, accept_offer, tolk.actor, offer, declaration=True),
            outcome(data, state_exception, body.booker, number, a_statement(), key=f"e{n}"),
        ]
    results = await asyncio.gather(*both)
    for said_yes, stated in zip(results[::2], results[1::2], strict=True):
        assert sorted([said_yes == "ok", stated == "ok"]) == [False, True], (said_yes, stated)
    async with data.reading() as session:
        assert await value(session, "SELECT count(*) FROM offer WHERE state = 'open'") == 0
        two_people = """SELECT count(*) FROM booked b JOIN assignment a ON a.id = b.assignment_id
                         WHERE a.exception_id IS NOT NULL"""
        assert await value(session, two_people) == 0


async def test_many_clicks_on_one_button_are_one_order(data: Database) -> None:
    """Failure mode 5."""
    async with data.writing() as session:
        body = await a_body(session)
    draft, statement = a_draft("15:00", "16:00"), a_statement()
    clicks = [
        outcome(data, order_with_exception, body.booker, draft, statement, key="one") for _ in range(MANY)
    ]
    assert Counter(await asyncio.gather(*clicks)) == {"ok": MANY}
    async with data.reading() as session:
        assert await value(session, "SELECT count(*) FROM assignment") == 1
        assert await value(session, "SELECT count(*) FROM exception_version") == 1


async def test_two_colleagues_on_one_order_make_one_exception(data: Database) -> None:
    async with data.writing() as session:
        body = await a_body(session)
        colleagues = [await a_booker(session, body.organisation_id, body.unit_id) for _ in range(MANY)]
        number = await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    results = await asyncio.gather(
        *(outcome(data, state_exception, each, number, a_statement(), key="e") for each in colleagues)
    )
    assert Counter(results) == {"ok": 1, "has_an_interpreter": MANY - 1}
    async with data.reading() as session:
        assert await value(session, "SELECT count(*) FROM exception_use") == 1


async def test_the_rest_is_stated_once_and_a_claim_decided_once(data: Database) -> None:
    async with data.writing() as session:
        body = await a_body(session)
        officers = [await an_officer(session) for _ in range(MANY)]
        done = oslo(MONDAY, "12:00")
        number = await record_afterwards(
            session, body.booker, a_draft(), Statement("emergency", "Vakthavende lege"), key="a", now=done
        )
        exception = int(await value(session, "SELECT id FROM exception_use"))
    rest = a_statement(claim="unlisted", proof="Bachelor i tolking, OsloMet 2022")
    stated = await asyncio.gather(
        *(outcome(data, complete_exception, body.booker, number, rest, key=f"c{n}") for n in range(MANY))
    )
    assert Counter(stated) == {"ok": 1, "nothing_left_to_state": MANY - 1}
    why = "Vitnemålet er kontrollert mot Vitnemålsportalen."
    decided = await asyncio.gather(
        *(outcome(data, decide_check, each, exception, is_qualified=n % 2 == 0, why=why)
          for n, each in enumerate(officers))
    )  # fmt: skip
    assert Counter(decided) == {"ok": 1, "already_decided": MANY - 1}
    async with data.reading() as session:
        assert await value(session, "SELECT sum(weight) FROM assignment_fact") == 1
        assert await value(session, "SELECT count(*) FROM assignment_fact") == 5
