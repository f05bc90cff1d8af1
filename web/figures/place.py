"""The place where ours is counted: a database made as the demo's is, by the real migrations, loader and release."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import asyncpg

from booking.statistics.commands import mark_closed_facts, roll_up
from booking.statistics.publication import open_release, publish_year
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Database, make_engine
from web import reference
from web.demo import postgres
from web.demo.load import fill
from web.demo.progress import Progress
from web.figures.ours import Service
from web.figures.reading import read
from web.migrate import migrate

ROOT = Path(__file__).parent.parent.parent
PUBLISHED_YEAR = 2021  # the only year of which a divided table is compared


@asynccontextmanager
async def throw_away_database(scale: int, *, now: datetime) -> AsyncIterator[str]:
    """The address of a nation 1:S on the tests' server, loaded and published; dropped at the end."""
    name = f"figures_{os.getpid()}"
    drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
    _say("PostgreSQL: starting a server for throw-away databases")
    with postgres.server("test", ROOT) as sockets:
        maintenance, address = postgres.url(sockets, "postgres"), postgres.url(sockets, name)
        await _run(maintenance, drop, f"CREATE DATABASE {name}")
        try:
            _say("Database: migrating")
            await migrate(address)
            await load(address, scale, now=now)
            await publish(address, now=now)
            yield address
        finally:
            await _run(maintenance, drop)


async def load(address: str, scale: int, *, now: datetime) -> None:
    """What a start of the demo loads into a migrated database."""
    connection = await asyncpg.connect(address)
    try:
        await reference.load(connection)
        progress = Progress(f"Nation 1:{scale}", sys.stderr)
        await fill(connection, scale=scale, today=oslo_date(now), progress=progress)
    finally:
        await connection.close()


async def publish(address: str, *, now: datetime) -> None:
    """What the worker does in its first night: rolls up the facts and makes a release."""
    async with _database(address) as database:
        _say("Statistics: rolling up")
        async with database.writing() as session:
            await mark_closed_facts(session, now=now)
        async with database.writing() as session:
            await roll_up(session)
        _say(f"Statistics: publishing the series and {PUBLISHED_YEAR}")
        async with database.writing() as session:
            release_id = await open_release(session, now=now)
        if release_id is not None:
            async with database.writing() as session:
                await publish_year(session, release_id, PUBLISHED_YEAR)


async def read_from(address: str) -> Service:
    """Our figures in a database, in one reading transaction. Raises NotPublished without a release."""
    async with _database(address) as database, database.reading() as session:
        return await read(session)


@asynccontextmanager
async def _database(address: str) -> AsyncIterator[Database]:
    engine = make_engine(address, pool_size=1)
    try:
        yield Database(engine)
    finally:
        await engine.dispose()


async def _run(address: str, *statements: str) -> None:
    connection = await asyncpg.connect(address)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
