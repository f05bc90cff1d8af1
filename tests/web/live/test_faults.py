"""What goes wrong around the socket: the listener, the database, and the process itself."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import text

from booking.rooms.waking import CHANNEL
from tests.fixtures.provider import free_port
from tests.fixtures.sockets import RoomPage, page_outside
from tests.web.live.conftest import House
from tolkeregister.core.clock import utc_now
from tolkeregister.core.settings import Settings
from web.demo import processes
from web.demo.processes import Recipe
from web.live.hub import Hub

OFFER = {"d": {"type": "offer", "sdp": "v=0\r\n", "line": 1, "round": 1}}
_OPEN_NOW = "UPDATE room SET opens_at = now() - interval '1 hour', closes_at = now() + interval '1 hour'"
_END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tolkeregister rooms'"


async def test_what_was_said_while_nobody_listened_arrives_when_somebody_does(house: House) -> None:
    pages = await house.together()
    hub: Hub = house.app.state.hub
    address, hub.database_url = hub.database_url, "postgresql://127.0.0.1:1/nobody"
    administrator = await asyncpg.connect(address)
    await administrator.execute(_END)
    await administrator.close()
    async with asyncio.timeout(5):
        while hub.is_listening.is_set():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await pages["owner"].say("signal", to=house.id("interpreter"), page=pages["interpreter"].page, body=OFFER)
    await pages["owner"].quiet()  # it is done
    hub.database_url = address
    assert (await pages["interpreter"].hear("signal", patience=6))["body"] == OFFER


async def test_a_listener_that_hears_nothing_more_is_found_out(
    own_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is up and takes what is said, but nothing comes back: as behind a pooler, or after UNLISTEN."""
    monkeypatch.setattr("web.live.hub.BEAT", 0.1)
    hub, made = Hub(own_database_url), []
    connect = asyncpg.connect

    async def remembered(*given: Any, **named: Any) -> asyncpg.Connection:
        made.append(await connect(*given, **named))
        return made[-1]

    monkeypatch.setattr("web.live.hub.asyncpg.connect", remembered)
    async with hub.running():
        await hub.is_listening.wait()
        with hub.sitting(1, 1) as sitting:
            sitting.take()
            await made[0].execute(f"UNLISTEN {CHANNEL}")
            await asyncio.wait_for(sitting.woken.wait(), 5)
    assert len(made) == 2


async def test_while_the_database_is_away_the_page_is_told_and_nothing_it_said_is_lost(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = await house.together()
    await pages["owner"].quiet()
    database, writing = house.app.state.database, house.app.state.database.writing

    @asynccontextmanager
    async def away() -> AsyncIterator[None]:
        raise ConnectionRefusedError
        yield

    monkeypatch.setattr(database, "writing", away)
    await pages["owner"].say("signal", to=house.id("interpreter"), page=pages["interpreter"].page, body=OFFER)
    await pages["owner"].hear("unsettled")
    monkeypatch.setattr(database, "writing", writing)
    assert (await pages["interpreter"].hear("signal"))["body"] == OFFER
    await pages["owner"].hear("roster")  # told anew: it is over


async def test_two_processes_serve_one_room_and_one_that_is_killed_takes_no_seat_with_it(
    house: House, tmp_path: Path
) -> None:
    """The owner's page is at a server of its own, the interpreter's at the application in this process."""
    async with house.database.writing() as session:
        await session.execute(text(_OPEN_NOW))
    server = _server(house.settings, port := free_port())
    running = processes.start(server, tmp_path / "web.log")
    known = processes.mark(running.pid)
    assert known is not None
    try:
        while not await asyncio.to_thread(processes.healthy, server):
            assert running.poll() is None, (tmp_path / "web.log").read_text()
            await asyncio.sleep(0.05)
        house.clock.at, house.app.state.clock = utc_now(), utc_now
        await house.sit("owner")
        tolk = await house.join("interpreter")
        path, base = f"/rom/{house.room.number}/signal", f"http://127.0.0.1:{port}"
        async with page_outside(base, path, house.headers("owner")) as owner:
            await _both_speak(house, owner, tolk)
            for pid in processes.members(known):
                os.kill(pid, signal.SIGKILL)
            assert await owner.closed() == 1006
    finally:
        await asyncio.to_thread(processes.end, [known])
        running.wait()
    again = await house.open("owner", page=owner.page)
    await _both_speak(house, again, tolk)


async def _both_speak(house: House, owner: RoomPage, tolk: RoomPage) -> None:
    await owner.roster_when(lambda said: [each["state"] for each in said["people"]] == ["inside"] * 2)
    await owner.say("signal", to=house.id("interpreter"), page=tolk.page, body=OFFER)
    assert (await tolk.hear("signal"))["body"] == OFFER
    await tolk.say("signal", to=house.id("owner"), page=owner.page, body={"want": "all"})
    assert (await owner.hear("signal"))["body"] == {"want": "all"}


def _server(settings: Settings, port: int) -> Recipe:
    """A server with one worker, which starts twice as fast as two."""
    told = {each.name.upper(): str(getattr(settings, each.name)) for each in fields(Settings)}
    start = "import web.serve; web.serve.WORKERS = 1; web.serve.main()"
    return Recipe(
        "web", [sys.executable, "-c", start, str(port)], told, f"http://127.0.0.1:{port}/helse/klar"
    )
