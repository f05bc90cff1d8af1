"""The receipt on paper: the order and nothing one cannot press on paper."""

from playwright.async_api import expect

from tests.fixtures.chromium import OpenWindow
from tests.fixtures.service import Service

NOT_ON_PAPER = "nav, footer, button, details, .t-topp__slutt, .ds-skip-link, .t-ikke-utskrift"


async def test_the_receipt_is_printed_without_menus_and_buttons(
    service: Service, open_window: OpenWindow
) -> None:
    page = await open_window(width=800)
    await service.sign_in(page, service.world.body.booker)
    await page.goto(service.url(f"/bestilling/{service.world.orders['ready']}/kvittering"))
    await page.emulate_media(media="print")
    seen = [each for each in await page.locator(NOT_ON_PAPER).all() if await each.is_visible()]
    assert [await each.evaluate("each => each.outerHTML.slice(0, 120)") for each in seen] == []
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.locator("main")).to_contain_text("Leila Mansour")
    assert (await page.pdf()).startswith(b"%PDF")
