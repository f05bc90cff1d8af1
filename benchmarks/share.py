"""Shares by language x year x county at 1 and 10 million facts, with today's in, against DuckDB on the same roll-up.

Ours is the real query through the real session. DuckDB reads the same roll-up and today's facts from Parquet, keeps
its connection open, and hands the cells over as Python values, as ours does; a second line lets it keep them in
numpy arrays, which no page could show. Every contestant must give the same cells.
"""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import asyncpg
import duckdb

from benchmarks.database import bench_database
from benchmarks.measuring import Times, interleaved
from benchmarks.registry import Result, benchmark
from booking.statistics.commands import mark_closed_facts, roll_up
from booking.statistics.queries import shares_by_language_year_county
from tolkeregister.core.database import Database, make_engine

SIZES = {"1M": 1_000_000, "10M": 10_000_000}
DAYS = 9 * 365  # nine years of facts, the last of them today's
TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOST_AGAINST_DUCKDB, MOST_GROWTH = 1.0, 1.5
FACTS = (Path(__file__).parent / "share_facts.sql").read_text(encoding="utf-8")
ROLLUP = "SELECT year, language_tag, county_now, assignments, qualified FROM share_rollup"
SINCE = """
SELECT extract(YEAR FROM day)::integer AS year, language_tag, county_now, weight, qualification
FROM assignment_fact WHERE id > (SELECT rolled_up_fact_id FROM rollup_state)
"""
DUCKDB = """
SELECT year, language_tag, county_now, sum(a)::INTEGER AS assignments, sum(q)::INTEGER AS qualified FROM (
    SELECT year, language_tag, county_now, assignments AS a, qualified AS q FROM '{rollup}'
    UNION ALL
    SELECT year, language_tag, county_now, weight, CASE WHEN qualification = 'qualified' THEN weight ELSE 0 END
    FROM '{since}'
) GROUP BY ALL
"""
Cells = dict[tuple[object, ...], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Side:
    """One size: our database and DuckDB's files."""

    database: Database
    duck: duckdb.DuckDBPyConnection
    question: str

    async def ours(self) -> object:
        """The cells by our query."""
        async with self.database.reading() as session:
            return await shares_by_language_year_county(session)

    async def theirs(self) -> object:
        """The cells by DuckDB, as Python values."""
        return self.duck.execute(self.question).fetchall()

    async def theirs_in_arrays(self) -> object:
        """The cells by DuckDB, left in numpy arrays."""
        return self.duck.execute(self.question).fetchnumpy()

    async def compare(self) -> int:
        """How many cells; raises AssertionError when the answers differ."""
        async with self.database.reading() as session:
            cells = await shares_by_language_year_county(session)
        ours = {
            (y, lang, county): (a, q)
            for y, lang, county, a, q in zip(
                cells.years, cells.languages, cells.counties, cells.assignments, cells.qualified, strict=True
            )
        }
        theirs: Cells = {row[:3]: row[3:] for row in self.duck.execute(self.question).fetchall()}
        assert ours == theirs, "the two give different cells"
        return len(ours)


async def _load(address: str, facts: int) -> None:
    """Facts of closed days, rolled up by the real command, then today's. Indexes this path never uses are left out."""
    connection = await asyncpg.connect(address)
    today = facts // DAYS
    await connection.execute(
        """
        DROP INDEX assignment_fact_unit_ix; DROP INDEX assignment_fact_organisation_ix;
        ALTER TABLE assignment_fact DROP CONSTRAINT assignment_fact_reference_key;
        ALTER TABLE assignment_fact SET UNLOGGED; SELECT setseed(0.5)
        """
    )
    await connection.execute(FACTS, facts - today, 1, DAYS - 1, timeout=1800)
    database = Database(make_engine(address))
    async with database.writing() as session:
        await mark_closed_facts(session, now=TODAY)
    async with database.writing() as session:
        await roll_up(session)
    await connection.execute(FACTS, today, 0, 1)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
    await database.engine.dispose()


async def _side(stack: AsyncExitStack, name: str, facts: int, folder: Path) -> Side:
    address = await stack.enter_async_context(bench_database(f"tolkeregister_bench_share_{name.lower()}"))
    await _load(address, facts)
    duck = duckdb.connect()
    stack.callback(duck.close)
    connection = await asyncpg.connect(address)
    files = {}
    for part, question in (("rollup", ROLLUP), ("since", SINCE)):
        table, files[part] = folder / f"{part}_{name}.csv", folder / f"{part}_{name}.parquet"
        await connection.copy_from_query(question, output=table, format="csv", header=True)
        text = "types={'county_now': 'VARCHAR', 'language_tag': 'VARCHAR'}"
        duck.execute(
            f"COPY (FROM read_csv('{table}', header=true, {text})) TO '{files[part]}' (FORMAT parquet)"
        )
    await connection.close()
    database = Database(make_engine(address))
    stack.push_async_callback(database.engine.dispose)
    return Side(database, duck, DUCKDB.format(**files))


@benchmark("share")
async def share() -> AsyncIterator[Result]:
    """Each size against DuckDB, and the larger against the smaller."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sides = {name: await _side(stack, name, facts, folder) for name, facts in SIZES.items()}
        cells = {name: await side.compare() for name, side in sides.items()}
        works: dict[str, Callable[[], Awaitable[object]]] = {}
        for name, side in sides.items():
            works |= {f"ours {name}": side.ours, f"duckdb {name}": side.theirs}
            works[f"arrays {name}"] = side.theirs_in_arrays
        times = await interleaved(works, rounds=5, times=20)
        line = partial(_line, times)
        for name in sides:
            path = f"shares by language x year x county, {name} facts ({cells[name]} cells)"
            yield line(path, "DuckDB on Parquet", f"ours {name}", f"duckdb {name}", MOST_AGAINST_DUCKDB)
            yield line(path, "DuckDB, numpy arrays", f"ours {name}", f"arrays {name}", MOST_AGAINST_DUCKDB)
        yield line("the same, 10M facts", "1M facts", "ours 10M", "ours 1M", MOST_GROWTH)


def _line(times: dict[str, Times], path: str, limit: str, ours: str, theirs: str, most: float) -> Result:
    mine, other = times[ours], times[theirs]
    ratio = mine.p50 / other.p50
    return Result(
        path, limit, str(mine), str(other), ratio, mine.p95 / other.p95, f"<= {most}", ratio <= most
    )
