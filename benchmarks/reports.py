"""A report of a million rows through the real worker, against COPY of its clean rows into the same indexed table.

The worker is a process of its own, as in production: its peak memory is the kernel's figure. While it reads, a client
asks for the search page at an even pace, as it did before when nothing else was going on.
"""

import asyncio
import io
import json
import sys
import tempfile
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

import asyncpg

from benchmarks.database import bench_database
from benchmarks.measuring import Times, quantile
from benchmarks.nation_like import NOW, load_nation
from benchmarks.registry import Result, benchmark
from benchmarks.report_file import write_report
from benchmarks.search import PAGE
from benchmarks.served import Client, served
from booking.reports.commands import receive_upload
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Database, make_engine

ROWS, ROUNDS, NATION_DAYS = 1_000_000, 3, 30
LEAST_RATIO, MOST_MEMORY, MOST_LATENCY = 0.6, 256.0, 2.0
PACE = 0.1  # seconds between a page's answer and the next question
_COLUMNS = """
SELECT attname FROM pg_attribute
 WHERE attrelid = 'assignment_fact'::regclass AND attnum > 1 AND NOT attisdropped ORDER BY attnum
"""
_EMPTY = """
TRUNCATE assignment_fact, undelivered_fact, report_finding, report_part, report_word_use, report_match, report_word,
         report_upload, job
"""
_AGENCY = """
INSERT INTO organisation (id, orgnr, name, kind, supply_model, synthetic)
VALUES (2, '300000001', 'Språkbroen AS', 'agency', 'private_agency', true)
"""
_BODIES = """
INSERT INTO organisation (id, orgnr, name, kind, supply_model, synthetic)
SELECT 100 + n, (400000000 + n)::text, 'Kommune ' || n, 'public_body', 'private_agency', true
  FROM generate_series(1, 500) n RETURNING orgnr
"""
_INTERPRETERS = """
SELECT i.number, min(l.name_nb) FROM interpreter i JOIN entry e ON e.interpreter_id = i.id
  JOIN language l ON l.tag = e.language_tag GROUP BY i.number ORDER BY i.number
"""
AGENCY = Actor(name="Måling", roles=frozenset({Role.AGENCY}), organisation_id=2)


@dataclass(slots=True)
class Rounds:
    """What was measured in every round."""

    ours: list[float] = field(default_factory=list)
    limit: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    during: list[float] = field(default_factory=list)
    taken: int = 0


class Bench:
    """One database with a register, and the report as a file."""

    def __init__(self, address: str, owner: asyncpg.Connection, client: Client, report: Path) -> None:
        self.address, self.owner, self.client, self.report = address, owner, client, report
        self.database = Database(make_engine(address))
        self.clean, self.columns = b"", list[str]()

    async def ours(self, rounds: Rounds) -> None:
        """The report through the worker, with a client asking for pages."""
        await self.owner.execute(_EMPTY)
        async with self.database.writing() as session:
            await receive_upload(
                session, AGENCY, _bytes(self.report), file_name="r.csv", via="command", now=NOW
            )
        await self.owner.execute("CHECKPOINT")
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.report_worker", self.address, stdout=PIPE
        )
        asking = asyncio.create_task(asked(self.client, process))
        told = json.loads((await process.communicate())[0].splitlines()[-1])  # after the log
        rounds.during += await asking
        rounds.ours.append(told["seconds"])
        rounds.memory.append(told["peak_mb"])
        done = await self.owner.fetchrow("SELECT state, rows_new, rows_refused FROM report_upload")
        assert done is not None
        assert done["state"] == "done"
        assert done["rows_new"] + done["rows_refused"] == ROWS
        rounds.taken = done["rows_new"]
        assert rounds.taken == await self.owner.fetchval("SELECT sum(weight) FROM assignment_fact")

    async def limit(self, rounds: Rounds) -> None:
        """The same facts by one COPY, in the order of the file, nothing else going on."""
        if not self.clean:
            self.columns = [row["attname"] for row in await self.owner.fetch(_COLUMNS)]
            question = f"SELECT {', '.join(self.columns)} FROM assignment_fact ORDER BY line"
            held = io.BytesIO()
            await self.owner.copy_from_query(question, output=held)
            self.clean = held.getvalue()
        await self.owner.execute("TRUNCATE assignment_fact")
        await self.owner.execute("CHECKPOINT")
        started = perf_counter()
        await self.owner.copy_to_table("assignment_fact", source=io.BytesIO(self.clean), columns=self.columns)
        rounds.limit.append(perf_counter() - started)

    async def idle(self, rounds: Rounds) -> None:
        """Pages when nothing else is going on."""
        rounds.idle += await asked(self.client, None, times=60)


