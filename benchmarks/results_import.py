"""A file of 100 000 results with its work list in one go, against COPY of the same results into the same table.

Most candidates have their number; some have none, some a twin's, some another spelling: the labelled set's difficulties
beside each other. The worker is a process of its own, so its peak memory is the kernel's figure.
"""

import asyncio
import csv
import io
import json
import random
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from statistics import median
from time import perf_counter

import asyncpg

from benchmarks.database import bench_database
from benchmarks.matching_set import Labelled, labelled_set
from benchmarks.registry import Result, benchmark
from qualification.imports.commands import receive_results
from qualification.imports.rules.columns import COLUMNS
from qualification.imports.rules.matching import Known
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import utc_now
from tolkeregister.core.database import Database, make_engine
from tolkeregister.core.rules.sort_key import fold, sort_key

ROWS, ROUNDS = 100_000, 2
LEAST_RATIO, MOST_MEMORY = 0.15, 256.0
_ORGANISATION = """
INSERT INTO organisation (id, orgnr, name, kind, supply_model, synthetic)
VALUES (2, '997058925', 'OsloMet', 'institution', 'private_agency', true)
"""
_ROUND = """
INSERT INTO test_round (institution_code, test, code, language_tag, type, place, held_from, held_to, criteria,
                        thresholds, aids, synthetic)
SELECT 'oslomet', 'tospraaktest', (2005 + n)::text, 'so', 'speech', '', make_date(2005 + n, 10, 9),
       make_date(2005 + n, 10, 9), 'tospot-2005', CAST('{}' AS jsonb), CAST('[]' AS jsonb), true
  FROM generate_series(0, 20) n
 UNION ALL
SELECT 'oslomet', 'siling', (2005 + n)::text, 'so', 'speech', '', make_date(2005 + n, 10, 9),
       make_date(2005 + n, 10, 9), 'siling-1997', '{}', '[]', true
  FROM generate_series(0, 20) n
"""
_EMPTY = """
TRUNCATE result_upload, result_file, result_finding, candidate_claim, candidate_match, identity_question, result_origin,
         candidate, test_result, evidence, job, audit_event CASCADE
"""
_COLUMNS = ("candidate_id", "round_id", "part", "taken_on", "decided_on", "verdict", "score", "criteria", "certificate",
            "supersedes_id", "source", "recorded_at", "account_id")  # fmt: skip
ACTOR = Actor(name="Måling", roles=frozenset({Role.INSTITUTION}), organisation_id=2)


@benchmark("results_import")
async def results_import() -> AsyncIterator[Result]:
    """Ours and the limit in turn."""
    ours, limit, memory, told = list[float](), list[float](), list[float](), ""
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(bench_database("tolkeregister_bench_results"))
        owner = await asyncpg.connect(address, command_timeout=600)
        stack.push_async_callback(owner.close)
        register, said = labelled_set()
        await _load(owner, register)
        content = _file(said)
        for _ in range(ROUNDS):
            found, counts = await _ours(address, owner, content)
            ours.append(found["seconds"])
            memory.append(found["peak_mb"])
            told = f"{counts['people_known']} known, {counts['people_asked']} asked about"
            limit.append(await _limit(owner))
    ratios = [copied / taken for taken, copied in zip(ours, limit, strict=True)]
    yield Result(
        f"import of {ROWS} results with matching and work list ({told})", "COPY of the results, same indexes",
        f"{median(ours):.1f} s", f"{median(limit):.1f} s", median(ratios), min(ratios),
        f"≥ {LEAST_RATIO} of its rate (p95: the worst round)", median(ratios) >= LEAST_RATIO,
    )  # fmt: skip
    peak = max(memory)
    yield Result(
        "peak memory of the import", f"{MOST_MEMORY:.0f} MB", f"{peak:.0f} MB", f"{MOST_MEMORY:.0f} MB",
        peak / MOST_MEMORY, None, f"≤ {MOST_MEMORY:.0f} MB", peak <= MOST_MEMORY,
    )  # fmt: skip


async def _load(owner: asyncpg.Connection, register: list[Known]) -> None:
    await owner.execute(_ORGANISATION)
    await owner.execute("UPDATE institution SET organisation_id = 2 WHERE code = 'oslomet'")
    await owner.execute(_ROUND)
    columns = ["id", "national_id", "given_name", "family_name", "name_folded", "sort_key", "gender", "born_on",
               "municipality_code", "email", "phone", "synthetic"]  # fmt: skip
    await owner.copy_records_to_table("person", columns=columns, records=[
        (each.person_id, each.national_id, each.given_name, each.family_name,
         fold(f"{each.given_name} {each.family_name}"), sort_key(f"{each.family_name}, {each.given_name}"), "woman",
         each.born_on, "0301", "", "", True)
        for each in register
    ])  # fmt: skip
    await owner.execute("ANALYZE")


def _file(said: list[Labelled]) -> bytes:
    """Every candidate in as many rounds as it takes; nobody's number stands twice."""
    draw = random.Random(11)
    numbers = set[str]()
    people = []
    for each in said:
        if each.said.national_id not in numbers:
            people.append(each.said)
            numbers |= {each.said.national_id} - {""}
    rounds = [("tospråktest", 2005 + n) for n in range(21)] + [("siling", 2005 + n) for n in range(21)]
    held = io.StringIO()
    writer = csv.writer(held, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.header for column in COLUMNS])
    for row in range(ROWS):
        test, year = rounds[row // len(people)]
        one = people[row % len(people)]
        writer.writerow([
            f"K{row % len(people):06}", one.national_id, one.given_name, one.family_name, f"{one.born_on:%d.%m.%Y}",
            test, "somali", "", year, "", draw.choice(("bestått", "ikke bestått")), f"09.10.{year}", "", "", "",
        ])  # fmt: skip
    return held.getvalue().encode()


async def _ours(
    address: str, owner: asyncpg.Connection, content: bytes
) -> tuple[dict[str, float], asyncpg.Record]:
    await owner.execute(_EMPTY)
    database = Database(make_engine(address, pool_size=1))
    async with database.writing() as session:
        received = await receive_results(session, ACTOR, content, file_name="r.csv", via="api", now=utc_now())
    await database.engine.dispose()
    await owner.execute("CHECKPOINT")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.results_worker", address, str(received.upload_id), stdout=PIPE
    )
    told = json.loads((await process.communicate())[0].splitlines()[-1])
    done = await owner.fetchrow("SELECT * FROM result_upload")
    assert done is not None
    assert done["state"] == "done"
    assert done["rows_new"] + done["rows_refused"] == ROWS
    assert done["rows_new"] == await owner.fetchval("SELECT count(*) FROM test_result")
    return told, done


async def _limit(owner: asyncpg.Connection) -> float:
    """The same results by one COPY."""
    held = io.BytesIO()
    await owner.copy_from_table("test_result", columns=list(_COLUMNS), output=held)
    await owner.execute("TRUNCATE test_result CASCADE")
    await owner.execute("CHECKPOINT")
    started = perf_counter()
    await owner.copy_to_table("test_result", source=io.BytesIO(held.getvalue()), columns=list(_COLUMNS))
    return perf_counter() - started
