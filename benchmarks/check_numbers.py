"""POST /api/v1/kontroll with a thousand numbers: the whole answer, signed, against its statements by bare asyncpg."""

import json
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import asyncpg
import httpx2

from benchmarks.database import bench_database
from benchmarks.limits import recorded, replay
from benchmarks.measuring import Work, interleaved
from benchmarks.nation_like import load_nation
from benchmarks.registry import Result, benchmark
from benchmarks.served import NeverFull, clock, settings
from tolkeregister.core.database import Database, make_engine
from tolkeregister.tolkebevis.keys import ensure_key
from web.app import create_app, serve

NUMBERS, LISTED = 1000, 900
MOST_RATIO, MOST_MORE = (
    3.0,
    20.0,
)  # met by either: times, or milliseconds more, for a thousand answers and a signature
DAYS = 3
JSON = {"content-type": "application/json"}


@benchmark("check numbers")
async def check_numbers() -> AsyncIterator[Result]:
    """Nine of ten are listed."""
    async with bench_database("bench_check") as address:
        await load_nation(address, days=DAYS)
        bare = await asyncpg.connect(address, server_settings={"plan_cache_mode": "force_custom_plan"})
        engine = make_engine(address)
        database = Database(engine)
        async with database.writing() as session:
            await ensure_key(session, settings(address).secret_key, now=clock())
        app = create_app(settings(address), database=database, clock=clock)
        app.state.database, app.state.counters = database, NeverFull()
        served: Any = serve(app)
        numbers = await _numbers(bare)
        asked = json.dumps({"numre": [{"nummer": each} for each in numbers]}).encode()
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=served), base_url="http://127.0.0.1:8000"
        ) as client:

            async def ours() -> None:
                answer = await client.post("/api/v1/kontroll", content=asked, headers=JSON)
                assert (
                    answer.content.count(b'"gyldig":true') == LISTED
                )  # the asker's reading of it is not ours

            await ours()
            with recorded(engine) as sent:
                await ours()
            statements = [each for each in sent if not each.sql.startswith("SET ")]
            works: dict[str, Work] = {"ours": ours, "sql": partial(replay, bare, statements)}
            times = await interleaved(works, rounds=5, times=20)
        await engine.dispose()
        await bare.close()
    ratio, more = times["ours"].p50 / times["sql"].p50, times["ours"].p50 - times["sql"].p50
    yield Result(
        f"{NUMBERS} numbers checked and signed", f"its {len(statements)} statements, bare asyncpg", str(times["ours"]),
        str(times["sql"]), ratio, times["ours"].p95 / times["sql"].p95,
        f"≤ {MOST_RATIO} × or + {MOST_MORE:.0f} ms (here + {more:.1f})", ratio <= MOST_RATIO or more <= MOST_MORE,
    )  # fmt: skip


async def _numbers(bare: asyncpg.Connection) -> list[str]:
    rows = await bare.fetch(
        """
        SELECT i.number FROM interpreter i JOIN entry e ON e.interpreter_id = i.id
          JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> $1::timestamptz
          JOIN entry_category c ON c.entry_id = e.id AND upper_inf(c.recorded) AND c.valid @> $1::timestamptz
         GROUP BY i.number ORDER BY i.number LIMIT $2
        """,
        clock(), LISTED,
    )  # fmt: skip
    return [row["number"] for row in rows] + [f"x{n}" for n in range(NUMBERS - LISTED)]
