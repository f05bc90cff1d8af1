"""Today and the list: what is shown, narrowed, empty and long, and with how many statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from booking.offers.commands import accept_offer
from tests.builders.answers import open_offer
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.web.pages.body.road import ordered
from tolkeregister.core.database import Session

BUDGET = 14  # statements of one page, session and savepoints included


@contextmanager
def counted(engine: AsyncEngine) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    seen: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        seen.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine.sync_engine, "before_cursor_execute", note)


async def some_orders(session: Session, body: BuiltBody, how_many: int, *, now: datetime) -> None:
    """Accepted ones, an hour each, one day apart, half of them over."""
    interpreter = await an_interpreter(session)
    for n in range(how_many):
        starts_at = now + timedelta(days=n - how_many // 2, hours=1)
        assignment = await an_assignment(session, body, starts_at, starts_at + timedelta(hours=1))
        await accepted_by(session, assignment, interpreter.id, at=now)


async def test_today_is_calm_when_there_is_nothing(session: Session, signed_in: SignIn) -> None:
    page = await (await signed_in((await a_body(session)).booker)).get("/virksomhet")
    assert page.heading == "Bestillinger i dag"
    assert "Ingen avtalte oppdrag framover." in page.text
    assert "Ingen bestillinger venter på svar fra tolker." in page.text
    assert "Venter på svar fra dere" not in page.text
    assert "må bekreftes" not in page.text


async def test_unconfirmed_ones_are_a_count_of_their_own(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    """Decision 6: unconfirmed is no fact and stands beside the share."""
    body = await a_body(session)
    await some_orders(session, body, 20, now=now)
    page = await (await signed_in(body.booker)).get("/virksomhet")
    assert "10 oppdrag må bekreftes" in page.text
    assert "10 ubekreftede oppdrag er ikke med." in page.text
    assert page.link("Se alle som må bekreftes") == "/bestillinger?status=bekreft"


async def a_weighed_order(
    session: Session, browser: Browser, asked: BuiltInterpreter, *, now: datetime, **changes: str
) -> str:
    """An order whose interpreter says yes, but; its number."""
    number = await ordered(browser, **changes)
    offer = await open_offer(session, number, asked.id)
    await accept_offer(session, asked.actor, offer, declaration=True, remark="Vi er naboer", now=now)
    return number


async def test_what_waits_for_the_body_itself_stands_first_and_leads_to_the_answer(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    """Tolkeloven § 16, rule H1: a yes, but is not said to wait for interpreters."""
    body = await a_body(session)
    browser = await signed_in(body.booker)
    number = await a_weighed_order(session, browser, await an_interpreter(session, hours=True), now=now)
    await some_orders(session, body, 12, now=now)  # others both before and after it
    today = await browser.get("/virksomhet")
    assert today.text.index("Venter på svar fra dere (1)") < today.text.index("Tolk er klar (6)")
    assert "Vi spør tolker (0)" in today.text
    everything = await browser.get("/bestillinger")
    first = next(
        a.get("href") for a in everything.all("a") if (a.get("href") or "").startswith("/bestilling/26")
    )
    assert first == f"/bestilling/{number}"
    for page in (today, everything):
        assert "Frist mandag 23. november kl. 12.15" in page.text
        assert page.link("Svar om tolken kan brukes") == f"/bestilling/{number}#vurder"
    assert (await browser.get(f"/bestilling/{number}")).all("div", id="vurder")
    assert "1 bestilling " in (await browser.get("/bestillinger?status=vurder")).text
    assert "Ingen bestillinger passer" in (await browser.get("/bestillinger?status=venter")).text
    for path in ("/nn/virksomhet", "/nn/bestillinger"):
        assert "Ventar på svar frå dykk" in (await browser.get(path)).text


async def test_the_one_with_the_least_time_to_answer_stands_first(
    session: Session, signed_in: SignIn, now: datetime, clock: FixedClock
) -> None:
    """And nothing is asked for once the time to answer is out."""
    browser = await signed_in((await a_body(session)).booker)
    asked = await an_interpreter(session, hours=True)
    later = await a_weighed_order(session, browser, asked, now=now, dato="04.12.2026")  # two hours to answer
    sooner = await a_weighed_order(session, browser, asked, now=now, dato="25.11.2026", fra="14.00")
    page = await browser.get("/bestillinger?status=vurder")
    assert page.text.index(sooner) < page.text.index(later)
    clock.forward(timedelta(minutes=15))
    assert sooner not in (await browser.get("/bestillinger?status=vurder")).text
    said = (await browser.get("/virksomhet")).text
    assert "Venter på svar fra dere (1)" in said
    assert "Vi spør tolker (1)" in said


async def test_the_list_has_an_empty_state(session: Session, signed_in: SignIn) -> None:
    browser = await signed_in((await a_body(session)).booker)
    assert "Du har ingen bestillinger ennå" in (await browser.get("/bestillinger")).text
    assert "Ingen bestillinger passer til valgene" in (await browser.get("/bestillinger?status=venter")).text
    assert "Det er ikke flere bestillinger" in (await browser.get("/bestillinger", side="3")).text


async def test_a_long_list_comes_a_page_at_a_time(session: Session, signed_in: SignIn, now: datetime) -> None:
    body = await a_body(session)
    await some_orders(session, body, 60, now=now)
    browser = await signed_in(body.booker)
    numbers: list[str] = []
    for side in ("1", "2", "3"):
        page = await browser.get("/bestillinger", side=side)
        assert "60 bestillinger" in page.text
        numbers += [
            a.get("href") or "" for a in page.all("a") if (a.get("href") or "").startswith("/bestilling/26-")
        ]
    assert len(numbers) == len(set(numbers)) == 60


@pytest.mark.parametrize("side", ["-1", "0", "x", "9" * 30, "1 OR 1"])
async def test_what_is_no_page_is_the_first_page(session: Session, signed_in: SignIn, side: str) -> None:
    page = await (await signed_in((await a_body(session)).booker)).get("/bestillinger", side=side)
    assert "Du har ingen bestillinger ennå" in page.text


async def test_the_list_is_narrowed_by_status_and_days(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    body = await a_body(session)
    await some_orders(session, body, 6, now=now)
    browser = await signed_in(body.booker)
    assert "3 bestillinger" in (await browser.get("/bestillinger?status=bekreft")).text
    assert "3 bestillinger" in (await browser.get("/bestillinger?status=klar")).text
    days = {"fra": "2026-11-23", "til": "24.11.2026"}
    assert "2 bestillinger" in (await browser.get("/bestillinger", **days)).text


async def test_the_days_are_norwegian(session: Session, signed_in: SignIn, clock: FixedClock) -> None:
    """23.30 UTC on 22 November is half past midnight on the 23rd in Oslo."""
    body = await a_body(session)
    starts_at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    await an_assignment(session, body, starts_at, starts_at + timedelta(minutes=30))
    browser = await signed_in(body.booker)
    assert "1 bestilling" in (await browser.get("/bestillinger", fra="2026-11-23", til="2026-11-23")).text
    assert (
        "Ingen bestillinger" in (await browser.get("/bestillinger", fra="2026-11-22", til="2026-11-22")).text
    )


@pytest.mark.parametrize(
    "query",
    [{"status": "<b>"}, {"fra": "i går"}, {"fra": "2026-11-24", "til": "2026-11-23"}],
)
async def test_a_choice_that_cannot_be_read_is_told(
    session: Session, signed_in: SignIn, query: dict[str, str]
) -> None:
    page = await (await signed_in((await a_body(session)).booker)).get(
        f"/bestillinger?{urlencode(query)}", status=422
    )
    assert page.heading == "Bestillinger"


@pytest.mark.parametrize("path", ["/virksomhet", "/bestillinger"])
async def test_a_page_costs_the_same_few_statements_however_long_the_list_is(
    session: Session, signed_in: SignIn, engine: AsyncEngine, now: datetime, path: str
) -> None:
    body = await a_body(session)
    await some_orders(session, body, 4, now=now)
    browser = await signed_in(body.booker)
    await browser.get(path)
    with counted(engine) as few:
        await browser.get(path)
    await some_orders(session, body, 50, now=now + timedelta(hours=3))
    with counted(engine) as many:
        await browser.get(path)
    assert len(many) == len(few) <= BUDGET, "\n".join(many)
