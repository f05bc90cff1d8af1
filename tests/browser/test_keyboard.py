"""The whole road by keyboard alone: skip link, fields, arrows, the error summary, and Enter."""

from datetime import timedelta

from playwright.async_api import expect

from tests.browser.keyboard import Keyboard
from tests.browser.road import let_it_pass, open_mail
from tests.fixtures.chromium import PHONE, OpenWindow
from tests.fixtures.service import Service
from tolkeregister.core.clock import oslo_date, utc_now


async def test_the_road_by_keyboard_alone(service: Service, open_window: OpenWindow) -> None:
    kari = Keyboard(await open_window())
    await _search(kari, service)
    await _order(kari)
    number = kari.page.url.rpartition("/")[2]
    jan = Keyboard(await open_window(width=PHONE))
    await open_mail(jan.page, service, service.world.by_language["pl"].email, "Nytt tilbud")
    await jan.follow("Logg inn med ID-porten")
    await jan.follow("Jan Kowalski")
    await jan.to("Jeg er habil")
    await jan.press("Space")
    await jan.follow("Takk ja")
    await expect(jan.page.get_by_role("heading", level=1)).to_have_text("Oppdraget er ditt")
    await let_it_pass(service, number)
    await kari.page.reload()
    await kari.follow("Bekreft hvordan det gikk")
    await kari.to("Tolkingen ble gjennomført")
    await kari.press("Space")
    await kari.follow("Send svaret")
    await expect(kari.page.get_by_role("heading", level=1)).to_have_text("Oppdraget er gjennomført")


async def _search(kari: Keyboard, service: Service) -> None:
    """The skip link goes past the menu; the rest is fields."""
    await kari.page.goto(service.url("/finn-tolk"))
    await kari.to("Hopp til hovedinnhold")
    await kari.press("Enter")
    assert 'id="innhold"' in (await kari.stop()).html
    await kari.write("Språk", "Polsk")
    await kari.write_date("Dato", oslo_date(utc_now() + timedelta(days=7)))
    await kari.write_morning("Fra kl.", "10:00")
    await kari.to("Skjerm")
    await kari.press("ArrowRight", "ArrowLeft")
    assert (await kari.stop()).name == "Skjerm"
    await kari.follow("Søk")


async def _order(kari: Keyboard) -> None:
    """Four steps; the first is sent too early, and the summary of errors leads to what is missing."""
    await kari.follow("Bestill tolk")
    await kari.follow("Logg inn med Ansattporten")
    await kari.follow("Kari Solheim")
    await kari.follow("Gå videre")
    assert "ds-error-summary" in (await kari.stop()).html
    await kari.to("Velg hvorfor dere trenger tolk")
    await kari.press("Enter")
    assert 'name="grunnlag"' in (await kari.stop()).html
    await kari.press("ArrowDown", "ArrowDown")
    await kari.follow("Gå videre")
    await kari.write("Hva handler samtalen om?", "samtale om skolestart")
    await kari.write("Hvem er med?", "lærer og forelder")
    await kari.write("Plan B: telefonnummeret dere går over til hvis skjermen svikter", "22000000")
    await kari.follow("Gå videre")
    await kari.follow("Gå videre")
    await kari.follow("Send bestillingen")
    await expect(kari.page.get_by_role("heading", level=1)).to_have_text("Vi spør tolker for deg")
