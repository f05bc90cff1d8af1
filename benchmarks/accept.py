"""Accepting offers, 32 at once: the real command through the real session, against its own statements by bare asyncpg.

"Spread": everyone accepts an offer of their own. "Race": 32 interpreters accept the same assignment. What the limit
sends is recorded from the command itself, which is run once for each offer and undone.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import asyncpg

from benchmarks.database import bench_database
from benchmarks.limits import Statement, recorded
from benchmarks.measuring import quantile
from benchmarks.nation_like import NOW, load_nation
from benchmarks.registry import Result, benchmark
from booking.offers.commands import accept_offer
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Database, make_engine
from tolkeregister.core.errors import DomainError

AT_ONCE, EACH, ROUNDS = 32, 6, 5  # sides of a race, offers a side accepts in a round, rounds
LEAST = 0.25  # of the limit's throughput; what Python and SQLAlchemy may cost at saturation
FIRST = 50_000_000  # ids of what this benchmark adds

_ADD = """
    INSERT INTO assignment (id, request_id, number, state, mode, type, language_tag, period, municipality_code,
                            address, offers_per_round, round)
    SELECT $1 + n, 1, '26-' || ($1 + n), 'open', 'screen', 'speech', 'ar',
           tstzrange(start, start + interval '45 minutes'), '0301', '', 32, 1
      FROM generate_series(0, $2 - 1) n,
           LATERAL (SELECT timestamptz '2027-06-01 08:00+02' + make_interval(hours => (n / 32) * 3) AS start) t
"""
_OFFER = """
    INSERT INTO offer (id, assignment_id, interpreter_id, round, sent_at, answer_by, state)
    SELECT o, a, i, 1, CAST($4 AS timestamptz), CAST($4 AS timestamptz) + interval '2 hours', 'open'
      FROM unnest($1::int[], $2::int[], $3::int[]) AS u(o, a, i)
"""
_ACCOUNTS = """
    INSERT INTO account (id, door, subject, name, email, written_form, person_id, synthetic)
    SELECT 1000 + i, 'interpreter', 'bench' || i, 'Tolk', 'tolk' || i || '@tolk.example', 'nb', i, true
      FROM unnest($1::int[]) i
