"""What a conversation survives: the database, the relay and a line that are gone, and come back."""

from playwright.async_api import Page, expect

from tests.browser.rooms import PICTURE, a_call, all_enter, moves
from tests.fixtures.chromium import OpenWindow
from tests.fixtures.database import DatabaseServer
from tests.fixtures.relay import need_relay
from tests.fixtures.service import Service

# Signs of life come so often that a dead line is found while a test waits; `deaf` takes everything and says nothing.
QUICK = """
window.lines = []
window.deaf = null
window.WebSocket = class extends WebSocket {
  constructor(...given) { super(...given); window.lines.push(this) }
  set onmessage(hear) {
    super.onmessage = (event) => {
      if (window.deaf === this) return
      const said = JSON.parse(event.data)
      hear({ data: JSON.stringify(said.type === 'welcome' ? { ...said, beat: 0.4 } : said) })
    }
  }
}
"""
BACK = "Tilkoblet"
NO_ANSWER = "Tjenesten svarer ikke akkurat nå. Samtalen går videre."
_EVERYBODY_OUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"
STRIP = "#rom-melding"


async def test_a_conversation_outlives_the_database_the_relay_and_a_dead_line(
    breakable_service: Service, open_window: OpenWindow, database_server: DatabaseServer
) -> None:
    """Nobody does anything but wait: no page is loaded again."""
    need_relay()
    service = breakable_service
    call = await a_call(service)
    kari, samira, guest = [await open_window(is_watched=False) for _ in range(3)]
    await samira.add_init_script(QUICK)
    await all_enter(service, call, kari, samira, guest)
    opened = [await page.evaluate("performance.timeOrigin") for page in (kari, samira, guest)]
    await _database_is_cut_off(service, database_server, kari, guest)
    await _line_is_deaf(samira)
    await _relay_is_killed(service, kari, samira, guest)
    assert opened == [await page.evaluate("performance.timeOrigin") for page in (kari, samira, guest)]


async def _database_is_cut_off(service: Service, server: DatabaseServer, kari: Page, guest: Page) -> None:
    service.road.cut()
    await server.run(_EVERYBODY_OUT.format(service.road.name))
    try:
        await kari.locator("#rom-laas").click()
        await expect(kari.locator(STRIP)).to_have_text(NO_ANSWER, timeout=PICTURE)
        await moves(guest)
    finally:
        service.road.restore()
    await expect(kari.get_by_role("button", name="Rommet er låst")).to_be_attached(
        timeout=PICTURE
    )  # what was said is not lost
    await expect(kari.get_by_role("status").filter(has_text=BACK)).to_be_attached(timeout=PICTURE)
    await _lock(kari, "Lås rommet")


async def _line_is_deaf(samira: Page) -> None:
    before = await samira.evaluate("{ window.deaf = window.lines.at(-1); window.lines.length }")
    for _ in range(80):
        if await samira.evaluate("window.lines.length") > before:
            break
        await samira.wait_for_timeout(250)
    assert await samira.evaluate("window.lines.length") > before
    await moves(samira)


async def _relay_is_killed(service: Service, *pages: Page) -> None:
    service.running.kill("relay")
    try:
        for page in pages:
            await expect(page.locator("#rom-linje")).to_have_text("Forbindelsen er brutt", timeout=PICTURE)
        await expect(pages[0].get_by_role("status").filter(has_text="mistet forbindelsen")).to_be_attached(
            timeout=PICTURE
        )
    finally:
        service.running.start("relay")
        await service.running.ready("relay")
    for page in pages:
        await moves(page, patience=60)


async def _lock(kari: Page, then: str) -> None:
    await kari.locator("#rom-laas").click()
    await expect(kari.get_by_role("button", name=then)).to_be_attached(timeout=PICTURE)
