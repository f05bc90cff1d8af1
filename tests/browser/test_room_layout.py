"""How the conversation is laid out: everybody in sight, and in sign language the signer has most of it."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.looking import too_wide
from tests.browser.rooms import a_call, enter
from tests.fixtures.chromium import PHONE, OpenWindow
from tests.fixtures.service import Service

# As many tiles as there would be people: the first stays large.
CROWD = """(people) => {
  const rest = document.getElementById('rom-andre')
  const model = document.getElementById('rom-rute').content.firstElementChild
  rest.replaceChildren(...Array.from({ length: people - 1 }, () => model.cloneNode(true)))
}"""
SIZES = """() => [...document.querySelectorAll('.t-rute')].map((tile) => {
  const { width, height, bottom } = tile.getBoundingClientRect()
  return [tile.dataset.rolle === 'tolk', width * height, bottom]
})"""
SCROLL = """() => {
  document.querySelector('.t-rom__panel').style.minBlockSize = '150vh'
  window.scrollTo(0, document.body.scrollHeight / 2)
  const { top, bottom } = document.querySelector(".t-rute[data-rolle='tolk']").getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}"""


async def alone_inside(service: Service, page: Page, type: str) -> None:
    """The owner, with nobody else there yet."""
    call = await a_call(service, type=type)
    await service.sign_in(page, service.world.body.booker)
    await enter(page, service, call)
    await expect(page.locator(".t-rute")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, PHONE])
async def test_the_signer_has_at_least_half_of_the_scene_however_many_there_are(
    service: Service, open_window: OpenWindow, width: int
) -> None:
    """Feature 49."""
    page = await open_window(width=width)
    await alone_inside(service, page, "sign")
    for people in (2, 3, 4):
        await page.evaluate(CROWD, people)
        sizes = await page.evaluate(SIZES)
        signer = sum(area for is_signer, area, _ in sizes if is_signer)
        assert signer >= sum(area for _, area, _ in sizes) / 2, (people, sizes)
    if width == PHONE:
        assert await page.evaluate(SCROLL), "the signer stays in sight while the rest is scrolled"
        assert await too_wide(page) == []


async def test_four_are_in_sight_at_once_on_a_desk_whatever_is_said(
    service: Service, open_window: OpenWindow
) -> None:
    page = await open_window()
    await alone_inside(service, page, "speech")
    await page.evaluate(CROWD, 4)
    places = []
    for said in ("hidden = true", "hidden = false", "toggleAttribute('data-staar', true)"):
        await page.evaluate(
            f"() => {{ const strip = document.getElementById('rom-melding'); strip.textContent = 'Hei'; strip.{said} }}"
        )
        toolbar = await page.locator("#verktoy").bounding_box()
        assert toolbar is not None
        places.append(await page.evaluate(SIZES))
        assert max(bottom for _, _, bottom in places[-1]) <= toolbar["y"]
    assert places[0] == places[1], "what passes moves no picture"
