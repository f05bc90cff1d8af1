"""The road of an order, walked by two people at once, and by two people whose browsers have no JavaScript."""

from playwright.async_api import expect

from tests.browser.road import accept, confirm, let_it_pass, open_mail, order, read_meter
from tests.fixtures.chromium import PHONE, OpenWindow
from tests.fixtures.service import Service


async def test_from_search_to_a_fact_with_two_browsers_at_once(
    service: Service, open_window: OpenWindow
) -> None:
    kari, samira = await open_window(), await open_window(width=PHONE)
    await kari.clock.install()
    number = await order(kari, service, "ar")
    before = await read_meter(kari, service)
    await kari.goto(service.url(f"/bestilling/{number}"))
    await accept(samira, service, service.world.samira)
    await kari.clock.fast_forward(21_000)  # the page looks for itself every twenty seconds
    await expect(kari.get_by_role("heading", name="Tolk funnet")).to_be_visible()
    await expect(kari.locator("main")).to_contain_text("Samira Haddad")
    await open_mail(kari, service, service.world.body.booker_email, "Tolk er klar", number)
    await expect(kari.get_by_role("heading", level=1)).to_have_text("Tolk er klar")
    assert await read_meter(kari, service) == before  # agreed is not carried out
    await let_it_pass(service, number)
    await confirm(kari, service, number)
    after = await read_meter(kari, service)
    assert (after.qualified - before.qualified, after.all - before.all) == (1, 1)


async def test_the_same_road_without_javascript(service: Service, open_window: OpenWindow) -> None:
    kari, hodan = await open_window(script=False), await open_window(width=PHONE, script=False)
    number = await order(kari, service, "so")
    before = await read_meter(kari, service)
    await accept(hodan, service, service.world.by_language["so"])
    await kari.goto(service.url(f"/bestilling/{number}"))
    await expect(kari.get_by_role("heading", name="Tolk funnet")).to_be_visible()
    await let_it_pass(service, number)
    await confirm(kari, service, number)
    after = await read_meter(kari, service)
    assert (after.qualified - before.qualified, after.all - before.all) == (1, 1)
