"""What those in a conversation notice when a part of the service is killed and comes back, and nobody does anything."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

import asyncpg
from playwright.async_api import Page

from benchmarks.bare_pair import BarePairs
from benchmarks.registry import Result
from benchmarks.screens import Flow, Flows, flows, grown
from tests.fixtures.outage import OwnServer
from tests.fixtures.service import Service

DOWN, QUIET = 4.0, 4.0  # seconds that a part is away, and that are counted before it is
PATIENCE = 90.0  # seconds until we say that it never comes back
MEDIA, BACK, RELAY_BACK = 0.9, 2.0, 3.0  # own choices: at least, and at most
WAIT = 2.0  # seconds that a page and a listener wait before they try again
MOVING = Flow(5, 10, 0.0, "")  # so much more has come when a direction is back


@dataclass(frozen=True, slots=True)
class Ours:
    """The conversation, what it runs on, and a bare pair to compare with."""

    service: Service
    server: OwnServer
    pages: dict[str, Page]
    bare: BarePairs


async def outages(ours: Ours) -> AsyncIterator[Result]:
    """The web processes, the database, and the relay, one after another in the same conversation."""
    running, server = ours.service.running, ours.server

    async def web_back() -> None:
        running.start("web")
        await running.ready("web")

    async def database_back() -> None:
        await asyncio.to_thread(server.start)
        await (await asyncpg.connect(server.database_url)).close()

    for name, kill, back in (
        ("web processes", lambda: asyncio.to_thread(running.kill, "web"), web_back),
        ("database", lambda: asyncio.to_thread(server.stop), database_back),
    ):
        for each in await _signalling(ours, name, kill, back):
            yield each
    yield await _relay(ours)


async def _signalling(
    ours: Ours, name: str, kill: Callable[[], Awaitable[None]], back: Callable[[], Awaitable[None]]
) -> list[Result]:
    """Sound and picture go on meanwhile; then what one does is seen by all again."""
    before = await _counted_for(ours.pages, QUIET)
    await kill()
    meanwhile = await _counted_for(ours.pages, DOWN)
    started = monotonic()
    await back()
    alone = monotonic() - started
    settled = await _within(lambda: _lock_reaches_all(ours.pages), since=started)
    worst = min((meanwhile[key].frames / DOWN) / max(before[key].frames / QUIET, 1) for key in before)
    frames = min(each.frames for each in meanwhile.values()), min(each.frames for each in before.values())
    return [
        Result(f"{name} killed: frames meanwhile, worst direction", f"before, in {QUIET:.0f} s", f"{frames[0]}",
               f"{frames[1]}", worst, None, f">= {MEDIA} x", worst >= MEDIA),
        _back(f"{name} back: signals reach all, nobody did anything", f"its own start, and {WAIT:.0f} s", settled,
              alone + WAIT, BACK),
    ]  # fmt: skip


async def _relay(ours: Ours) -> Result:
    """Everything stops, and goes on by itself."""
    running = ours.service.running
    await ours.bare.open(direct=False)
    running.kill("relay")
    await asyncio.sleep(DOWN)
    started, at_start, bare_at_start = monotonic(), await flows(ours.pages), await ours.bare.counted()
    running.start("relay")

    async def bare_moves() -> bool:
        now = await ours.bare.counted()
        return now.frames - bare_at_start.frames >= MOVING.frames

    async def all_move() -> bool:
        return _all_move(grown(at_start, await flows(ours.pages)), len(at_start))

    mine, alone = await asyncio.gather(_within(all_move, since=started), _within(bare_moves, since=started))
    await ours.bare.close()
    return _back(
        "relay back: sound and picture in every direction, nobody did anything",
        "a bare pair that starts anew at once", mine, alone or PATIENCE, RELAY_BACK,
    )  # fmt: skip


def _back(path: str, limit: str, ours: float | None, alone: float, most: float) -> Result:
    ratio = (ours or PATIENCE) / alone
    told = "never" if ours is None else f"{ours:.1f} s"
    met = ours is not None and ratio <= most
    return Result(path, limit, told, f"{alone:.1f} s", ratio, None, f"<= {most:.0f} x", met)


def _all_move(more: Flows, directions: int) -> bool:
    return len(more) == directions and all(
        each.frames >= MOVING.frames and each.packets >= MOVING.packets for each in more.values()
    )


async def _counted_for(pages: dict[str, Page], seconds: float) -> Flows:
    before, until = await flows(pages), monotonic() + seconds
    await asyncio.sleep(until - monotonic())
    return grown(before, await flows(pages))


async def _within(holds: Callable[[], Awaitable[bool]], *, since: float) -> float | None:
    """Seconds from `since` until it holds, or None."""
    while monotonic() - since < PATIENCE:
        if await holds():
            return monotonic() - since
        await asyncio.sleep(0.1)
    return None


async def _lock_reaches_all(pages: dict[str, Page]) -> bool:
    """The owner turns the lock as soon as the line takes it, and every page hears of it."""
    wanted = not await pages["kari"].evaluate("window.seen.locked")
    up = "window.seen.line?.readyState === WebSocket.OPEN"
    while not await pages["kari"].evaluate(up):  # noqa: ASYNC110  (the browser's event)
        await asyncio.sleep(0.05)
    await pages["kari"].locator("#rom-laas").click()
    for _ in range(40):
        if {await each.evaluate("window.seen.locked") for each in pages.values()} == {wanted}:
            return True
        await asyncio.sleep(0.05)
    return False
