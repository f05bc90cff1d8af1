"""With the nation's register, a search reads what it is about, and a small part of every large table.

How long it takes is measured by the benchmarks; what makes it long is found here on any machine.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import asyncpg
import httpx2
from litestar import Litestar

from benchmarks.limits import recorded
from benchmarks.nation_like import load_nation
from tests.fixtures.app import FixedClock
from tolkeregister.core.database import Database

DAY = "2027-02-10"
THEN = f"dato={DAY}&fra=10:00&varighet=60"
PATHS = (
    f"/finn-tolk?sprak=ar&metode=skjerm&{THEN}",
    f"/api/v1/tolker?sprak=ar&metode=skjerm&{THEN}",
    f"/finn-tolk?sprak=ar&metode=fremmote&sted=0301&avstand=50&{THEN}",
    f"/finn-tolk?sprak=ar&dato={DAY}&fra=03:00&varighet=60",  # nobody: other times are looked for
    "/finn-tolk?sprak=ar",
    "/finn-tolk?navn=100077",
    "/tolk/100077",
    "/k/100077",
)
DAYS = 20  # in February, with a booking for each of the 2 500 interpreters
SMALL = 500  # rows; reading all of so few is as quick as by index
THROWN_AWAY = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
MOST = 0.2  # of a large table; those who have the language asked for are a twentieth of the register
ROWS = """SELECT relname, reltuples FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
           AND reltuples > $1"""


async def test_a_search_reads_a_small_part_of_every_large_table(
    own_database: Database, own_database_url: str, shared_app: Litestar, client: httpx2.AsyncClient, clock: FixedClock
) -> None:  # fmt: skip
    await load_nation(own_database_url, days=DAYS)
    shared_app.state.database, shared_app.state.clock = own_database, clock
    bare = await asyncpg.connect(own_database_url, server_settings={"plan_cache_mode": "force_custom_plan"})
    try:
        await bare.execute(
            "INSERT INTO one_off_day (interpreter_id, day, start_minute, end_minute)"
            " SELECT id, DATE '2026-11-28', 600, 720 FROM interpreter"
        )
        await bare.execute("ANALYZE one_off_day")
        rows = {row["relname"]: row["reltuples"] for row in await bare.fetch(ROWS, SMALL)}
        assert {"booked", "entry", "weekly_hours", "one_off_day"} <= rows.keys()
        read = {path: await rows_read(client, own_database, bare, path) for path in PATHS}
        assert (await client.get(PATHS[1])).json()["antall_opptatt"] > 0, (
            "a day without bookings says nothing"
        )
    finally:
        await bare.close()
    too_much = {
        (path, table): round(count / rows[table], 2)
        for path, tables in read.items() for table, count in tables.items()
        if table in rows and count > MOST * rows[table]
    }  # fmt: skip
    assert too_much == {}


async def rows_read(
    client: httpx2.AsyncClient, database: Database, bare: asyncpg.Connection, path: str
) -> Counter[str]:
    """How many rows of each table the statements of a page read, those included that were then thrown away."""
    (await client.get(path)).raise_for_status()  # what is kept per process is read
    with recorded(database.engine) as sent:
        (await client.get(path)).raise_for_status()
    assert sent, path
    read: Counter[str] = Counter()
    for each in sent:
        if not each.sql.startswith("SET "):
            told = await bare.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) {each.sql}", *each.values)
            for node in nodes(json.loads(told)[0]["Plan"]):
                if table := node.get("Relation Name"):
                    seen = node["Actual Rows"] + sum(node.get(thrown, 0) for thrown in THROWN_AWAY)
                    read[table] += round(seen * node["Actual Loops"])
    return read


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A node of a plan and all below it."""
    yield plan
    for each in plan.get("Plans", ()):
        yield from nodes(each)
