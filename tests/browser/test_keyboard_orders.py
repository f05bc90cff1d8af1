"""Exceptions, changes, cancelling and the own share by keyboard alone; nothing is sent for good."""

from playwright.async_api import expect

from tests.browser.keyboard import Keyboard
from tests.fixtures.chromium import PHONE, OpenWindow
from tests.fixtures.service import Service


async def summary(kari: Keyboard, button: str, mistake: str) -> None:
    """The button is reached and pressed, the summary has focus, and its link leads to the field."""
    await kari.follow(button)
    assert "ds-error-summary" in (await kari.stop()).html
    await kari.to(mistake)
    await kari.press("Enter")
    assert (await kari.stop()).html.startswith(("<input", "<select", "<textarea"))


async def test_what_a_booker_does_with_an_order_is_done_by_keyboard(
    service: Service, open_window: OpenWindow
) -> None:
    orders = service.world.orders
    kari = Keyboard(await open_window(width=PHONE))
    await service.sign_in(kari.page, service.world.body.booker)

    await kari.page.goto(service.url(f"/bestilling/{orders['unfilled']}/unntak"))
    await summary(kari, "Lagre og bruk denne personen", "Velg hvilket unntak som gjelder")
    await kari.press("ArrowDown")
    assert await kari.page.get_by_label("Det er en nødssituasjon").is_checked()
    for box in ("Personen er over 18 år", "Personen er ikke i familie", "Jeg har gjort personen kjent"):
        await kari.to(box)
        await kari.press("Space")

    await kari.page.goto(service.url(f"/bestilling/{orders['ready']}"))
    await kari.follow("Endre bestillingen")
    await summary(kari, "Endre, eller spør tolken", "Du har ikke endret noe")
    await kari.follow("Behold som den er")
    await kari.follow("Avbestill tolken")
    await summary(kari, "Avbestill tolken", "Velg hvorfor dere avbestiller")
    await kari.follow("Behold bestillingen")

    await kari.page.goto(service.url("/virksomhet/andel"))
    await kari.to("Vis tallene i tabell")
    await kari.press("Enter")
    await expect(kari.page.get_by_role("table").first).to_be_visible()
    await kari.to("Last ned for Excel (CSV)")
