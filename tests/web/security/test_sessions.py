"""Sessions: what the cookie is, how long it lasts, and every way in which it ends."""

import asyncio
from datetime import timedelta

import pytest
from litestar import Litestar
from sqlalchemy import text

from tests.fixtures.app import FixedClock
from tests.fixtures.provider import SignInProvider, receiver
from tests.web.security.browser import Browser
from tests.web.security.conftest import browser_on
from tests.web.security.people import BOOKER, OFFICER, a_known_booker, a_known_officer, signed_in_booker
from tolkeregister.core.actor import SYSTEM, Door
from tolkeregister.core.database import Database
from tolkeregister.people.commands import close_account
from web.security.tokens import token_hash


async def test_the_cookie_is_hidden_from_scripts_and_from_other_sites_forms(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await a_known_booker(database)
    answer = await browser.sign_in("virksomhet", provider.sub(Door.PUBLIC_BODY, BOOKER))
    session, attempt = (each.lower() for each in answer.headers.get_list("set-cookie"))
    assert session.startswith("okt=")
    assert {"httponly", "samesite=lax", "path=/"} <= set(session.split("; "))
    assert "domain" not in session
    assert "max-age" not in session, "the cookie ends with the browser"
    assert attempt.startswith("inn=")
    assert "max-age=0" in attempt


async def test_over_tls_the_cookie_is_secure_and_bound_to_this_host(
    over_tls: Litestar, database: Database
) -> None:
    async with browser_on(over_tls) as browser:
        answer = await browser.get("/logg-inn/tolk")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-inn=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


async def test_the_database_knows_only_a_hash_of_the_cookie(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await signed_in_booker(browser, provider, database)
    token = browser.ours.cookies["okt"]
    async with database.reading() as session:
        row = (await session.execute(text("SELECT web_session::text FROM web_session"))).scalar_one()
    assert token not in row
    assert token_hash(token) in row


async def test_a_planted_cookie_is_never_the_one_somebody_is_signed_in_by(
    browser: Browser, other_browser: Browser, provider: SignInProvider, database: Database
) -> None:
    """Session fixation: neither an invented cookie nor a real one of the attacker's survives the victim's sign-in."""
    await a_known_booker(database)
    await a_known_officer(database)
    await other_browser.sign_in("direktorat", provider.sub(Door.DIRECTORATE, OFFICER))
    planted = other_browser.ours.cookies["okt"]
    browser.ours.cookies.set("okt", planted, domain="127.0.0.1", path="/")
    await browser.sign_in("virksomhet", provider.sub(Door.PUBLIC_BODY, BOOKER))
    assert browser.ours.cookies["okt"] != planted
    assert (await other_browser.who())["account"] is None


async def test_a_session_ends_after_an_hour_without_use(
    browser: Browser, provider: SignInProvider, database: Database, real_clock: FixedClock
) -> None:
    await signed_in_booker(browser, provider, database)
    real_clock.forward(timedelta(minutes=59, seconds=59))
    assert (await browser.who())["account"] is not None
    real_clock.forward(timedelta(minutes=60))
    assert (await browser.who())["account"] is None


async def test_a_session_ends_after_ten_hours_however_much_it_is_used(
    browser: Browser, provider: SignInProvider, database: Database, real_clock: FixedClock
) -> None:
    await signed_in_booker(browser, provider, database)
    for _ in range(19):
        real_clock.forward(timedelta(minutes=30))
        assert (await browser.who())["account"] is not None
    real_clock.forward(timedelta(minutes=30))
    assert (await browser.who())["account"] is None


async def test_last_seen_is_written_at_most_once_a_minute(
    browser: Browser, provider: SignInProvider, database: Database, real_clock: FixedClock
) -> None:
    await signed_in_booker(browser, provider, database)

    async def seen() -> object:
        async with database.reading() as session:
            return (await session.execute(text("SELECT seen_at FROM web_session"))).scalar_one()

    first = await seen()
    real_clock.forward(timedelta(seconds=59))
    await browser.who()
    assert await seen() == first
    real_clock.forward(timedelta(seconds=1))
    await browser.who()
    assert await seen() == real_clock()


async def test_staying_signed_in_is_asked_for_by_a_form_of_ours(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await signed_in_booker(browser, provider, database)
    assert (await browser.post("/logg-inn/forleng")).status_code == 403
    token = await browser.token()
    assert (await browser.post("/logg-inn/forleng", headers={"x-csrf-token": token})).status_code == 204


async def test_signing_out_ends_the_session_here_and_at_the_provider(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await signed_in_booker(browser, provider, database)
    kept = browser.ours.cookies["okt"]
    page = await browser.post("/logg-ut")
    assert page.status_code == 200, "a redirect to another site would break form-action 'self'"
    onward = page.headers["refresh"].removeprefix("0; url=")
    assert await browser.at_provider(onward) == f"{provider.settings.base_url}/logget-ut"
    browser.ours.cookies.set("okt", kept, domain="127.0.0.1", path="/")
    assert (await browser.who())["account"] is None, "the old cookie is worth nothing"
    assert "/velg/" in await browser.at_provider(await browser.begin("virksomhet")), "one must choose again"


async def test_signing_out_forgets_the_id_token(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await signed_in_booker(browser, provider, database)
    await browser.post("/logg-ut")
    async with database.reading() as session:
        row = (await session.execute(text("SELECT id_token, ended_at FROM web_session"))).one()
    assert row.id_token is None
    assert row.ended_at is not None


async def test_signing_out_twice_or_never_signed_in_is_no_error(browser: Browser) -> None:
    answer = await browser.post("/logg-ut")
    assert (answer.status_code, answer.headers["location"]) == (303, "/logget-ut")
    assert (await browser.get("/logget-ut")).status_code == 200


async def test_another_sites_form_signs_nobody_out(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await signed_in_booker(browser, provider, database)
    assert (await browser.post("/logg-ut", headers={"sec-fetch-site": "cross-site"})).status_code == 403
    assert (await browser.who())["account"] is not None


async def test_signing_out_elsewhere_ends_our_session_by_back_channel(
    browser: Browser, other_browser: Browser, provider: SignInProvider, database: Database, secured: Litestar
) -> None:
    """The provider itself tells us; another session of the same person goes on."""
    await signed_in_booker(browser, provider, database)
    await other_browser.sign_in("virksomhet", provider.sub(Door.PUBLIC_BODY, BOOKER))
    async with receiver(provider.receiver_port) as received:
        await browser.at_provider(f"{provider.settings.oidc_issuer}/session/end")
        told = await asyncio.wait_for(received.get(), 5)
    assert told.path == "/logg-inn/virksomhet/utlogging"
    async with browser_on(secured, host="192.0.2.9") as provider_server:
        answer = await provider_server.post(told.path, told.form)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        assert (await browser.who())["account"] is None
        assert (await other_browser.who())["account"] is not None
        wrong_door = await provider_server.post("/logg-inn/tolk/utlogging", told.form)
        assert wrong_door.status_code == 400


@pytest.mark.parametrize("sent", [{}, {"logout_token": ""}, {"logout_token": "a.b.c"}, {"annet": "x"}])
async def test_a_forged_back_channel_sign_out_is_refused(browser: Browser, sent: dict[str, str]) -> None:
    assert (await browser.post("/logg-inn/tolk/utlogging", sent)).status_code == 400


async def test_closing_an_account_ends_its_sessions_at_once(
    browser: Browser, provider: SignInProvider, database: Database, real_clock: FixedClock
) -> None:
    account_id = await signed_in_booker(browser, provider, database)
    async with database.writing() as session:
        await close_account(session, SYSTEM, account_id, now=real_clock())
    assert (await browser.who())["account"] is None
    async with database.reading() as session:
        assert (await session.execute(text("SELECT ended_at FROM web_session"))).scalar_one() is not None


async def test_a_role_taken_away_is_gone_at_the_next_request(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await signed_in_booker(browser, provider, database)
    async with database.writing() as session:
        await session.execute(text("DELETE FROM account_role"))
    assert (await browser.who())["roles"] == ["public"]


async def test_a_door_gives_only_its_own_roles(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    account_id = await signed_in_booker(browser, provider, database)
    async with database.writing() as session:
        await session.execute(
            text("INSERT INTO account_role (account_id, role) VALUES (:id, 'administrator'), (:id, 'interpreter')"),
            {"id": account_id},
        )  # fmt: skip
    assert (await browser.who())["roles"] == ["booker", "public"]


async def test_without_a_cookie_the_database_is_not_asked(secured: Litestar, browser: Browser) -> None:
    secured.state.database = None
    assert (await browser.who())["account"] is None
