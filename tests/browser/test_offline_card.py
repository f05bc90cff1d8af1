"""The saved page checks a code with the service out of reach, and says the same as the register's own command."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from playwright.async_api import Page, expect

from tests.fixtures.chromium import OpenWindow
from tests.fixtures.service import Service
from tolkeregister.core.clock import utc_now
from tolkeregister.tolkebevis.signing import Kind, SaidEntry, read_card, sign, sign_card, statement_in

DAY = timedelta(hours=24)
ENTRIES = (SaidEntry("ar", "tale", "A"), SaidEntry("no", "tegn", "B"))


async def saved_page(service: Service, folder: Path, form: str = "") -> tuple[str, list[dict[str, str]]]:
    """The file somebody saved earlier, and the keys as they were."""
    async with httpx2.AsyncClient() as client:
        page = await client.get(service.url(f"{form}/k/uten-nett/tolkebevis.html"))
        keys = (await client.get(service.url("/.well-known/tolkebevis.json"))).json()["keys"]
    file = folder / "tolkebevis.html"
    file.write_bytes(page.content)
    return file.as_uri(), keys


async def checked(page: Page, code: str) -> str:
    """Paste, press, and read which answer it is."""
    await page.get_by_label("Koden eller adressen").fill(code)
    await page.get_by_role("button", name="Kontroller").click()
    answer = page.locator("#svar")
    await expect(answer).to_be_visible()
    return str(await answer.get_attribute("data-kode"))


async def test_the_saved_page_answers_as_the_command_does(
    service: Service, open_window: OpenWindow, tmp_path: Path
) -> None:
    address, keys = await saved_page(service, tmp_path)
    secret, kid, now = service.settings.secret_key, keys[0]["kid"], utc_now()

    def made(ago: timedelta = timedelta(0), life: timedelta = DAY, key: str = secret, name: str = kid) -> str:
        return sign_card(key, name, "kort-1", ENTRIES, made_at=now - ago, ends_at=now - ago + life)

    codes = {
        f"https://x.example/k/b/abc?s={made()}": "statement_fresh",
        made(timedelta(hours=2)): "statement_old",
        made(timedelta(hours=25)): "statement_expired",
        made(-timedelta(hours=1)): "statement_from_the_future",
        made()[:-8] + "AAAAAAAA": "statement_altered",
        made(key="another" * 8): "statement_altered",
        made(name="9999-ffffff"): "statement_unknown_key",
        sign(secret, kid, Kind.ANSWER, {"kort": "1", "opp": [], "per": 1, "exp": 2}): "statement_unreadable",
        sign(secret, kid, Kind.CARD, {"kort": "1"}): "statement_unreadable",
        "https://x.example/k/b/abc": "statement_unreadable",
        "æøå.x.y": "statement_unreadable",
        "": "statement_unreadable",
    }
    page = await open_window()
    await page.context.set_offline(True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(address)
    for code, expected in codes.items():
        assert read_card(statement_in(code), keys, datetime.now(UTC)).decision.codes == (expected,)
        assert await checked(page, code) == expected, code
    assert [each for each in asked if not each.startswith("file:")] == []


async def test_what_is_valid_says_how_fresh_it_is(
    service: Service, open_window: OpenWindow, tmp_path: Path
) -> None:
    address, keys = await saved_page(service, tmp_path)
    made_at = utc_now() - timedelta(minutes=3, seconds=5)
    code = sign_card(service.settings.secret_key, keys[0]["kid"], "kort-1", ENTRIES, made_at=made_at,
                     ends_at=made_at + DAY)  # fmt: skip
    page = await open_window(width=390)
    await page.goto(address)
    await checked(page, code)
    answer = page.locator("#svar")
    await expect(answer).to_contain_text("arabisk: kategori A")
    await expect(answer).to_contain_text("for 3 minutter siden")
    await expect(answer).to_contain_text("Ikke kontrollert mot registeret nå.")


async def test_a_picture_of_the_code_is_read_where_the_browser_can(
    service: Service, open_window: OpenWindow, tmp_path: Path
) -> None:
    """Browsers on phones have a reader of codes; here one stands in for it."""
    address, keys = await saved_page(service, tmp_path)
    now = utc_now()
    code = sign_card(
        service.settings.secret_key, keys[0]["kid"], "k", ENTRIES, made_at=now, ends_at=now + DAY
    )
    page = await open_window()
    await page.add_init_script(
        f"globalThis.BarcodeDetector = class {{ async detect() {{ return [{{ rawValue: '{code}' }}] }} }};"
        "globalThis.createImageBitmap = async () => ({})"
    )
    await page.goto(address)
    picture = tmp_path / "code.png"
    picture.write_bytes(b"x")
    await page.get_by_label("Ta bilde av koden").set_input_files(picture)
    await expect(page.locator("#svar")).to_have_attribute("data-kode", "statement_fresh")


async def test_a_browser_that_cannot_is_told_so(
    service: Service, open_window: OpenWindow, tmp_path: Path
) -> None:
    address, keys = await saved_page(service, tmp_path)
    now = utc_now()
    code = sign_card(
        service.settings.secret_key, keys[0]["kid"], "k", ENTRIES, made_at=now, ends_at=now + DAY
    )
    page = await open_window()
    await page.add_init_script("crypto.subtle.importKey = async () => { throw new Error('no Ed25519') }")
    await page.goto(address)
    assert await checked(page, code) == "not_able"


@pytest.mark.parametrize("width", [1280, 390])
async def test_the_card_on_screen_is_renewed_and_large_enough(
    service: Service, open_window: OpenWindow, width: int
) -> None:
    """A code of 93 modules needs some three pixels for each to be read from a phone."""
    page = await open_window(width=width)
    await service.sign_in(page, service.world.leila.actor)
    await page.goto(service.url("/min-side/tolkebevis"))
    code = page.locator(".t-bevis__qr svg")
    box = await code.bounding_box()
    assert box is not None
    assert box["width"] >= 270
    part = page.locator("[data-refresh*='/min-side/tolkebevis/kode']")
    await expect(part).to_have_attribute("data-every", "60")
    answer = await page.request.get(service.url(str(await part.get_attribute("data-refresh"))))
    assert (await answer.text()).count("<svg") >= 1