async def asked(
    client: Client, process: asyncio.subprocess.Process | None, times: int = 100_000
) -> list[float]:
    """Milliseconds of each answer, until the process ends."""
    found = []
    for _ in range(times):
        if process is not None and process.returncode is not None:
            break
        started = perf_counter()
        await client.get(PAGE)
        found.append((perf_counter() - started) * 1000)
        await asyncio.sleep(PACE)
    return found


async def _bytes(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            yield piece


async def _bench(stack: AsyncExitStack) -> Bench:
    address = await stack.enter_async_context(bench_database("tolkeregister_bench_reports"))
    await load_nation(address, days=NATION_DAYS)
    owner = await asyncpg.connect(address, command_timeout=1800)
    stack.push_async_callback(owner.close)
    await owner.execute(_AGENCY)
    bodies = [row[0] for row in await owner.fetch(_BODIES)]
    municipalities = [row[0] for row in await owner.fetch("SELECT code FROM municipality ORDER BY code")]
    sectors = [row[0] for row in await owner.fetch("SELECT code FROM sector ORDER BY code")]
    interpreters = [(row[0], row[1]) for row in await owner.fetch(_INTERPRETERS)]
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    write_report(folder / "r.csv", ROWS, interpreters, municipalities, sectors, bodies)
    client = await stack.enter_async_context(served(address))
    bench = Bench(address, owner, client, folder / "r.csv")
    stack.push_async_callback(bench.database.engine.dispose)
    return bench


@benchmark("reports")
async def reports() -> AsyncIterator[Result]:
    """A million rows, three rounds."""
    rounds = Rounds()
    async with AsyncExitStack() as stack:
        bench = await _bench(stack)
        await bench.idle(Rounds())  # warm
        for _ in range(ROUNDS):
            await bench.idle(rounds)
            await bench.ours(rounds)
            await bench.limit(rounds)
    ratios = [limit / ours for ours, limit in zip(rounds.ours, rounds.limit, strict=True)]
    yield Result(
        f"report of {ROWS} rows, {rounds.taken} of them good", "COPY of the good rows, same indexes",
        f"{median(rounds.ours):.1f} s", f"{median(rounds.limit):.1f} s", median(ratios), min(ratios),
        f"≥ {LEAST_RATIO} of its rate (p95: the worst round)", median(ratios) >= LEAST_RATIO,
    )  # fmt: skip
    peak = max(rounds.memory)
    yield Result(
        "peak memory of the worker", f"{MOST_MEMORY:.0f} MB", f"{peak:.0f} MB", f"{MOST_MEMORY:.0f} MB",
        peak / MOST_MEMORY, None, f"≤ {MOST_MEMORY:.0f} MB", peak <= MOST_MEMORY,
    )  # fmt: skip
    idle, during = _times(rounds.idle), _times(rounds.during)
    yield Result(
        "search page while a report is read", "itself when idle", str(during), str(idle), during.p50 / idle.p50,
        during.p95 / idle.p95, f"≤ {MOST_LATENCY} ×", during.p50 / idle.p50 <= MOST_LATENCY,
    )  # fmt: skip


def _times(sample: list[float]) -> Times:
    return Times(quantile(sample, 0.5), quantile(sample, 0.95))