"""
_SPEAKERS = "SELECT array_agg(interpreter_id ORDER BY interpreter_id) FROM entry WHERE language_tag = 'ar'"
_OVERLAPS = """SELECT count(*) FROM booked a JOIN booked b ON a.interpreter_id = b.interpreter_id
                AND a.assignment_id < b.assignment_id AND a.period && b.period WHERE b.assignment_id >= $1"""
_TWO_WINNERS = """SELECT count(*) FROM (SELECT FROM offer WHERE state = 'accepted' AND assignment_id >= $1
                   GROUP BY assignment_id HAVING count(*) > 1) s"""
_WON = """SELECT count(*) FROM offer f JOIN booked b USING (assignment_id, interpreter_id)
           WHERE f.state = 'accepted' AND f.assignment_id >= $1"""
_DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"

Accept = Callable[[int], Awaitable[bool]]  # of an offer; whether it was won


class Undone(Exception):
    """Ends a recording: nothing of it stays."""


class Lost(Exception):
    """Another was first: the limit's transaction is undone, as the command's is."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One open offer."""

    id: int
    assignment_id: int
    interpreter_id: int

    @property
    def actor(self) -> Actor:
        """Its interpreter."""
        return Actor(
            account_id=1000 + self.interpreter_id, name="Tolk", roles=frozenset({Role.INTERPRETER}),
            interpreter_id=self.interpreter_id,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """Attempts a second, and how long each took in milliseconds."""

    rate: float
    p50: float
    p95: float

    def __str__(self) -> str:
        return f"{self.rate:.0f}/s, {self.p50:.0f} / {self.p95:.0f} ms"


class Protocols:
    """Ours and the limit, over the same offers."""

    def __init__(self, database: Database, pool: asyncpg.Pool, offers: list[Offer]) -> None:
        self.database, self.pool = database, pool
        self.offers = {each.id: each for each in offers}
        self.scripts: dict[int, list[Statement]] = {}

    async def ours(self, offer_id: int) -> bool:
        """The real command."""
        try:
            async with self.database.writing() as session:
                await accept_offer(session, self.offers[offer_id].actor, offer_id, declaration=True, now=NOW)
        except DomainError:
            return False
        return True

    async def limit(self, offer_id: int) -> bool:
        """The command's statements; one that did not win stops where the command would."""
        try:
            async with self.pool.acquire() as connection, connection.transaction():
                for each in self.scripts[offer_id]:
                    rows = await connection.fetch(each.sql, *each.values)
                    if each.is_about("won AS (") and not rows[0]["booked"]:
                        raise Lost
        except Lost:
            return False
        return True

    async def record(self, offer_ids: list[int]) -> None:
        """Write down what the command sends for each of the offers, and undo it."""
        for offer_id in offer_ids:
            with recorded(self.database.engine) as sent:
                try:
                    async with self.database.writing() as session:
                        await accept_offer(
                            session, self.offers[offer_id].actor, offer_id, declaration=True, now=NOW
                        )
                        await session.flush()
                        raise Undone
                except Undone:
                    self.scripts[offer_id] = list(sent)


@benchmark("accept")
async def accept() -> AsyncIterator[Result]:
    """Both forms, on a database with the nation's million bookings."""
    async with bench_database("bench_accept") as address:
        await load_nation(address)
        engine = make_engine(address, pool_size=AT_ONCE)
        async with asyncpg.create_pool(address, min_size=AT_ONCE, max_size=AT_ONCE) as pool:
            speakers = await _prepare(pool)
            for form, make in (("spread", spread_offers), ("race", race_offers)):
                yield await _measured(form, Database(engine), pool, make(speakers))
            await _assert_whole(pool)
        await engine.dispose()


def spread_offers(speakers: list[int]) -> list[Offer]:
    """In each group of 32 everyone has an offer of their own."""
    count = 2 * ROUNDS * EACH * AT_ONCE
    return [Offer(FIRST + n, FIRST + n, speakers[n % AT_ONCE]) for n in range(count)]


def race_offers(speakers: list[int]) -> list[Offer]:
    """In each group of 32 all have offers of the same assignment; groups lie three hours apart."""
    start = FIRST + 100_000
    count = 2 * ROUNDS * EACH * AT_ONCE
    return [
        Offer(start + n, start + n // AT_ONCE * AT_ONCE, speakers[n % AT_ONCE + AT_ONCE])
        for n in range(count)
    ]


async def _prepare(pool: asyncpg.Pool) -> list[int]:
    async with pool.acquire() as connection:
        speakers: list[int] = (await connection.fetchval(_SPEAKERS))[: 2 * AT_ONCE]
        await connection.execute(_ACCOUNTS, speakers)
        for first in (FIRST, FIRST + 100_000):
            await connection.execute(_ADD, first, 2 * ROUNDS * EACH * AT_ONCE)
    return speakers


async def _measured(form: str, database: Database, pool: asyncpg.Pool, offers: list[Offer]) -> Result:
    """Rounds in turning order; every group of offers is used once."""
    await pool.execute(_OFFER, [o.id for o in offers], [o.assignment_id for o in offers],
                       [o.interpreter_id for o in offers], NOW)  # fmt: skip
    await pool.execute("ANALYZE offer, assignment")
    protocols = Protocols(database, pool, offers)
    groups = [[o.id for o in offers[n : n + AT_ONCE]] for n in range(0, len(offers), AT_ONCE)]
    shares = [groups[n : n + EACH] for n in range(0, len(groups), EACH)]
    for share in shares[1::2]:
        await protocols.record([offer for group in share for offer in group])
    runs: dict[str, list[Run]] = {"ours": [], "limit": []}
    for turn in range(ROUNDS):
        sides = [("ours", protocols.ours, shares[2 * turn]), ("limit", protocols.limit, shares[2 * turn + 1])]
        for name, work, share in sides if turn % 2 else sides[::-1]:
            runs[name].append(await _run(work, share, one_winner=form == "race"))
    ours, limit = (Run(*(median(getattr(run, part) for run in runs[name]) for part in ("rate", "p50", "p95")))
                   for name in ("ours", "limit"))  # fmt: skip
    ratio = ours.rate / limit.rate
    return Result(
        f"accept, 32 at once: {form}", f"its {len(next(iter(protocols.scripts.values())))} statements, bare asyncpg",
        str(ours), str(limit),
        ratio, limit.p95 / ours.p95, f"≥ {LEAST} × throughput", ratio >= LEAST,
    )  # fmt: skip


async def _run(work: Accept, groups: list[list[int]], *, one_winner: bool) -> Run:
    """Group after group, all of a group at once."""
    took: list[float] = []

    async def one(offer: int) -> bool:
        started = perf_counter()
        won = await work(offer)
        took.append((perf_counter() - started) * 1000)
        return won

    started = perf_counter()
    for group in groups:
        won = sum(await asyncio.gather(*(one(offer) for offer in group)))
        assert won == (1 if one_winner else len(group)), f"{won} of {len(group)} won"
    return Run(len(took) / (perf_counter() - started), quantile(took, 0.5), quantile(took, 0.95))


async def _assert_whole(pool: asyncpg.Pool) -> None:
    """Correctness is not a matter of degree."""
    assert await pool.fetchval(_OVERLAPS, FIRST) == 0, "overlapping bookings"
    assert await pool.fetchval(_TWO_WINNERS, FIRST) == 0, "two winners"
    assert await pool.fetchval(_DEADLOCKS) == 0, "deadlocks"
    expected = 2 * ROUNDS * EACH * (AT_ONCE + 1)
    assert await pool.fetchval(_WON, FIRST) == expected, "an acceptance without its booking"
