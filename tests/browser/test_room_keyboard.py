"""The room with nothing but keys, from the door to the end, and what a screen reader is told on the way."""

from playwright.async_api import Page, expect

from tests.browser.keyboard import Keyboard
from tests.browser.rooms import a_call, allow_devices, enter, sees
from tests.fixtures.chromium import OpenWindow
from tests.fixtures.relay import need_relay
from tests.fixtures.service import Service

TOLD = """
window.told = []
addEventListener('DOMContentLoaded', () => {
  const voice = document.getElementById('rom-stemme')
  if (!voice) return
  new MutationObserver(() => {
    const text = voice.textContent.replace('\\u00a0', ' ').trim()
    if (text) window.told.push(text)
  }).observe(voice, { childList: true, characterData: true, subtree: true })
})
"""
GUESTS = [
    "Du er inne i samtalen. Ingenting blir tatt opp.", "Mikrofonen din er av.", "Mikrofonen din er på.",
    "Kameraet ditt er av.", "Kameraet ditt er på.", "Du har bedt om pause.",
]  # fmt: skip
OWNERS = [
    "forelder venter på å bli sluppet inn.", "forelder er kommet inn.", "forelder ber om pause.",
    "forelder har skrevet noe.", "forelder har forlatt samtalen.",
]  # fmt: skip


async def test_the_room_by_keyboard_alone_and_what_is_read_out(
    service: Service, open_window: OpenWindow
) -> None:
    need_relay()
    call = await a_call(service)
    kari, samira, guest = [Keyboard(await open_window()) for _ in range(3)]
    for each in (kari, guest):
        await each.page.add_init_script(TOLD)
    await service.sign_in(samira.page, call.interpreter.actor)
    await enter(samira.page, service, call)
    await allow_devices(kari.page, service)
    await service.sign_in(kari.page, service.world.body.booker)
    await kari.page.goto(service.url(f"/rom/{call.number}"))
    await kari.follow("Gå inn")
    await allow_devices(guest.page, service)
    await guest.page.goto(service.url(f"/r/{call.link}?sprak=nb"))
    await _try(guest)
    await guest.follow("Gå inn i venterommet")
    await expect(guest.page.get_by_role("heading", name="Du er i venterommet")).to_be_visible()
    await kari.page.get_by_role("button", name="Slipp inn forelder").wait_for()
    await kari.to("Slipp inn forelder")
    await kari.press("Enter")
    await kari.page.get_by_role("button", name="Ta ut forelder").wait_for()
    assert (await kari.stop()).name == "Ta ut forelder"  # what was pressed is gone, and focus is not
    for each in (kari, samira, guest):
        await sees(each.page, 3)
    await _buttons(guest)
    await _write(guest)
    await _more(guest, kari.page)
    await _leave(guest)
    await _is_told(kari.page, OWNERS)


async def _try(guest: Keyboard) -> None:
    """The equipment, and back to the door."""
    await guest.follow("Prøv utstyret")
    await guest.to("Start prøven")
    await guest.press("Enter")
    await expect(guest.page.locator("#prove-camera [data-svar]")).to_have_text("Kameraet virker.")
    assert "<body" not in (await guest.stop()).html  # the button is gone, and focus is not
    await guest.to("Spill en tone")
    await guest.press("Enter")
    await expect(guest.page.get_by_role("button", name="Ja, jeg hørte den")).to_be_visible()
    await guest.to("Ja, jeg hørte den")
    await guest.press("Enter")
    await expect(guest.page.locator("#prove-speaker [data-svar]")).to_have_text("Du hører lyden.")
    await guest.to("Til døren", key="Shift+Tab")
    async with guest.page.expect_navigation():
        await guest.press("Enter")


async def _buttons(guest: Keyboard) -> None:
    for on, off in (("Mikrofon på", "Mikrofon av"), ("Kamera på", "Kamera av")):
        await guest.to(on)
        await guest.press("Space")
        await expect(guest.page.get_by_role("button", name=off)).to_be_attached()
        await guest.press("Space")
        await expect(guest.page.get_by_role("button", name=on)).to_be_attached()
    await guest.to("Be om pause")
    await guest.press("Enter")
    await _is_told(guest.page, GUESTS)


async def _write(guest: Keyboard) -> None:
    """The panel opens with focus in its field, stands before the buttons, and closes by the same button."""
    await guest.to("Skriv")
    await guest.press("Enter")
    assert (await guest.stop()).name == "Din tekst"
    await guest.page.keyboard.type("Jeg hører ikke")
    await guest.to("Send")
    await guest.press("Enter")
    await expect(guest.page.get_by_role("log", name="Det som er skrevet")).to_contain_text("Jeg hører ikke")


async def _more(guest: Keyboard, kari: Page) -> None:
    """The dialog takes focus and gives it back; a cough is heard by nobody as long as the key is held."""
    await guest.to("Mer")
    await guest.press("Enter")
    within = "document.getElementById('rom-mer').contains(document.activeElement)"
    assert await guest.page.evaluate(within)
    await guest.to("Hold inne for å hoste")
    muted = kari.locator(".t-rute", has_text="forelder").locator("[data-dempet]")
    await guest.page.keyboard.down("Space")
    await expect(muted).to_be_visible()
    await guest.page.keyboard.up("Space")
    await expect(muted).to_be_hidden()
    await guest.press("Escape")
    await expect(guest.page.locator("#rom-mer")).not_to_have_attribute("open", "")
    assert (await guest.stop()).name == "Mer"


async def _leave(guest: Keyboard) -> None:
    await guest.to("Forlat")
    await guest.press("Enter")
    assert (await guest.stop()).name == "Forlat bare du"
    async with guest.page.expect_navigation():
        await guest.press("Enter")
    await expect(guest.page.get_by_role("heading", level=1)).to_have_text("Du har forlatt samtalen")


async def _is_told(page: Page, wanted: list[str]) -> None:
    """These, in this order, and nothing of who speaks, although a pretended microphone makes sounds all the time."""
    heard: list[str] = []
    for _ in range(60):
        heard = [each for each in await page.evaluate("window.told") if "Samira" not in each]
        if heard[-1:] == wanted[-1:]:
            break
        await page.wait_for_timeout(250)
    assert [each for each in heard if each in wanted] == wanted, heard
    assert set(heard) <= {*wanted, "Du er inne i samtalen. Ingenting blir tatt opp."}, heard
