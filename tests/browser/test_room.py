"""A conversation by screen, in real browsers with pretended cameras, from the door to the end."""

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from tests.browser.looking import too_wide, violations
from tests.browser.rooms import PICTURE, a_call, all_enter, allow_devices, enter_by_link, moves, sees
from tests.fixtures.chromium import PHONE, OpenWindow
from tests.fixtures.relay import need_relay
from tests.fixtures.service import Service
from tolkeregister.core.clock import OSLO, utc_now

# What comes over the channels, as text, and the channels for words themselves.
CHANNELS = """
window.documents = []
window.words = []
window.said = []
const make = RTCPeerConnection.prototype.createDataChannel
RTCPeerConnection.prototype.createDataChannel = function (label, options) {
  const channel = make.call(this, label, options)
  const keep = ({ data }) => window.documents.push(data.byteLength ? new TextDecoder('latin1').decode(data) : data)
  if (label === 'documents') channel.addEventListener('message', keep)
  else window.words.push(channel), channel.addEventListener('message', ({ data }) => window.said.push(data))
  return channel
}
"""


# Two pages: a black picture packed as scanners pack them (CCITT group 4), and nothing.
A_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 5 0 R/Resources<</XObject<</S 6 0 R>>>>>>endobj
4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj
5 0 obj<</Length 29>>stream
300 0 0 200 0 0 cm /S Do     \nendstream endobj
6 0 obj<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[1 0]
/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 8/Rows 8>>/Length 4>>stream
\xff\x00\x10\x01\nendstream endobj
trailer<</Root 1 0 R>>
%%EOF"""

LACKS = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '{error}'));"
THREE_HOURS_FAST = "const given = Date.now; Date.now = () => given() + 3 * 3600000;"


@pytest.fixture(autouse=True)
def _relay() -> None:
    """All of it goes through a real relay, as it does for users."""
    need_relay()


async def three(service: Service, open_window: OpenWindow) -> tuple[Page, Page, Page]:
    """Owner, interpreter and the one interpreted for, all inside."""
    call = await a_call(service)
    kari, samira, guest = await open_window(), await open_window(width=PHONE), await open_window(width=PHONE)
    await guest.add_init_script(CHANNELS)
    await all_enter(service, call, kari, samira, guest)
    return kari, samira, guest


async def test_three_people_see_and_hear_each_other_until_the_owner_ends_it(
    service: Service, open_window: OpenWindow
) -> None:
    kari, samira, guest = await three(service, open_window)
    for page in (kari, samira):
        assert await violations(page) == []
    await moves(guest)
    await expect(guest.get_by_text("Kategori A, tolkenummer")).to_be_visible()
    # words and wishes go from browser to browser
    await guest.get_by_role("button", name="Skriv").click()
    await guest.get_by_label("Din tekst").fill("Jeg hører ikke")
    await guest.get_by_role("button", name="Send").click()
    await expect(kari.get_by_role("status")).to_have_text("forelder har skrevet noe.")
    await samira.get_by_role("button", name="Be om pause").click()
    await expect(kari.get_by_role("status")).to_have_text("Samira Haddad ber om pause.")
    await kari.get_by_role("button", name="Start pause").click()
    await expect(guest.get_by_role("heading", name="Det er pause")).to_be_visible()
    await two_write_to_each_other_alone(samira, kari, guest)
    await one_follows_by_text(guest, kari)
    assert len({*await numbers(kari), *await numbers(samira), *await numbers(guest)}) == 3  # pairs
    await a_document_is_shown(samira, kari, guest)
    await kari.get_by_role("button", name="Forlat").click()
    await kari.evaluate("() => Promise.all(document.getAnimations().map((each) => each.finished))")
    assert await violations(kari) == []
    await kari.get_by_role("button", name="Avslutt for alle").click()
    for page in (kari, samira, guest):
        await page.wait_for_url("**/ferdig?*slutt=ja")
    await expect(kari.get_by_role("link", name="Bekreft oppdraget")).to_be_visible()
    await expect(guest.get_by_role("link", name="Meld fra om tolken")).to_be_visible()


async def two_write_to_each_other_alone(interpreter: Page, owner: Page, guest: Page) -> None:
    """The line between interpreter and owner: told, apart from what all read, and nobody else's."""
    await interpreter.get_by_role("button", name="Mer", exact=True).press("Enter")
    await interpreter.get_by_role("button", name="Skriv bare til møtelederen").press("Enter")
    field = interpreter.get_by_label("Bare til Kari Solheim")
    await expect(field).to_be_focused()
    await field.fill("Hun sier to ting på én gang")
    await interpreter.get_by_role("button", name="Send bare til Kari Solheim").press("Enter")
    await expect(owner.get_by_role("status")).to_have_text("Samira Haddad har skrevet til bare deg.")
    await owner.get_by_text("Bare du og tolken · ny tekst").click()
    alone = owner.get_by_role("log", name="Det dere to har skrevet")
    await expect(alone).to_contain_text("Samira Haddad til deg: Hun sier to ting på én gang")
    for page in (interpreter, owner):
        assert await violations(page) == []
    # the other way round, at least as much as a hostile page may try, arrives nowhere
    await guest.evaluate(
        "window.words.forEach((each) => each.send(JSON.stringify({ k: 'aside', text: 'fra meg' })))"
    )
    await guest.get_by_label("Din tekst").fill("Takk")
    await guest.get_by_role("button", name="Send", exact=True).click()
    for page in (interpreter, owner):
        await expect(page.locator("#rom-ord")).to_contain_text("Takk")
        await expect(page.locator("#rom-fortrolig-ord p")).to_have_count(1)
    await expect(guest.locator("body")).not_to_contain_text("to ting")
    assert "to ting" not in "".join(await guest.evaluate("window.said"))
    await expect(guest.locator("#rom-fortrolig")).to_be_hidden()


