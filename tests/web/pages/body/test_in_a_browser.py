"""The body's pages in a real Chromium: no finding by axe, nothing wider than a phone, in both written forms.

The browser's requests are answered by the application in the test's own transaction; no server is started.
"""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, Route, async_playwright

from booking.offers.commands import accept_offer
from tests.builders.answers import open_offer
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import a_body
from tests.builders.interpreters import an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.page import Page as FetchedPage
from tests.fixtures.people import SignIn
from tests.web.pages.body.road import ordered, to_conversation, to_queue, to_review
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from web.assets.steps import NODE_MODULES

pytestmark = pytest.mark.browser
SOON = datetime(2026, 11, 24, 9, tzinfo=UTC)
WCAG = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}"


@asynccontextmanager
async def tab_of(browser: Browser, settings: Settings) -> AsyncIterator[Page]:
    """A tab that is signed in as the browser is."""

    async def answer(route: Route) -> None:
        path = route.request.url.removeprefix(settings.base_url)
        found = await browser.client.get(path, follow_redirects=False)
        await route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.content)

    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = await started.new_page(base_url=settings.base_url, locale="nb-NO")
        await page.route("**/*", answer)
        yield page
        await page.unroute_all(behavior="ignoreErrors")
        await started.close()


def address_of(page: FetchedPage) -> str:
    """Where a fetched page is."""
    return page.response.url.raw_path.decode()


async def every_address(session: Session, browser: Browser, body: object, now: datetime) -> list[str]:
    """An address of each page in each of its states."""
    first = await an_interpreter(session, hours=True)
    for category in "BCE":
        await an_interpreter(session, category=category, given_name=f"Tolk{category}", hours=True)
    asked = await ordered(browser)
    weighed = await ordered(browser, fra="14.00")
    await accept_offer(session, first.actor, await open_offer(session, weighed, first.id), declaration=True,
                       remark="Vi er naboer", now=now)  # fmt: skip
    unfilled = await ordered(browser, sprak="ti", fra="16.00")
    numbers = []
    for days in (1, -1):
        starts_at = SOON + timedelta(days=days - 1)
        assignment = await an_assignment(session, body, starts_at, starts_at + timedelta(hours=1))  # type: ignore[arg-type]
        await accepted_by(session, assignment, first.id, at=now)
        numbers.append(assignment.number)
    coming, over = numbers
    steps = [
        await to_conversation(browser),
        await to_queue(browser, fra="18.00"),
        await to_review(browser, fra="18.00"),
    ]
    return [
        "/virksomhet", "/bestillinger", "/bestillinger?status=venter&side=9", "/bestillinger?fra=x",
        "/bestilling/ny/oppdraget?sprak=ar&metode=fremmote", *(address_of(each) for each in steps),
        f"/bestilling/{asked}", f"/bestilling/{asked}/avbestill", f"/bestilling/{weighed}", f"/bestilling/{unfilled}",
        f"/bestilling/{unfilled}/avbestill", f"/bestilling/{coming}", f"/bestilling/{coming}/kvittering",
        f"/bestilling/{over}", f"/bestilling/{over}/etterpa",
    ]  # fmt: skip


async def test_no_page_of_the_body_has_a_finding_or_is_too_wide(
    session: Session, signed_in: SignIn, settings: Settings, clock: FixedClock, now: datetime
) -> None:
    body = await a_body(session)
    browser = await signed_in(body.booker)
    addresses = await every_address(session, browser, body, now)
    axe = (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    found: dict[str, object] = {}
    async with tab_of(browser, settings) as tab:
        for width, prefix in ((1280, ""), (390, "/nn"), (320, "")):
            await tab.set_viewport_size({"width": width, "height": 900})
            for address in addresses:
                await tab.goto(prefix + address)
                wider = await tab.evaluate("document.documentElement.scrollWidth - innerWidth")
                if wider > 0:
                    found[f"{address[:40]} at {width}"] = f"{wider} px too wide"
                if width == 320:
                    continue
                await tab.evaluate(axe)
                wrong = await tab.evaluate(
                    f"axe.run({WCAG}).then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
                )
                if wrong:
                    found[f"{address[:40]} at {width}, axe"] = wrong
    assert found == {}
