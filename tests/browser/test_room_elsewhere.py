"""A conversation in the body's own video room: people are let in here, and the conversation itself is elsewhere."""

from playwright.async_api import expect

from booking.rooms.own_room import use_own_room
from tests.browser.looking import too_wide, violations
from tests.browser.rooms import a_call
from tests.fixtures.chromium import PHONE, OpenWindow
from tests.fixtures.service import Service
from tolkeregister.core.clock import utc_now

AWAY = """
window.ready = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'readyState')
Object.defineProperty(WebSocket.prototype, 'readyState', { get: () => WebSocket.CLOSED, configurable: true })
"""
ADDRESS = "https://video.example/motet"


async def test_people_are_let_into_the_bodys_own_video_room_without_a_camera_being_opened(
    service: Service, open_window: OpenWindow
) -> None:
    call = await a_call(service)
    async with service.database.writing() as session:
        await use_own_room(session, service.world.body.booker, call.number, ADDRESS, now=utc_now())
    kari, samira, guest = await open_window(), await open_window(width=PHONE), await open_window(width=PHONE)
    await service.sign_in(kari, service.world.body.booker)
    await service.sign_in(samira, call.interpreter.actor)
    await guest.goto(service.url(f"/r/{call.link}?sprak=nb"))
    await guest.get_by_role("button", name="Gå inn i venterommet").click()
    await expect(guest.get_by_role("heading", name="Du er i venterommet")).to_be_visible()
    assert ADDRESS not in await guest.content(), "told to those who are let in"
    for page in (samira, kari):
        await page.goto(service.url(f"/rom/{call.number}"))
        await page.get_by_role("button", name="Gå inn", exact=True).click()
    await kari.get_by_role("button", name="Slipp inn forelder").click()
    await expect(guest.get_by_role("status")).to_have_text("Du er sluppet inn. Åpne videorommet.")
    for page in (kari, samira, guest):
        await expect(page.get_by_role("link", name="Åpne videorommet")).to_have_attribute("href", ADDRESS)
        await expect(page.get_by_role("list").get_by_text("Kategori A, tolkenummer")).to_be_visible()
        assert [*await violations(page), *await too_wide(page)] == []
    assert await kari.evaluate("navigator.mediaDevices.enumerateDevices().then((all) => all[0].label)") == ""
    await guest.reload()
    await expect(guest.get_by_role("link", name="Åpne videorommet")).to_be_visible()
    await samira.evaluate(AWAY)
    await samira.get_by_role("button", name="Mer").click()
    await samira.get_by_role("button", name="Jeg kan ikke tolke dette forsvarlig").click()
    await expect(samira.locator("#rom-melding")).to_have_text("Det gikk ikke. Prøv igjen.")
    await samira.evaluate("Object.defineProperty(WebSocket.prototype, 'readyState', window.ready)")
    await samira.get_by_role("button", name="Mer").click()
    await samira.get_by_role("button", name="Jeg kan ikke tolke dette forsvarlig").click()
    await expect(samira.get_by_role("status")).to_contain_text("ikke kan tolke forsvarlig")
    await expect(kari.locator("#rom-melding")).to_contain_text("Det kan ikke tolkes forsvarlig")
    await kari.get_by_role("button", name="Start pause").click()
    for page in (kari, samira, guest):
        await expect(page.locator("#rom-melding")).to_have_text("Det er pause")
    await kari.get_by_role("button", name="Avslutt pausen").click()
    for page in (kari, samira, guest):
        await expect(page.locator("#rom-melding")).to_have_text("Pausen er over.")
    await kari.get_by_role("button", name="Forlat").click()
    await kari.get_by_role("button", name="Avslutt for alle").click()
    for page in (kari, samira, guest):
        await page.wait_for_url("**/ferdig*")