async def one_follows_by_text(follows: Page, writes: Page) -> None:
    """Everything is a line of one log, read out there and nowhere else; the others are asked to write."""
    await follows.get_by_role("button", name="Bare tekst").press("Enter")
    await expect(follows.get_by_role("heading", name="Samtalen som tekst")).to_be_focused()
    await expect(writes.get_by_role("status")).to_have_text(
        "forelder følger samtalen som tekst. Skriv det som blir sagt."
    )
    before = await follows.get_by_role("status").text_content()
    await writes.get_by_label("Din tekst").fill("Legen spør hvor det gjør vondt")
    await writes.get_by_role("button", name="Send", exact=True).press("Enter")
    await writes.get_by_role("button", name="Be om å gjenta").press("Enter")
    log = follows.get_by_role("log")
    await expect(log).to_have_count(1)
    await expect(log.locator("p").last).to_have_text("Kari Solheim ber om at det blir gjentatt.")
    await expect(log).to_contain_text("Kari Solheim: Legen spør hvor det gjør vondt")
    assert await follows.get_by_role("status").text_content() == before
    await follows.get_by_role("textbox", name="Skriv til alle").fill("I magen")
    await follows.get_by_role("button", name="Send", exact=True).press("Enter")
    await expect(writes.locator("#rom-ord")).to_contain_text("forelder: I magen")
    await expect(follows.get_by_role("textbox", name="Skriv til alle")).to_be_focused()
    await expect(follows.locator("video").first).to_be_hidden()
    assert [*await violations(follows), *await too_wide(follows)] == []
    await follows.get_by_role("button", name="Bare tekst").press("Enter")
    await expect(follows.locator("video").first).to_be_visible()


async def numbers(page: Page) -> list[str]:
    """What is read aloud to know that nobody sits between, one for each of the others."""
    await page.get_by_role("button", name="Mer", exact=True).click()
    await page.get_by_text("Sjekk at ingen lytter").click()
    await expect(page.locator("#rom-bevis-liste strong")).to_have_count(2)
    assert await violations(page) == []
    found = await page.locator("#rom-bevis-liste strong").all_text_contents()
    assert all(len(each) == len("0000 0000 0000") for each in found)
    await page.get_by_role("button", name="Lukk").click()
    return found


