"""Fifty rooms of three at once, without browsers: how long what one page says takes to reach another.

Through the real server, its socket, two transactions and a notice, against a bare NOTIFY between two connections. Each
is measured in turns in the same run. Three in a room say things to each other at a pace that a beginning conversation
has: one message a second in each room.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from statistics import median
from time import perf_counter

import asyncpg

from benchmarks.database import bench_database
from benchmarks.measuring import quantile
from benchmarks.nation_like import NOW, load_nation
from benchmarks.registry import Result, benchmark
from benchmarks.served import served
from tests.fixtures.sockets import RoomPage, page_outside

ROOMS, PEOPLE, ROUNDS, TURNS = 50, 3, 5, 6  # turns: messages each room says in a round, a second apart
NOTICES = 300  # in a round
MOST = 40.0  # times the bare notice's p95; a socket there and one back, two transactions, JSON four times
FIRST = 60_000_000  # ids of what this benchmark adds
SDP = "v=0\r\n" + "a=candidate:1 1 udp 41885695 192.0.2.1 50000 typ relay raddr 0.0.0.0 rport 0\r\n" * 15
OFFER = {"d": {"type": "offer", "sdp": SDP, "line": 1, "round": 1}}

_ROOMS = """
    WITH made AS (
        INSERT INTO assignment (id, request_id, number, state, mode, type, language_tag, period, municipality_code,
                                address, offers_per_round, round)
        SELECT $1 + n, 1, 'rom-' || n, 'open', 'screen', 'speech', 'ar',
               tstzrange($3, CAST($3 AS timestamptz) + interval '2 hours'), '0301', '', 1, 1
          FROM generate_series(1, $2) n RETURNING id)
    INSERT INTO room (id, assignment_id, opens_at, closes_at, generation, topology, is_direct, break_every)
    SELECT id, id, CAST($3 AS timestamptz) - interval '1 hour', CAST($3 AS timestamptz) + interval '3 hours', 1,
           'mesh', false, 40 FROM made
"""
_SEATS = """
    INSERT INTO room_participant (id, room_id, role, label, is_active, invited_at, seat_hash, admitted_at)
    SELECT $1 + n * 10 + p, $1 + n, 'guest', 'gjest', false, $4, $5 || (n * 10 + p), $4
      FROM generate_series(1, $2) n, generate_series(1, $3) p
"""
_HASH = "UPDATE room_participant SET seat_hash = encode(sha256(convert_to(seat_hash, 'UTF8')), 'hex') WHERE id > $1"


@benchmark("rooms")
async def rooms() -> AsyncIterator[Result]:
    """One line: from one page to another."""
    async with bench_database("bench_rooms") as address:
        await load_nation(address, days=1)
        await _people(address)
        async with served(address) as client, AsyncExitStack() as stack:
            base = f"http://127.0.0.1:{client.port}"
            pages = [await _in_room(stack, base, number) for number in range(1, ROOMS + 1)]
            said, notices = [], []
            for turn in range(ROUNDS):
                first, second = (_said(pages), _notices(address))
                if turn % 2:
                    notices.append(await second)
                    said.append(await first)
                else:
                    said.append(await first)
                    notices.append(await second)
    ours, limit = _middle(said), _middle(notices)
    ratio = ours[1] / limit[1]
    yield Result(
        f"{ROOMS} rooms of {PEOPLE}: signal", "NOTIFY, bare asyncpg", f"{ours[0]:.1f} / {ours[1]:.1f} ms",
        f"{limit[0]:.2f} / {limit[1]:.2f} ms", ours[0] / limit[0], ratio, f"<= {MOST:.0f} x", ratio <= MOST,
    )  # fmt: skip


async def _people(address: str) -> None:
    connection = await asyncpg.connect(address)
    await connection.execute(_ROOMS, FIRST, ROOMS, NOW)
    await connection.execute(_SEATS, FIRST, ROOMS, PEOPLE, NOW, "seat-")
    await connection.execute(_HASH, FIRST)
    await connection.close()


async def _in_room(stack: AsyncExitStack, base: str, number: int) -> list[tuple[int, RoomPage]]:
    """The pages of one room with their seats, when each has seen all."""
    found = []
    for person in range(1, PEOPLE + 1):
        headers = {
            "origin": "http://127.0.0.1:8000",
            "cookie": f"plass-rom-{number}=seat-{number * 10 + person}",
        }
        opened = page_outside(base, f"/rom/rom-{number}/signal", headers)
        found.append((FIRST + number * 10 + person, await stack.enter_async_context(opened)))
    for _, page in found:
        await page.roster_when(lambda said: [each["state"] for each in said["people"]] == ["inside"] * PEOPLE)
    return found


async def _said(pages: list[list[tuple[int, RoomPage]]]) -> list[float]:
    """Milliseconds from one page to the next, of every message of a round; the rooms begin spread over a second."""

    async def one_room(place: int, room: list[tuple[int, RoomPage]]) -> list[float]:
        took = []
        await asyncio.sleep(place / ROOMS)
        for turn in range(TURNS):
            (_, sender), (seat, hearer) = room[turn % PEOPLE], room[(turn + 1) % PEOPLE]
            started = perf_counter()
            await sender.say("signal", to=seat, page=hearer.page, body=OFFER)
            await hearer.hear("signal")
            took.append((perf_counter() - started) * 1000)
            await asyncio.sleep(1 - took[-1] / 1000)
        await asyncio.gather(*(page.say("beat") for _, page in room))
        return took

    return [
        each
        for took in await asyncio.gather(*(one_room(*each) for each in enumerate(pages)))
        for each in took
    ]


async def _notices(address: str) -> list[float]:
    """Milliseconds from NOTIFY on one connection to another that listens."""
    speaker, listener = await asyncpg.connect(address), await asyncpg.connect(address)
    heard: asyncio.Queue[None] = asyncio.Queue()
    await listener.add_listener("bench", lambda *_: heard.put_nowait(None))
    took = []
    for number in range(NOTICES):
        started = perf_counter()
        await speaker.execute("SELECT pg_notify('bench', $1)", str(number))
        await heard.get()
        took.append((perf_counter() - started) * 1000)
    await speaker.close()
    await listener.close()
    return took


def _middle(rounds: list[list[float]]) -> tuple[float, float]:
    """The medians over the rounds of each round's p50 and p95."""
    return median(quantile(each, 0.5) for each in rounds), median(quantile(each, 0.95) for each in rounds)
