"""What only a browser can tell of the search page."""

from tests.fixtures.chromium import OpenWindow
from tests.fixtures.service import Service


async def test_the_place_is_asked_for_when_the_method_needs_one(
    service: Service, open_window: OpenWindow
) -> None:
    page = await open_window()
    await page.goto(service.url("/finn-tolk"))
    assert not await page.is_visible("#sted")
    await page.get_by_text("Fremmøte", exact=True).first.click()
    assert await page.is_visible("#sted")