async def a_document_is_shown(shows: Page, sees_it: Page, comes_back: Page) -> None:
    """From one to all, by keyboard; also to whoever comes back, and gone when it is no longer shown."""
    await shows.get_by_role("button", name="Mer", exact=True).press("Enter")
    await shows.get_by_role("button", name="Vis et dokument").press("Enter")
    file = shows.get_by_label("Bilde eller PDF")
    for type_, told in (
        ("text/html", "Filen kan ikke vises."),
        ("application/pdf", "Vi kan ikke lese filen."),
    ):
        await file.set_input_files({"name": "x", "mimeType": type_, "buffer": b"<!doctype html>"})
        await expect(shows.get_by_text(told)).to_be_visible()
    picture = await shows.screenshot(type="jpeg")
    traced = picture[:2] + b"\xff\xe1\x00\x0eExif\x00\x00HJEMME" + picture[2:]
    await file.set_input_files({"name": "Ola.jpg", "mimeType": "image/jpeg", "buffer": traced})
    await expect(shows.get_by_role("img", name="Det du har valgt")).to_be_visible()
    assert await violations(shows) == []
    await shows.get_by_role("button", name="Vis for alle").press("Enter")
    await expect(sees_it.get_by_role("status")).to_have_text("Samira Haddad viser et dokument.")
    await comes_back.reload()
    for page in (sees_it, comes_back):
        await expect(page.get_by_role("heading", name="Samira Haddad viser et dokument")).to_be_visible()
        await expect(page.get_by_role("img", name="Side 1 av 1", exact=True)).to_be_visible()
        assert [*await violations(page), *await page.get_by_role("button", name="Slutt å vise").all()] == []
    taken: list[str] = await comes_back.evaluate("window.documents")
    assert sum(len(each) for each in taken) > 5000
    assert not any("HJEMME" in each or "Ola" in each for each in taken)
    await sees_it.get_by_role("button", name="Større").press("Enter")
    await sees_it.get_by_role("region", name="Dokumentet").press("ArrowDown")
    await shows.get_by_role("button", name="Slutt å vise").press("Enter")
    for page in (sees_it, comes_back):
        await expect(page.get_by_role("status")).to_have_text("Samira Haddad viser ikke lenger dokumentet.")
        await expect(page.locator("#rom-dokument")).to_be_hidden()
    await expect(shows.locator("#verktoy")).to_be_focused()
    await shows.get_by_role("button", name="Mer", exact=True).click()
    await shows.get_by_role("button", name="Vis et dokument").click()
    await file.set_input_files({"name": "Brev.pdf", "mimeType": "application/pdf", "buffer": A_PDF})
    await shows.get_by_role("button", name="Vis for alle").click()
    await expect(sees_it.get_by_role("img", name="Side 1 av 2", exact=True)).to_be_visible()
    assert await _middle_of(sees_it) < 20
    await shows.get_by_role("button", name="Neste side").press("Enter")
    await expect(sees_it.get_by_role("img", name="Side 2 av 2", exact=True)).to_be_visible()
    await expect(sees_it.get_by_role("status")).to_have_text("Side 2 av 2")
    assert await _middle_of(sees_it) > 235
    await shows.get_by_role("button", name="Slutt å vise").click()
    await expect(sees_it.locator("#rom-dokument")).to_be_hidden()


async def _middle_of(page: Page) -> int:
    """How light the document is in the middle, 0–255."""
    light: int = await page.evaluate(
        "() => { const canvas = document.querySelector('#rom-dokument canvas'), half = (each) => Math.round(each / 2);"
        " return canvas.getContext('2d').getImageData(half(canvas.width), half(canvas.height), 1, 1).data[1] }"
    )
    return light


async def test_whoever_leaves_comes_back_to_the_same_place_and_the_owner_is_owner_again(
    service: Service, open_window: OpenWindow
) -> None:
    kari, _, guest = await three(service, open_window)
    await kari.reload()
    await sees(kari, 3)
    await expect(kari.get_by_role("heading", name="Du leder samtalen")).to_be_visible()
    await guest.reload()
    await sees(guest, 3)
    await kari.get_by_role("button", name="Ta ut forelder").click()
    await expect(guest.get_by_role("heading", name="Du er ikke lenger i samtalen")).to_be_visible()
    await sees(kari, 2)


