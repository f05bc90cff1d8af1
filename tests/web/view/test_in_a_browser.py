"""Every component in a real Chromium: accessible, not too wide at 320 pixels, under the strict policy."""

import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.view.gallery import gallery
from web.assets.places import BUILT, NODE_MODULES
from web.view.formats import JOINER, clock_range
from web.view.texts import with_hard_spaces

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# WCAG 2.1, 1.4.12: what a reader may set without losing anything.
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } "
    "p { margin-bottom: 2em !important; }"
)
ARGUMENTS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def address(manifest: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("gallery")
    (folder / "static").mkdir()
    (folder / "static" / "built").symlink_to(BUILT)
    (folder / "nb.html").write_text(gallery("nb", manifest), encoding="utf-8")
    (folder / "nn.html").write_text(gallery("nn", manifest, audience="interpreter"), encoding="utf-8")
    (folder / "en.html").write_text(gallery("en", manifest, audience="directorate"), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield started
        started.close()


def _open(browser: Browser, address: str, width: int, *, bypass: bool = True, script: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, bypass_csp=bypass, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(address)
    return page


def _overflow(page: Page) -> int:
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("form", ["nb", "nn", "en"])
def test_axe_finds_nothing(browser: Browser, address: str, form: str, width: int) -> None:
    page = _open(browser, f"{address}/{form}.html", width)
    page.evaluate((NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    page.context.close()
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("form", ["nb", "nn", "en"])
def test_nothing_is_wider_than_320_pixels_also_with_generous_spacing(
    browser: Browser, address: str, form: str
) -> None:
    page = _open(browser, f"{address}/{form}.html", 320)
    plain = _overflow(page)
    page.add_style_tag(content=SPACING)
    spaced = _overflow(page)
    page.context.close()
    assert (plain, spaced) == (0, 0)


def test_the_strict_policy_stops_nothing_and_focus_goes_to_the_errors(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/nb.html", wait_until="networkidle")
    focused = page.evaluate("document.activeElement.className")
    font = page.evaluate("document.fonts.check('16px Inter')")
    counter = page.locator("#begrunnelse-teller").inner_text()
    context.close()
    assert said == []
    assert focused == "ds-error-summary"
    assert font
    assert counter == "Du kan skrive 487 tegn til."


def test_a_range_stays_on_one_line_however_narrow_it_is(browser: Browser) -> None:
    start = datetime(2026, 11, 26, 14, tzinfo=UTC)
    ranges = [clock_range(start, start + timedelta(hours=1)), with_hard_spaces("A–E")]
    page = browser.new_page()
    page.set_content("<p></p>")

    def lines(text: str) -> int:
        counted: int = page.evaluate(
            """text => {
                const p = document.querySelector('p')
                p.style.width = '1px'
                p.textContent = text
                const all = document.createRange()
                all.selectNodeContents(p)
                return all.getClientRects().length
            }""",
            text,
        )
        return counted

    held, loose = [lines(each) for each in ranges], [lines(each.replace(JOINER, "")) for each in ranges]
    page.close()
    assert (held, loose) == ([1, 1], [2, 2])


def test_menus_close_by_escape_and_give_focus_back(browser: Browser, address: str) -> None:
    page = _open(browser, f"{address}/nb.html", 390)
    page.locator("details.t-meny.t-bare-mobil > summary").click()
    opened = page.locator("details.t-meny[open]").count()
    page.keyboard.press("Escape")
    closed = page.locator("details.t-meny[open]").count()
    focused = page.evaluate("document.activeElement.tagName")
    page.context.close()
    assert (opened, closed, focused) == (1, 0, "SUMMARY")


def test_the_page_works_without_scripts(browser: Browser, address: str) -> None:
    page = _open(browser, f"{address}/nb.html", 390, script=False)
    page.locator("details.t-meny.t-bare-mobil > summary").click()
    shown = page.get_by_role("link", name="Statistikk").first.is_visible()
    limit = page.locator("#begrunnelse-teller").inner_text()
    page.context.close()
    assert shown
    assert limit == "Du kan skrive opptil 500\xa0tegn."


def test_paper_shows_the_content_and_no_menus(browser: Browser, address: str) -> None:
    page = _open(browser, f"{address}/nb.html", 800)
    page.emulate_media(media="print")
    menu = page.locator(".t-topp__slutt").is_visible()
    footer = page.locator(".t-bunn").is_visible()
    heading = page.locator("h1").is_visible()
    page.context.close()
    assert (menu, footer, heading) == (False, False, True)
