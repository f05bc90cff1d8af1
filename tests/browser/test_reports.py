"""A report by keyboard: sent, waited for, mended from its receipt, sent again; and a word that gets its meaning."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.booking.reports.files import csv_of, row
from tests.browser.keyboard import Keyboard
from tests.browser.looking import too_wide, violations
from tests.fixtures.chromium import WIDE, OpenWindow
from tests.fixtures.service import Service


async def looks_right(page: Page) -> None:
    """Nothing for axe, and nothing wider than a phone."""
    await page.set_viewport_size({"width": WIDE, "height": 900})
    assert [*await violations(page), *await too_wide(page)] == []
    await page.set_viewport_size({"width": WIDE, "height": 900})


async def send(torbjorn: Keyboard, file: Path) -> None:
    """The file chooser is the browser's own; everything else is keys."""
    await torbjorn.to("Fil med oppdrag")
    await torbjorn.page.get_by_label("Fil med oppdrag").set_input_files(file)
    await torbjorn.follow("Send filen")


async def test_a_report_is_sent_mended_and_sent_again(
    service: Service, open_window: OpenWindow, tmp_path: Path
) -> None:
    torbjorn = Keyboard(await open_window())
    page = torbjorn.page
    await service.sign_in(page, service.world.agency)
    wrong = [row(referanse="B-1"), row(referanse="B-2", metode="faks"), row(referanse="B-3", sprak="kurdisk")]
    file = tmp_path / "oktober.csv"
    file.write_bytes(csv_of(wrong))
    await page.goto(service.url("/rapport"))
    await looks_right(page)
    await torbjorn.follow("Send filen")
    assert "ds-error-summary" in (await torbjorn.stop()).html
    await looks_right(page)
    await send(torbjorn, file)
    await expect(page.get_by_text("2 rader er ikke tatt inn")).to_be_visible(timeout=20_000)  # by itself
    await expect(page.get_by_role("cell", name="faks")).to_be_visible()
    await looks_right(page)
    await torbjorn.follow("Si hva ordene som venter, betyr")
    await looks_right(page)
    await torbjorn.follow("kurdisk")
    await looks_right(page)
    await page.get_by_role("radio").first.check()
    await torbjorn.follow("Lagre")
    await expect(page.get_by_text("Vi leser 1 fil på nytt.")).to_be_visible()
    wrong[1]["metode"] = "telefon"
    file.write_bytes(csv_of(wrong))
    await page.goto(service.url("/rapport"))
    await send(torbjorn, file)
    await expect(page.get_by_text("Alle radene er tatt inn")).to_be_visible(timeout=20_000)
    told = "SELECT sum(weight) FROM assignment_fact WHERE reference IN ('B-1', 'B-2', 'B-3') AND source = 'report'"
    assert await service.value(told) == 3
