"""Pages of text: there in every written form, and every link on them leads somewhere of ours."""

import pytest

from tests.builders.interpreters import an_interpreter
from tests.fixtures.page import Browser
from tolkeregister.core.database import Session
from web.pages.public.texts import PAGES

# Signing in comes first on these, or other parts of the service own them; what matters is that they exist.
ANSWERS = (200, 303)


@pytest.mark.parametrize("form", ["", "/nn", "/en"])
@pytest.mark.parametrize("path", [*PAGES, "/sprak"])
async def test_every_text_is_there_without_a_cookie(page: Browser, path: str, form: str) -> None:
    shown = await page.get(form + path)
    assert "set-cookie" not in shown.response.headers
    assert len(shown.text) > 60


@pytest.mark.parametrize("path", [*PAGES, "/sprak", "/k"])
async def test_every_link_to_a_public_page_leads_there(page: Browser, path: str) -> None:
    shown = await page.get(path)
    ours = {a.get("href", "").partition("#")[0] for a in shown.root.iter("a")}
    public = {each for each in ours if each in PAGES or each in ("/finn-tolk", "/k", "/sprak", "/varsle")}
    assert {"/kontakt", "/kategorier", "/om/personvern", "/api", "/varsle", "/drift"} <= public
    for each in public:
        assert (await page.get(each)).response.status_code in ANSWERS


async def test_the_list_of_languages_leads_to_a_search(page: Browser, session: Session) -> None:
    await an_interpreter(session, language="ti")
    shown = await page.get("/sprak")
    assert "Samira Haddad" in (await page.get(shown.link("Tigrinja"))).text


@pytest.mark.parametrize("path", [*PAGES, "/sprak", "/k", "/finn-tolk"])
async def test_english_is_offered_on_every_page_that_has_it(page: Browser, path: str) -> None:
    shown = await page.get(path)
    assert [a.get("href") for a in shown.all("a", hreflang="en")] == [f"/en{path}"] * 3
