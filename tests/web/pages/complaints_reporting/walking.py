"""Walks through the report's pages as a browser without scripts does: what a page holds is what the next one gets."""

from typing import Any

from tests.fixtures.page import Browser, Page

STORY = "Tolken fortalte naboen min hva jeg hadde sagt."
HVA = {"gjelder": "told", "hendelse": STORY}


async def go(browser: Browser, page: Page, to: str, *, status: Any = 200, **values: Any) -> Page:
    """Press the button that leads `to`, with some fields filled in."""
    return await browser.post(to, {**page.form(), **values}, status=status)


async def at_review(
    browser: Browser, *, language: str = "", where: dict[str, str] | None = None,
    you: dict[str, str] | None = None, what: dict[str, str] | None = None,
) -> Page:  # fmt: skip
    """The page that is looked over, with everything before it answered."""
    query = {"sprak": language} if language else {}
    first = await browser.get("/varsle/hva", **query)
    second = await go(browser, first, "/varsle/oppdrag", **{**HVA, **(what or {})})
    third = await go(browser, second, "/varsle/deg", **(where or {}))
    return await go(browser, third, "/varsle/se-over", **(you or {"anonym": "ja"}))


async def send(browser: Browser, review: Page, files: Any = None, *, status: int = 200) -> Page:
    """Send the report, with files as (name, content, media type)."""
    sent = [("filer", each) for each in files or ()]
    answer = await browser.client.post("/varsle/kvittering", data=review.form(), files=sent or None)
    return await checked(answer, status)


async def checked(answer: Any, status: int) -> Page:
    """An answer that was fetched by hand, held to what all pages promise."""
    from tests.fixtures.page import _checked

    return _checked(answer, status)


def code_on(receipt: Page) -> str:
    """The case code a receipt shows."""
    shown = next(each for each in receipt.root.iter("p") if each.get("data-code") is not None)
    return "".join(shown.itertext()).strip()
