"""A conversation by screen in real browsers on the whole service: two, three and four people, by the relay and direct.

What is measured is what those in it notice: when they see each other, what comes through, and what happens when the
web processes are killed (two of them, as in production), the database loses its power, and the relay is killed.
Nobody does anything but wait then. A ratio is to bare connections in one page of the same run, one for each who sees
another, or to how long what was killed needs to start by itself. Each browser is a process of its own with a pretended
camera. It takes some minutes on a quiet machine, and says little on another.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.async_api import Browser, Page, async_playwright, expect

from benchmarks.bare_pair import BarePairs
from benchmarks.outages import Ours, outages
from benchmarks.registry import Result, benchmark
from benchmarks.screens import Flow, a_page, browsers, during
from tests.browser.rooms import a_call, enter, enter_by_link, sees
from tests.fixtures.outage import OwnServer, own_server
from tests.fixtures.service import Service, served_world

MANY, SECONDS, BARE_TIMES = (2, 3, 4), 5.0, 3
NAMES = ("samira", "kari", "guest", "second guest")
# Own choices: a conversation needs the server, the others' cameras and the processor of one machine.
PICTURE, FRAMES, SOUND = 6.0, 0.7, 0.9


@dataclass(frozen=True, slots=True)
class Limit:
    """What bare connections do by one way."""

    pictures: dict[int, float]  # milliseconds until all are there, by how many people
    flow: Flow  # of one pair, in SECONDS


@dataclass(frozen=True, slots=True)
class Together:
    """People in one conversation: their pages by name, their tiles, and when each was let in (epoch, milliseconds)."""

    pages: dict[str, Page]
    tiles: dict[str, str]
    let_in: dict[str, float]


@benchmark("conversation")
async def conversation() -> AsyncIterator[Result]:
    """Three lines for each number of people and way, and two for each outage."""
    with tempfile.TemporaryDirectory() as folder:
        async with own_server(Path(folder)) as server:
            written = Path(folder) / "written"
            written.mkdir()
            async with served_world(server.database_url, written) as service:
                assert service.settings.relay_urls, "coturn is missing: apt-get install coturn"
                async with async_playwright() as playwright, browsers(playwright, max(MANY)) as opened:
                    async for each in _measured(service, server, opened):
                        yield each


async def _measured(service: Service, server: OwnServer, opened: list[Browser]) -> AsyncIterator[Result]:
    bare = BarePairs(opened[0], service)
    for direct in (False, True):
        limit = await _limit(bare, direct=direct)
        for many in MANY:
            async with _together(service, opened[:many], direct=direct) as people:
                for each in await _lines(people, limit, direct=direct):
                    yield each
    async with _together(service, opened[:3], direct=False) as people:
        ours = Ours(service, server, people.pages, bare)
        async for each in outages(ours):
            yield each


async def _limit(bare: BarePairs, *, direct: bool) -> Limit:
    """The median time until everybody would see everybody, and what comes then between two."""
    pictures = {}
    for people in MANY:
        took = []
        for _ in range(BARE_TIMES):
            took.append(await bare.open(direct=direct, many=people * (people - 1)))
            await bare.close()
        pictures[people] = median(took)
    await bare.open(direct=direct)
    before = await bare.counted()
    await asyncio.sleep(SECONDS)
    after = await bare.counted()
    await bare.close()
    flow = Flow(
        after.frames - before.frames, after.packets - before.packets, after.energy - before.energy, ""
    )
    return Limit(pictures, flow)


@asynccontextmanager
async def _together(service: Service, opened: list[Browser], *, direct: bool) -> AsyncIterator[Together]:
    """So many as there are browsers, all inside and seeing each other: interpreter, owner, then guests by a link."""
    call = await a_call(service, direct=direct)
    pages = {name: await a_page(browser) for name, browser in zip(NAMES, opened, strict=False)}
    samira, kari, *guests = pages.values()
    await service.sign_in(samira, call.interpreter.actor)
    await service.sign_in(kari, service.world.body.booker)
    try:
        for page in (samira, kari):
            await enter(page, service, call)
        let_in = {name: float(await _given(pages[name])) for name in ("samira", "kari")}
        for page in guests:
            await enter_by_link(page, service, call)
            await _given(page)
        waiting = kari.get_by_role("button", name="Slipp inn forelder")
        for left, name in reversed(list(enumerate(NAMES[2 : len(pages)]))):
            await expect(waiting).to_have_count(left + 1)
            let_in[name] = float(await kari.evaluate("Date.now()"))
            await waiting.last.click()
        for page in pages.values():
            await sees(page, len(pages))
        own = "document.querySelector('.t-rute[data-speil]').id"
        yield Together(pages, {name: await page.evaluate(own) for name, page in pages.items()}, let_in)
    finally:
        for page in pages.values():
            await page.context.close()


async def _given(page: Page) -> int:
    """When the camera was given."""
    while (at := await page.evaluate("window.seen.given")) is None:  # noqa: ASYNC110  (the browser's event)
        await asyncio.sleep(0.05)
    return int(at)


async def _lines(people: Together, limit: Limit, *, direct: bool) -> list[Result]:
    many = len(people.pages)
    found = await during(people.pages, SECONDS)
    assert len(found) == many * (many - 1), f"not everybody is connected: {sorted(found)}"
    assert all(each.energy > 0 for each in found.values()), "somebody is not heard"
    assert direct or {each.kind for each in found.values()} == {"relay"}, "not by the relay"
    pictures = sorted(await _first_pictures(people))
    frames, sound = (
        min(values) for values in zip(*((e.frames, e.packets) for e in found.values()), strict=True)
    )
    path, pair = f"{many} people, {'direct' if direct else 'relay'}", "a bare pair in one page"
    alone = limit.pictures[many]
    ratios = median(pictures) / alone, pictures[-1] / alone
    return [
        Result(f"{path}: pictures, median and last", f"{many * (many - 1)} bare pairs at once",
               f"{median(pictures):.0f} / {pictures[-1]:.0f} ms", f"{alone:.0f} ms", *ratios,
               f"<= {PICTURE:.0f} x", ratios[0] <= PICTURE),
        _at_least(f"{path}: frames in {SECONDS:.0f} s, worst direction", pair, frames, limit.flow.frames, FRAMES),
        _at_least(f"{path}: sound in {SECONDS:.0f} s, worst direction", pair, sound, limit.flow.packets, SOUND),
    ]  # fmt: skip


def _at_least(path: str, limit_name: str, ours: float, limit: float, least: float) -> Result:
    ratio = ours / limit
    return Result(
        path, limit_name, f"{ours:.0f}", f"{limit:.0f}", ratio, None, f">= {least} x", ratio >= least
    )


async def _first_pictures(people: Together) -> list[float]:
    """Milliseconds, for each direction, from when the later of the two was let in."""
    names = {tile: name for name, tile in people.tiles.items()}
    took = []
    for viewer, page in people.pages.items():
        first: dict[str, float] = await page.evaluate("window.seen.first")
        took += [at - max(people.let_in[viewer], people.let_in[names[tile]]) for tile, at in first.items()]
    return took
