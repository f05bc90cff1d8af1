"""What every answer says to browsers, and how large a body may be."""

from collections.abc import AsyncIterator

import pytest
from litestar import Litestar

from tests.fixtures.provider import SignInProvider
from tests.web.security.browser import Browser
from tests.web.security.conftest import browser_on
from tests.web.security.people import signed_in_booker
from tolkeregister.core.database import Database
from web.security.csrf import FIELD
from web.security.limits import FORM_BODY

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize(
    "path", ["/offentlig", "/finnes-ikke", "/min-side", "/api/v1/mitt", "/logg-inn", "/hvem"]
)
async def test_every_answer_carries_the_headers(browser: Browser, path: str) -> None:
    headers = (await browser.get(path)).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


async def test_over_tls_browsers_are_told_to_stay_there(over_tls: Litestar) -> None:
    async with browser_on(over_tls) as browser:
        told = (await browser.get("/offentlig")).headers["strict-transport-security"]
    assert told == "max-age=63072000; includeSubDomains"


@pytest.mark.parametrize("path", ["/offentlig", "/logg-inn", "/logget-ut", "/finnes-ikke"])
async def test_public_pages_set_no_cookie(browser: Browser, path: str) -> None:
    assert "set-cookie" not in (await browser.get(path)).headers


async def test_what_a_signed_in_person_sees_is_kept_by_nobody(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    assert "cache-control" not in (await browser.get("/offentlig")).headers
    await signed_in_booker(browser, provider, database)
    for path in ("/offentlig", "/min-side", "/hvem"):
        assert (await browser.get(path)).headers["cache-control"] == "no-store"


async def test_a_form_that_is_too_large_is_refused_before_it_is_read(browser: Browser) -> None:
    token = await browser.token()
    body = {FIELD: token, "merknad": "x" * FORM_BODY}
    assert (await browser.post("/skjema", body)).status_code == 413
    assert (await browser.post("/skjema", {**body, "merknad": "x" * 1000})).status_code == 201


async def test_a_body_that_does_not_tell_its_length_is_cut_off_too(browser: Browser) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(FORM_BODY // 1024 + 2):
            yield b"x" * 1024

    answer = await browser.ours.post(
        "/skjema", content=endless(), headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 413
