"""Who is let in, where the others are sent, and that nobody is sent to another site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.provider import SignInProvider
from tests.web.security.browser import Browser
from tests.web.security.people import BOOKER, a_known_booker, signed_in_booker
from tolkeregister.core.actor import Door
from tolkeregister.core.database import Database
from web.security.return_to import local_path

ELSEWHERE = [
    "https://ond.example", "//ond.example", "/\\ond.example", "\\\\ond.example", "http:/ond.example", "///ond.example",
    "/\t/ond.example", "/\n/ond.example", " /min-side", "javascript:alert(1)", "ond.example", "", "/" + "x" * 2000,
    "/logg-inn", "/logg-inn/tolk", "/nn/logg-inn", "/logg-ut", "/en/logg-ut", "/api/v1/tolker",
]  # fmt: skip


async def test_a_page_sends_nobody_to_sign_in_and_the_api_answers_401(browser: Browser) -> None:
    page = await browser.get("/nn/min-side")
    assert (page.status_code, page.headers["location"]) == (303, "/nn/logg-inn?retur=%2Fnn%2Fmin-side")
    api = await browser.get("/api/v1/mitt")
    assert api.status_code == 401
    assert api.headers["content-type"] == "application/problem+json"


async def test_a_wrong_role_gets_a_page_that_says_so(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await signed_in_booker(browser, provider, database)
    answer = await browser.get("/sak/bare-saksbehandler")
    assert answer.status_code == 403
    assert "<h1" in answer.text


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_other_site_is_gone_to(wanted: str) -> None:
    assert local_path(wanted) is None


@pytest.mark.parametrize(
    "wanted", ["/", "/min-side", "/nn/bestilling/26-004182?a=b&c=%C3%A6", "/logg-inn/kladd"]
)
def test_our_own_pages_are_gone_to(wanted: str) -> None:
    assert local_path(wanted) == wanted


@given(st.text(alphabet="/\\.:@?#a\t\n %", max_size=12))
def test_whatever_is_let_through_stays_on_our_host(wanted: str) -> None:
    """As browsers read it: control characters vanish and a backslash is a slash (WHATWG URL)."""
    if local_path(wanted) is not None:
        as_read = wanted.replace("\t", "").replace("\n", "").replace("\\", "/")
        assert as_read.startswith("/")
        assert not as_read.startswith("//")


async def test_an_open_redirect_is_not_to_be_had_through_a_sign_in(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await a_known_booker(database)
    doors = await browser.get("/logg-inn", params={"retur": "//ond.example"})
    assert "ond.example" not in doors.text.split("<main")[1].split("</main>")[0]
    sub = provider.sub(Door.PUBLIC_BODY, BOOKER)
    answer = await browser.sign_in("virksomhet", sub, retur="https://ond.example/")
    assert answer.headers["location"] == "/virksomhet"
