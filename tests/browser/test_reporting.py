"""Somebody reports in Arabic, right to left, by keyboard alone on a phone, and leaves quickly."""

from playwright.async_api import expect

from tests.browser.keyboard import Keyboard
from tests.browser.looking import too_wide, violations
from tests.fixtures.chromium import PHONE, OpenWindow
from tests.fixtures.service import Service
from web.view.further_languages import texts_of

AR = texts_of("ar")


async def looked_at(person: Keyboard, heading: str) -> None:
    """The page is there, in Arabic from right to left, and nothing is found on it."""
    await expect(person.page.get_by_role("heading", level=1)).to_have_text(AR[heading])
    assert await person.page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == [
        "rtl",
        "ar",
    ]
    assert [*await violations(person.page), *await too_wide(person.page)] == []
    await person.page.set_viewport_size({"width": PHONE, "height": 900})


async def test_a_report_in_arabic_by_keyboard_alone(service: Service, open_window: OpenWindow) -> None:
    person = Keyboard(await open_window(width=PHONE))
    await person.page.goto(service.url("/varsle?sprak=ar"))
    await looked_at(person, "Meld fra om en tolk")
    await person.follow(AR["Begynn"])
    await looked_at(person, "Hva har skjedd?")
    await person.follow(AR["Gå videre"])
    assert "ds-error-summary" in (await person.stop()).html
    await looked_at(person, "Hva har skjedd?")
    await person.to(AR["Velg hva det gjelder"])
    await person.press("Enter", "Space")
    await person.write(AR["Fortell hva som skjedde"], "قال المترجم شيئًا آخر.")
    await person.follow(AR["Gå videre"])
    await looked_at(person, "Hvem, når og hvor?")
    await person.follow(AR["Gå videre"])
    await looked_at(person, "Hvem er du?")
    await person.to(AR["Ja, jeg vil ikke si hvem jeg er"])
    await person.press("Space")
    await person.follow(AR["Gå videre"])
    await looked_at(person, "Se over og send")
    await person.follow(AR["Send"])
    await looked_at(person, "Vi har fått meldingen din")
    code = await person.page.locator("[data-code]").inner_text()
    await person.follow(AR["Følg saken"])
    await looked_at(person, "Følg saken")
    await person.write(AR["Koden din"], code)
    await person.press("Enter")
    await looked_at(person, "Saken din")
    assert await person.page.context.cookies() == []


async def test_leaving_quickly_puts_another_page_in_its_place(
    service: Service, open_window: OpenWindow
) -> None:
    page = await open_window(is_watched=False)
    await page.route(
        "https://www.yr.no/**", lambda route: route.fulfill(body="vær", content_type="text/html")
    )
    await page.goto(service.url("/om"))
    await page.goto(service.url("/varsle/hva"))
    await page.get_by_role("link", name="Forlat siden raskt").click()
    await page.wait_for_url("https://www.yr.no/**")
    await page.go_back()
    assert page.url == service.url("/om")
