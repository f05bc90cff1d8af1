"""Going through an order as a booker would, page by page, without scripts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.fixtures.page import Browser, Page

DAY = date(2026, 11, 26)  # a Thursday, three days after the tests' clock
ASSIGNMENT: dict[str, Any] = {
    "sprak": "ar", "dato": "26.11.2026", "fra": "10.00", "varighet": "60", "metode": "skjerm",
    "grunnlag": "proper_help",
}  # fmt: skip
CONVERSATION: dict[str, Any] = {
    "samtaletema": "samtale om skolestart", "deltakere": "lærer og forelder", "planb": "22 00 00 00",
}  # fmt: skip


def forms_to(page: Page, path: str) -> dict[str, str]:
    """The values of the first posting form whose address begins with `path`, with its address as `action`."""
    for form in page.all("form"):
        action = form.get("action") or ""
        if action.partition("?")[0] == path:
            return {**page.form(action=action), "action": action}
    raise AssertionError(f"no form to {path}")


async def fill(browser: Browser, page: Page, path: str, *, status: int = 303, **values: Any) -> Page:
    """Post the page's form to `path` with `values` filled in."""
    form = {**forms_to(page, path), **values}
    action = form.pop("action")
    return await browser.post(action, form, status=status)


async def follow(browser: Browser, answer: Page, *, status: int = 200) -> Page:
    """The page a redirect leads to."""
    return await browser.get(answer.response.headers["location"], status=status)


async def to_conversation(
    browser: Browser, *, start: str = "/bestilling/ny/oppdraget", **changes: Any
) -> Page:
    """The page of step 2."""
    first = await browser.get(start)
    answer = await fill(browser, first, "/bestilling/ny/oppdraget", **{**ASSIGNMENT, **changes})
    return await follow(browser, answer)


async def to_queue(browser: Browser, conversation: Mapping[str, Any] = CONVERSATION, **changes: Any) -> Page:
    """The page of step 3."""
    second = await to_conversation(browser, **changes)
    return await follow(browser, await fill(browser, second, "/bestilling/ny/samtalen", **conversation))


async def to_review(browser: Browser, **changes: Any) -> Page:
    """The page of step 4."""
    third = await to_queue(browser, **changes)
    return await follow(browser, await fill(browser, third, "/bestilling/ny/tolkene", handling="videre"))


async def ordered(browser: Browser, **changes: Any) -> str:
    """A sent order; its number."""
    answer = await fill(browser, await to_review(browser, **changes), "/bestilling/ny/se-over")
    return str(answer.response.headers["location"]).rpartition("/")[2]
