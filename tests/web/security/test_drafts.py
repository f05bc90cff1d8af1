"""A form sent after the session had ended comes back to its owner, and to nobody else."""

import re
from datetime import timedelta
from html import unescape

import pytest
from litestar import Litestar
from sqlalchemy import text

from tests.fixtures.app import FixedClock
from tests.fixtures.database import count_rows
from tests.fixtures.provider import SignInProvider
from tests.web.security.browser import Browser
from tests.web.security.people import BOOKER, OFFICER, a_known_officer, signed_in_booker
from tolkeregister.core.actor import Door
from tolkeregister.core.database import Database
from web.security import csrf

FILLED = {"sprak": "ar", "merknad": "Æ \"<b>\" & 'ø'\nny linje", "valg": ["en", "to"]}


def hidden_fields(page: str) -> list[tuple[str, str]]:
    """The form's fields, but for the token."""
    main = page.split("<main")[1]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', main)
    return [(unescape(name), unescape(value)) for name, value in found if not name.startswith("_")]


async def sent_too_late(browser: Browser, real_clock: FixedClock) -> None:
    """The signed-in browser's form, sent after an idle hour."""
    token = await browser.token()
    real_clock.forward(timedelta(hours=1))
    answer = await browser.post("/skjema?retning=inn", {**FILLED, csrf.FIELD: token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/logg-inn?retur=%2Flogg-inn%2Fkladd")


async def test_a_form_sent_too_late_is_shown_after_signing_in_and_can_be_sent(
    browser: Browser, provider: SignInProvider, database: Database, real_clock: FixedClock
) -> None:
    await signed_in_booker(browser, provider, database)
    await sent_too_late(browser, real_clock)
    doors = await browser.get("/logg-inn?retur=%2Flogg-inn%2Fkladd")
    assert "Vi har tatt vare på det du fylte ut" in doors.text
    real_clock.forward(timedelta(hours=-1))  # the provider's clock is the machine's
    answer = await browser.sign_in("virksomhet", None, retur="/logg-inn/kladd")
    assert answer.headers["location"] == "/logg-inn/kladd"
    page = await browser.get("/logg-inn/kladd")
    assert 'action="/skjema?retning=inn"' in page.text
    assert '<dt>merknad</dt><dd class="t-linjer">Æ &#34;&lt;b&gt;&#34;' in page.text, (
        "the owner sees what will be sent"
    )
    fields = hidden_fields(page.text)
    assert sorted(fields) == [
        ("merknad", FILLED["merknad"]), ("sprak", "ar"), ("valg", "en"), ("valg", "to"),
    ]  # fmt: skip
    again = await browser.post("/skjema?retning=inn", {**dict(fields), csrf.FIELD: await browser.token()})
    assert again.status_code == 201


async def test_a_form_from_a_former_session_of_the_same_person_is_shown_at_once(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    """Signed in again in another tab: the first tab's form is old, but it is the same person's."""
    await signed_in_booker(browser, provider, database)
    token = await browser.token()
    await browser.sign_in("virksomhet", None)
    answer = await browser.post("/skjema", {"sprak": "ar", csrf.FIELD: token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/logg-inn/kladd")
    assert hidden_fields((await browser.get("/logg-inn/kladd")).text) == [("sprak", "ar")]


async def test_somebody_else_at_the_same_machine_does_not_see_it(
    browser: Browser, provider: SignInProvider, database: Database, real_clock: FixedClock
) -> None:
    await signed_in_booker(browser, provider, database)
    await sent_too_late(browser, real_clock)
    real_clock.forward(timedelta(hours=-1))
    await a_known_officer(database)
    await browser.sign_in("direktorat", provider.sub(Door.DIRECTORATE, OFFICER))
    page = await browser.get("/logg-inn/kladd")
    assert "Vi har ikke noe skjema å vise" in page.text
    assert "Æ" not in page.text


async def test_the_same_person_in_another_browser_does_not_see_it(
    browser: Browser,
    other_browser: Browser,
    provider: SignInProvider,
    database: Database,
    real_clock: FixedClock,
) -> None:
    await signed_in_booker(browser, provider, database)
    await sent_too_late(browser, real_clock)
    real_clock.forward(timedelta(hours=-1))
    await other_browser.sign_in("virksomhet", provider.sub(Door.PUBLIC_BODY, BOOKER))
    assert "Vi har ikke noe skjema å vise" in (await other_browser.get("/logg-inn/kladd")).text


async def test_it_is_gone_after_an_hour(
    browser: Browser, provider: SignInProvider, database: Database, real_clock: FixedClock
) -> None:
    await signed_in_booker(browser, provider, database)
    token = await browser.token()
    await browser.sign_in("virksomhet", None)
    await browser.post("/skjema", {"sprak": "ar", csrf.FIELD: token})
    for _ in range(2):
        real_clock.forward(timedelta(minutes=30))
        page = await browser.get("/logg-inn/kladd")
    assert "Vi har ikke noe skjema å vise" in page.text


async def test_the_database_holds_nothing_that_can_be_read(
    browser: Browser, provider: SignInProvider, database: Database, real_clock: FixedClock
) -> None:
    await signed_in_booker(browser, provider, database)
    await sent_too_late(browser, real_clock)
    async with database.reading() as session:
        row = (await session.execute(text("SELECT form_draft::text FROM form_draft"))).scalar_one()
    assert "linje" not in row
    assert browser.ours.cookies["kladd"] not in row


@pytest.mark.parametrize("token", ["", "0.1.x.y"])
async def test_another_site_cannot_leave_a_form_for_somebody(
    browser: Browser, provider: SignInProvider, database: Database, real_clock: FixedClock, token: str
) -> None:
    await signed_in_booker(browser, provider, database)
    real_clock.forward(timedelta(hours=1))
    answer = await browser.post("/skjema", {"sprak": "ar", csrf.FIELD: token or await browser.token()})
    assert answer.status_code in (201, 403)
    async with database.reading() as session:
        assert await count_rows(session, "form_draft") == 0


async def test_an_answer_of_the_api_is_never_kept(
    browser: Browser, provider: SignInProvider, database: Database, real_clock: FixedClock
) -> None:
    await signed_in_booker(browser, provider, database)
    token = await browser.token()
    real_clock.forward(timedelta(hours=1))
    answer = await browser.post("/api/v1/noe", headers={"x-csrf-token": token})
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


async def test_files_are_told_to_be_lost(
    browser: Browser, provider: SignInProvider, database: Database, secured: Litestar
) -> None:
    await signed_in_booker(browser, provider, database)
    token = await browser.token()
    await browser.sign_in("virksomhet", None)
    files = {"vedlegg": ("brev.pdf", b"%PDF", "application/pdf")}
    answer = await browser.post("/skjema", {"sprak": "ar", csrf.FIELD: token}, files=files)
    assert answer.status_code == 303
    assert "Filene er ikke tatt vare på" in (await browser.get("/logg-inn/kladd")).text
