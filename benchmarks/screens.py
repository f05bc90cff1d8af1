"""Browsers of their own for a conversation by screen, and what each of them counts of sound and picture.

Each page notes by itself when its camera was given, when the first picture of each other person came, and how much of
sound and picture has come from whom, so that nothing is lost between two looks of ours.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

from playwright.async_api import Browser, Page, Playwright

from tests.fixtures.chromium import ARGUMENTS, WIDE, browser_program

WATCHED = """
window.made = []
window.seen = { given: null, first: {}, line: null, locked: null }
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given)
    window.seen.line = this
    this.addEventListener('message', ({ data }) => {
      const said = JSON.parse(data)
      if (said.type === 'roster') window.seen.locked = said.locked
    })
  }
}
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) { super(...given); window.made.push(this) }
}
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
navigator.mediaDevices.getUserMedia = async (wanted) => {
  const stream = await ask(wanted)
  window.seen.given ??= Date.now()
  return stream
}
const others = () => document.querySelectorAll('.t-rute:not([data-speil])')
setInterval(() => {
  for (const tile of others()) {
    const video = tile.querySelector('video')
    if (!window.seen.first[tile.id] && video.getVideoPlaybackQuality().totalVideoFrames > 0) {
      window.seen.first[tile.id] = Date.now()
    }
  }
}, 20)
window.counted = async () => {
  const found = {}
  for (const pc of window.made.filter((each) => each.connectionState !== 'closed')) {
    let [frames, packets, energy, kind] = [0, 0, 0, '']
    const stats = await pc.getStats()
    for (const each of stats.values()) {
      if (each.type === 'inbound-rtp') {
        frames += each.framesDecoded ?? 0
        if (each.kind === 'audio') [packets, energy] = [each.packetsReceived, each.totalAudioEnergy]
      }
      if (each.type === 'candidate-pair' && each.nominated) kind = stats.get(each.localCandidateId)?.candidateType
    }
    const track = pc.getReceivers()[0]?.track
    const tile = [...others()].find((each) => each.querySelector('video').srcObject?.getTrackById(track?.id))
    if (tile) found[tile.id] = { frames, packets, energy, kind }
  }
  return found
}
"""


@dataclass(frozen=True, slots=True)
class Flow:
    """What has come from one person so far."""

    frames: int
    packets: int
    energy: float
    kind: str  # the way it goes: `relay`, `host`


Flows = dict[tuple[str, str], Flow]  # by who sees and by the tile that is seen


@asynccontextmanager
async def browsers(playwright: Playwright, many: int) -> AsyncIterator[list[Browser]]:
    """So many, each a process of its own."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(await _launch(playwright)) for _ in range(many)]


async def _launch(playwright: Playwright) -> Browser:
    """As root the sandbox cannot start, so it is left off there and only there."""
    return await playwright.chromium.launch(
        executable_path=browser_program(), args=list(ARGUMENTS), chromium_sandbox=os.geteuid() != 0
    )


async def a_page(browser: Browser) -> Page:
    """A page of somebody who has not been here before."""
    context = await browser.new_context(viewport={"width": WIDE, "height": 900}, timezone_id="Europe/Oslo")
    context.set_default_timeout(30_000)
    page = await context.new_page()
    await page.add_init_script(WATCHED)
    return page


async def flows(pages: dict[str, Page]) -> Flows:
    """All directions, at this moment."""
    found: list[dict[str, Any]] = await asyncio.gather(
        *(page.evaluate("window.counted()") for page in pages.values())
    )
    return {
        (name, tile): Flow(**told)
        for name, counted in zip(pages, found, strict=True)
        for tile, told in counted.items()
    }


async def during(pages: dict[str, Page], seconds: float) -> Flows:
    """What comes in so many seconds in every direction; the time is ours, so that a slow look counts as long."""
    before, started = await flows(pages), monotonic()
    await asyncio.sleep(seconds)
    after, share = await flows(pages), seconds / (monotonic() - started)
    return grown(before, after, share)


def grown(before: Flows, after: Flows, share: float = 1.0) -> Flows:
    """What has come between two looks; what was built anew meanwhile is counted from its beginning."""
    nothing = Flow(0, 0, 0.0, "")
    made = {}
    for key, now in after.items():
        was = before.get(key, nothing)
        was = was if was.packets <= now.packets and was.frames <= now.frames else nothing
        made[key] = Flow(
            round((now.frames - was.frames) * share), round((now.packets - was.packets) * share),
            now.energy - was.energy, now.kind,
        )  # fmt: skip
    return made