async def test_a_camera_that_is_refused_is_said_in_words_and_sound_goes_on(
    service: Service, open_window: OpenWindow
) -> None:
    call = await a_call(service)
    guest = await open_window(width=PHONE)
    await enter_by_link(guest, service, call)
    await guest.context.clear_permissions()
    await allow_devices(guest, service, "microphone")
    await guest.reload()
    await expect(guest.get_by_role("button", name="Kamera av")).to_be_attached()
    await expect(guest.get_by_role("button", name="Mikrofon på")).to_be_attached()
    assert [*await violations(guest), *await too_wide(guest)] == []
    await guest.get_by_role("button", name="Bare tekst").click()
    await expect(guest.get_by_role("heading", name="Samtalen som tekst")).to_be_focused()
    assert [*await violations(guest), *await too_wide(guest)] == []


async def test_what_a_device_lacks_is_said_while_one_waits_and_the_time_is_the_services(
    service: Service, open_window: OpenWindow
) -> None:
    call = await a_call(service)
    for error, told in (
        ("NotFoundError", "Vi finner ingen mikrofon. Koble til en, eller bruk telefon."),
        ("NotReadableError", "Et annet program bruker mikrofonen. Lukk det, og slå mikrofonen på igjen."),
    ):
        guest = await open_window(width=PHONE)
        await guest.add_init_script(LACKS.format(error=error) + THREE_HOURS_FAST)
        await enter_by_link(guest, service, call)
        await expect(guest.locator("#rom-venter-utstyr")).to_contain_text(told)
        shown, now = await guest.locator("#rom-naa").inner_text(), utc_now().astimezone(OSLO)
        assert shown in {f"{each:%H.%M}" for each in (now, now - timedelta(minutes=1))}
        assert [*await violations(guest), *await too_wide(guest)] == []
    old = await open_window(width=PHONE, is_watched=False)
    await old.add_init_script("delete window.RTCPeerConnection")
    await enter_by_link(old, service, call)
    await expect(old.get_by_role("heading", name="Denne nettleseren kan ikke vise samtalen")).to_be_visible()
    await expect(old.locator("#rom-uten")).to_contain_text(call.number)


async def test_a_code_opens_the_same_door_and_a_wrong_one_says_so(
    service: Service, open_window: OpenWindow
) -> None:
    call = await a_call(service)
    guest = await open_window(width=PHONE)
    await guest.goto(service.url("/r?sprak=nb"))
    await guest.get_by_label("Oppdragsnummer").fill(call.number)
    await guest.get_by_label("Kode").fill("aaaa-aaaa-aa")
    await guest.get_by_role("button", name="Gå inn i venterommet").click()
    await expect(guest.locator("main")).to_contain_text("Nummeret og koden hører ikke sammen")
    await guest.get_by_label("Kode").fill(call.code.lower())
    await allow_devices(guest, service)
    await guest.get_by_role("button", name="Gå inn i venterommet").click()
    await expect(guest.get_by_role("heading", name="Du er i venterommet")).to_be_visible()
    for tag in ("ar", "nn"):  # the same seat, read by others
        prefix = "" if tag == "ar" else f"/{tag}"
        await guest.goto(service.url(f"{prefix}/rom/{call.number}/samtale?sprak={tag}"))
        await expect(guest.locator("#rom-venter-tittel")).to_be_visible()
        assert await guest.evaluate("document.documentElement.lang") == tag
        assert [*await violations(guest), *await too_wide(guest)] == []


async def test_a_poor_line_costs_the_picture_before_it_costs_the_sound(
    service: Service, open_window: OpenWindow
) -> None:
    kari, _, guest = await three(service, open_window)
    await guest.evaluate("window.holes = 0.2")
    await expect(guest.get_by_role("status")).to_have_text(
        "Vi stopper bildet ditt for å berge lyden.", timeout=PICTURE
    )
    await sees(kari, 2)
    await expect(guest.get_by_role("button", name="Mikrofon på")).to_be_visible()
