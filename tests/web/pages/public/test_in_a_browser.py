"""The public pages in a real Chromium: no finding by axe, nothing wider than a phone, and search by keyboard alone.

The browser's requests are answered by the application in the test's own transaction; no server is started.
"""

import shutil
from collections.abc import AsyncIterator

import httpx2
import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, async_playwright

from tests.builders.interpreters import an_interpreter
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from web.assets.steps import NODE_MODULES
from web.pages.public.texts import PAGES

pytestmark = pytest.mark.browser

THURSDAY = "dato=2026-11-26&fra=10:00&varighet=60"
# Those that look different on a wide screen.
WIDE = (
    f"/finn-tolk?sprak=ar&metode=skjerm&{THURSDAY}", "/finn-tolk?sprak=ar&dato=x", "/k/31337", "/kategorier",
    f"/tolk/31337?sprak=ar&metode=skjerm&{THURSDAY}",
)  # fmt: skip
ADDRESSES = (
    *WIDE, "/finn-tolk", "/finn-tolk?sprak=kurdisk", "/finn-tolk?sprak=ar&kjonn=kvinne",
    f"/finn-tolk?sprak=ti&metode=fremmote&sted=Oslo&{THURSDAY}", "/tolk/31337/ledig", "/tolk/1", "/k",
    "/k?tolkenr=", "/k/1", "/sprak", *(each for each in PAGES if each not in WIDE),
)  # fmt: skip


@pytest_asyncio.fixture
async def tab(client: httpx2.AsyncClient, settings: Settings) -> AsyncIterator[Page]:
    """A tab whose requests go to the application under test."""

    async def answer(route: Route) -> None:
        found = await client.get(route.request.url.removeprefix(settings.base_url), follow_redirects=False)
        await route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.content)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = await browser.new_page(base_url=settings.base_url, locale="nb-NO")
        await page.route("**/*", answer)
        yield page
        await page.unroute_all(behavior="ignoreErrors")
        await browser.close()


async def a_small_register(session: Session) -> None:
    """Somebody in every category, one of them with hours."""
    await an_interpreter(session, number="31337", hours=True)
    for category in "BCDE":
        await an_interpreter(session, category=category)


async def test_no_public_page_has_a_finding_or_is_too_wide(tab: Page, session: Session) -> None:
    await a_small_register(session)
    axe = (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    found: dict[str, object] = {}
    for width in (1280, 390, 320):
        await tab.set_viewport_size({"width": width, "height": 900})
        for address in WIDE if width == 1280 else ADDRESSES:
            await tab.goto(address)
            wider = await tab.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if wider > 0:
                found[f"{address} at {width}"] = f"{wider} px too wide"
            if width != 320:
                await tab.evaluate(axe)
                wrong = await tab.evaluate(
                    "axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
                )
                if wrong:
                    found[f"{address} at {width}, axe"] = wrong
    assert found == {}


async def test_a_search_is_made_by_keyboard_alone(tab: Page, session: Session) -> None:
    """Failure mode 22: native fields, in the order they are read."""
    await a_small_register(session)
    await tab.goto("/finn-tolk")
    await tab.focus("#sprak")
    await tab.keyboard.type("Arab")
    for _ in range(12):
        await tab.keyboard.press("Tab")
        if await tab.evaluate("document.activeElement.type") == "submit":
            break
    await tab.keyboard.press("Enter")
    await tab.wait_for_selector("h4")
    assert "sprak=ar" in tab.url
    assert await tab.locator("h4").count() == 5


async def test_the_place_is_asked_for_when_the_method_needs_one(tab: Page, session: Session) -> None:
    await tab.goto("/finn-tolk")
    assert not await tab.is_visible("#sted")
    await tab.check("input[name=metode][value=fremmote]", force=True)
    assert await tab.is_visible("#sted")
