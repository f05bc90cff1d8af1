"""Form proof: missing, foreign, expired, and that handlers cannot forget it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from litestar import Litestar

from tests.fixtures.app import FixedClock
from tests.fixtures.provider import SignInProvider
from tests.web.security.browser import Browser
from tests.web.security.people import OFFICER, a_known_officer, signed_in_booker
from tolkeregister.core.actor import Door
from tolkeregister.core.database import Database
from web.security import csrf
from web.security.csrf import form_token
from web.view.render import Pages


async def test_a_form_with_its_token_is_accepted_signed_in_or_not(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    assert (await browser.post("/skjema", {csrf.FIELD: await browser.token(), "a": "1"})).status_code == 201
    await signed_in_booker(browser, provider, database)
    assert (await browser.post("/skjema", {csrf.FIELD: await browser.token(), "a": "1"})).status_code == 201


@pytest.mark.parametrize("token", ["", "x", "1.2.3.4", "0.0.0.", "....", "0.1.x." + "0" * 64, "å.1.x.y"])
async def test_a_missing_or_invented_token_is_refused(browser: Browser, token: str) -> None:
    assert (await browser.post("/skjema", {csrf.FIELD: token})).status_code == 403
    assert (await browser.post("/skjema", {"a": "1"})).status_code == 403


async def test_another_persons_token_is_refused(
    browser: Browser, other_browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await signed_in_booker(browser, provider, database)
    await a_known_officer(database)
    await other_browser.sign_in("direktorat", provider.sub(Door.DIRECTORATE, OFFICER))
    foreign = await other_browser.token()
    assert (await browser.post("/skjema", {csrf.FIELD: foreign})).status_code == 403


async def test_nobodys_token_is_refused_when_somebody_is_signed_in(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    nobodys = await browser.token()
    await signed_in_booker(browser, provider, database)
    assert (await browser.post("/skjema", {csrf.FIELD: nobodys})).status_code == 403


async def test_a_token_is_refused_after_twelve_hours_and_before_its_time(
    browser: Browser, real_clock: FixedClock
) -> None:
    token = await browser.token()
    real_clock.forward(timedelta(hours=12))
    assert (await browser.post("/skjema", {csrf.FIELD: token})).status_code == 201
    real_clock.forward(timedelta(seconds=2))
    assert (await browser.post("/skjema", {csrf.FIELD: token})).status_code == 403
    real_clock.forward(timedelta(hours=-13))
    assert (await browser.post("/skjema", {csrf.FIELD: token})).status_code == 403


async def test_a_token_signed_with_another_key_is_refused(secured: Litestar, browser: Browser) -> None:
    other = replace(secured.state.settings, secret_key="x" * 40)
    token = form_token(other, None, clock=secured.state.clock)
    assert (await browser.post("/skjema", {csrf.FIELD: token})).status_code == 403


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x"])
async def test_no_kind_of_content_gets_round_it(browser: Browser, kind: str) -> None:
    answer = await browser.ours.post("/skjema", content=b"--x--\r\n", headers={"content-type": kind})
    assert answer.status_code == 403


async def test_another_sites_form_is_refused_even_with_a_token(browser: Browser) -> None:
    token = await browser.token()
    for site in ("cross-site", "same-site"):
        answer = await browser.post("/skjema", {csrf.FIELD: token}, headers={"sec-fetch-site": site})
        assert answer.status_code == 403


async def test_a_bearer_token_needs_no_form_proof_and_its_cookies_count_for_nothing(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await signed_in_booker(browser, provider, database)
    assert (await browser.post("/api/v1/noe")).status_code == 403
    answer = await browser.post("/api/v1/noe", headers={"authorization": "Bearer x"})
    assert (answer.status_code, answer.json()) == (201, {"account": None})


async def test_every_pages_token_is_another(secured: Litestar) -> None:
    made = {form_token(secured.state.settings, 1, clock=secured.state.clock) for _ in range(20)}
    assert len(made) == 20


def test_the_macro_writes_the_field_that_is_checked() -> None:
    macro = Pages.from_files().environment("nb").get_template("components/fields.html").module.form_token("t")  # type: ignore[attr-defined]
    assert f'name="{csrf.FIELD}"' in macro
