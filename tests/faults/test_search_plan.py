"""With the nation's register, a search reads by index what it is about, and no table from end to end.

How long it takes is measured by the benchmarks; what makes it long is found here on any machine.
"""

import json
from collections.abc import Iterator
from typing import Any

import asyncpg
import httpx2
from litestar import Litestar

from benchmarks.limits import recorded
from benchmarks.nation_like import TOMORROW, load_nation
from tests.fixtures.app import FixedClock
from tolkeregister.core.database import Database

THEN = f"dato={TOMORROW}&fra=10:00&varighet=60"
PATHS = (
    f"/finn-tolk?sprak=ar&metode=skjerm&{THEN}",
    f"/api/v1/tolker?sprak=ar&metode=skjerm&{THEN}",
    f"/finn-tolk?sprak=ar&metode=fremmote&sted=0301&avstand=50&{THEN}",
    f"/finn-tolk?sprak=ar&dato={TOMORROW}&fra=03:00&varighet=60",  # nobody: other times are looked for
    "/finn-tolk?sprak=ar",
    "/finn-tolk?navn=100077",
    "/tolk/100077",
    "/k/100077",
)
BY_NAME = (
    "/finn-tolk?navn=etternavn77"  # two hundred are near enough, and joined with all interpreters at once
)
DAYS = 20  # with a booking for each of the 2 500 interpreters
SMALL = 500  # rows; reading all of so few is as quick as by index
LARGE_TABLES = """SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                   AND reltuples > $1"""


async def test_a_search_reads_no_large_table_from_end_to_end(
    own_database: Database,
    own_database_url: str,
    shared_app: Litestar,
    client: httpx2.AsyncClient,
    clock: FixedClock,
) -> None:
    await load_nation(own_database_url, days=DAYS)
    shared_app.state.database, shared_app.state.clock = own_database, clock
    bare = await asyncpg.connect(own_database_url, server_settings={"plan_cache_mode": "force_custom_plan"})
    try:
        await bare.execute(
            "INSERT INTO one_off_day (interpreter_id, day, start_minute, end_minute)"
            " SELECT id, DATE '2026-11-28', 600, 720 FROM interpreter"
        )
        await bare.execute("ANALYZE one_off_day")
        large = {row["relname"] for row in await bare.fetch(LARGE_TABLES, SMALL)}
        assert {"booked", "entry", "weekly_hours", "one_off_day"} <= large
        found = {path: large & await read_whole(client, own_database, bare, path) for path in PATHS}
        by_name = await read_whole(client, own_database, bare, BY_NAME)
    finally:
        await bare.close()
    assert found == {path: set() for path in PATHS}
    assert by_name & large <= {"interpreter"}


async def read_whole(
    client: httpx2.AsyncClient, database: Database, bare: asyncpg.Connection, path: str
) -> set[str]:
    """The tables that some statement of a page reads from end to end, by the plan PostgreSQL really uses."""
    (await client.get(path)).raise_for_status()  # what is kept per process is read
    with recorded(database.engine) as sent:
        (await client.get(path)).raise_for_status()
    assert sent, path
    whole: set[str] = set()
    for each in sent:
        if not each.sql.startswith("SET "):
            explained = json.loads(await bare.fetchval(f"EXPLAIN (FORMAT JSON) {each.sql}", *each.values))
            whole |= {
                node["Relation Name"]
                for node in nodes(explained[0]["Plan"])
                if node["Node Type"] == "Seq Scan"
            }
    return whole


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A node of a plan and all below it."""
    yield plan
    for each in plan.get("Plans", ()):
        yield from nodes(each)
