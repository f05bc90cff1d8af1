"""Every page and state, as the one it is for: nothing for axe to find, and nothing wider than the narrowest phone."""

import pytest
from litestar.routes import HTTPRoute

from tests.browser.looking import too_wide, violations
from tests.browser.pages import actor_of, every_state, every_visit, is_page
from tests.fixtures.chromium import NARROWEST, WIDE, OpenWindow
from tests.fixtures.service import Service
from web.app import create_app

# On how many lines each order's number in the page stands.
LINES_OF_NUMBERS = """() => {
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
    const lines = []
    while (texts.nextNode()) {
        const found = /\\d\\d-\\d{6}/.exec(texts.currentNode.data)
        if (!found) continue
        const number = document.createRange()
        number.setStart(texts.currentNode, found.index)
        number.setEnd(texts.currentNode, found.index + found[0].length)
        lines.push(number.getClientRects().length)
    }
    return lines
}"""


def test_every_page_is_on_the_list(service: Service) -> None:
    routes = {
        route.path for route in create_app(service.settings).routes
        if isinstance(route, HTTPRoute) and "GET" in route.methods and is_page(route.path)
    }  # fmt: skip
    assert {visit.route for visit in every_visit(service)} == routes


@pytest.mark.parametrize(
    "who",
    [
        "public", "applicant", "booker", "interpreter", "officer", "administrator", "agency", "police",
        "police_administrator", "institution", "committee_member", "undeclared",
    ],
)  # fmt: skip
async def test_no_page_has_a_finding_or_is_too_wide(
    who: str, service: Service, open_window: OpenWindow
) -> None:
    page = await open_window()
    if actor := actor_of(service, who):
        await service.sign_in(page, actor)
    wrong: dict[str, list[object]] = {}
    for visit in (*every_visit(service), *every_state(service)):
        if visit.who != who:
            continue
        await page.set_viewport_size({"width": WIDE, "height": 900})
        answer = await page.goto(service.url(visit.path))
        assert answer is not None
        found = [*await violations(page), *await too_wide(page)]
        if found or answer.status != visit.status:
            wrong[f"{visit.route} {visit.path[:80]}"] = [answer.status, *found]
    assert wrong == {}


async def test_the_look_sees_what_is_wrong(service: Service, open_window: OpenWindow) -> None:
    """Or the tests above would say nothing."""
    page = await open_window()
    await page.goto(service.url("/om"))
    await page.evaluate("document.querySelector('main').append(new Image())")
    await page.evaluate("document.querySelector('h1').style.width = '900px'")
    assert [each["id"] for each in await violations(page)] == ["image-alt"]
    assert await too_wide(page) != []


@pytest.mark.parametrize("who", ["officer", "booker"])
async def test_the_number_of_an_order_is_never_broken(
    who: str, service: Service, open_window: OpenWindow
) -> None:
    path = {"officer": f"/sak/logg?eldre={service.world.after_orders}", "booker": "/bestillinger"}[who]
    page = await open_window()
    actor = actor_of(service, who)
    assert actor is not None
    await service.sign_in(page, actor)
    await page.set_viewport_size({"width": NARROWEST, "height": 900})
    await page.goto(service.url(path))
    lines: list[int] = await page.evaluate(LINES_OF_NUMBERS)
    assert len(lines) >= 3
    assert set(lines) == {1}
