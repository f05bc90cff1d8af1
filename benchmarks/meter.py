"""The share that an order shows: a unit's meter against a point look-up, and finishing with the fact against without.

Both readings go through the real session, so that both pay for Python. Finishing is the real command, eight at once,
with the fact appended or left out; the two take turns.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from unittest.mock import patch

import asyncpg
from sqlalchemy import text

from benchmarks.database import bench_database
from benchmarks.measuring import interleaved
from benchmarks.nation_like import NOW
from benchmarks.registry import Result, benchmark
from booking.assignments import commands
from booking.statistics.facts import deliver
from booking.statistics.queries import unit_meter
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Database, Session, make_engine

FACTS, DAYS, UNITS = 1_000_000, 9 * 365, 4_000
MOST_LOOK_UPS = 3.0  # the unit's meter, in look-ups
LEAST_WITH_FACT = 0.9  # of the finished assignments a second without
AT_ONCE, EACH, ROUNDS = 8, 30, 9
FIRST = 70_000_000  # ids of what this benchmark adds
_LOOK_UP = text("SELECT qualification FROM assignment_fact WHERE id = :id")
_END = text("UPDATE assignment SET state = 'delivered', ended_at = :now, end_reason = NULL WHERE id = :id")
_SQL = Path(__file__).with_name("meter_facts.sql")
_BODY = """
    SET session_replication_role = replica;
    INSERT INTO organisation (id, orgnr, name, kind, supply_model, synthetic)
    VALUES (1, '200000001', 'Fjordvik kommune', 'public_body', 'private_agency', true);
    INSERT INTO unit (id, organisation_id, name, sector_code, municipality_code, address)
    VALUES (1, 1, 'Barneverntjenesten', 'BARNEVERN', '0301', 'Storgata 1');
    INSERT INTO account (id, door, subject, name, email, written_form, synthetic)
    VALUES (1, 'public_body', 'bench', 'Kari Solheim', 'kari@fjordvik.example', 'nb', true);
    INSERT INTO request (id, number, organisation_id, unit_id, account_id, created_at, drawn_on, language_tag, type,
                         least_category, duty_basis, theme, participants, needs_clearance)
    VALUES (1, '25-000001', 1, 1, 1, '2020-01-01 08:00+01', '2020-01-01', 'ar', 'speech', 'E', 'proper_help', 'samtale',
            'to', false);
    INSERT INTO person (id, national_id, given_name, family_name, name_folded, sort_key, gender, born_on,
                        municipality_code, email, phone, synthetic)
    VALUES (1, '90000000001', 'Amal', 'Haddad', 'amal haddad', 'haddad', 'woman', '1980-01-01', '0301',
            'tolk1@tolk.example', '00000000', true);
    INSERT INTO interpreter (id, person_id, number, listed_since, modes, subjects, has_clearance, availability_level)
    VALUES (1, 1, '100001', '2018-01-01', '{screen}', '{}', false, 'part_time')
"""
_ASSIGNMENTS = """
    INSERT INTO assignment (id, request_id, number, state, mode, type, language_tag, period, municipality_code, address,
                            offers_per_round, round, interpreter_id, category_at_start, standing_at_start,
                            checked_at_start)
    SELECT $1 + n, 1, '20-' || ($1 + n), 'accepted', 'screen', 'speech', 'ar',
           tstzrange(start, start + interval '45 minutes'), '0301', '', 1, 1, 1, 'B', 'listed', start
      FROM generate_series(0, $2 - 1) n,
           LATERAL (SELECT timestamptz '2020-01-01 08:00+01' + make_interval(hours => n) AS start) t
"""
BOOKER = Actor(
    account_id=1, name="Kari Solheim", roles=frozenset({Role.BOOKER}), organisation_id=1, organisation_name="Fjordvik",
    unit_id=1,
)  # fmt: skip


@benchmark("meter")
async def meter() -> AsyncIterator[Result]:
    """The reading, then the writing, on a database with a million facts and every index."""
    async with bench_database("tolkeregister_bench_meter") as address:
        connection = await asyncpg.connect(address, command_timeout=1800)
        await connection.execute("SELECT setseed(0.5)")
        await connection.execute(_SQL.read_text(encoding="utf-8"), FACTS, DAYS)
        await connection.execute(_BODY)
        await connection.execute(_ASSIGNMENTS, FIRST, 2 * ROUNDS * AT_ONCE * EACH)
        await connection.execute("VACUUM ANALYZE")
        await connection.close()
        database = Database(make_engine(address, pool_size=AT_ONCE))
        yield await _reading(database)
        yield await _writing(database)
        await database.engine.dispose()


async def _reading(database: Database) -> Result:
    drawn = random.Random(5)

    async def ours() -> object:
        async with database.reading() as session:
            return await unit_meter(session, drawn.randrange(UNITS), now=NOW, language="ar")

    async def look_up() -> object:
        async with database.reading() as session:
            return (await session.execute(_LOOK_UP, {"id": drawn.randrange(1, FACTS)})).scalar()

    times = await interleaved({"ours": ours, "look-up": look_up}, times=200)
    mine, other = times["ours"], times["look-up"]
    ratio = mine.p50 / other.p50
    return Result(
        "a unit's meter in one language, 1M facts", "a fact by its number", str(mine), str(other), ratio,
        mine.p95 / other.p95, f"<= {MOST_LOOK_UPS:.0f}", ratio <= MOST_LOOK_UPS,
    )  # fmt: skip


async def _writing(database: Database) -> Result:
    """Finished assignments a second; every one of them is finished once."""
    numbers = iter(f"20-{FIRST + n}" for n in range(2 * ROUNDS * AT_ONCE * EACH))
    rates: dict[str, list[float]] = {"with": [], "without": []}
    for turn in range(ROUNDS):
        for name in ("with", "without") if turn % 2 else ("without", "with"):
            shares = [[next(numbers) for _ in range(EACH)] for _ in range(AT_ONCE)]
            with patch.object(commands, "deliver", deliver if name == "with" else _end):
                started = perf_counter()
                await asyncio.gather(*(_finish(database, share) for share in shares))
                rates[name].append(AT_ONCE * EACH / (perf_counter() - started))
    mine, other = median(rates["with"]), median(rates["without"])
    return Result(
        f"finishing an assignment with its fact, {AT_ONCE} at once", "the same without the fact", f"{mine:.0f}/s",
        f"{other:.0f}/s", mine / other, None, f"≥ {LEAST_WITH_FACT} × throughput", mine >= LEAST_WITH_FACT * other,
    )  # fmt: skip


async def _finish(database: Database, numbers: list[str]) -> None:
    for number in numbers:
        async with database.writing() as session:
            await commands.confirm_delivered(session, BOOKER, number, now=NOW)


async def _end(session: Session, assignment_id: int, *, now: datetime) -> None:
    """What `deliver` does to the assignment, and no fact."""
    await session.execute(_END, {"id": assignment_id, "now": now})
