"""A server of the benchmarks' own, with the durability of production, and databases made and dropped on it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from web.demo import postgres
from web.migrate import migrate
from web.reference import load

ROOT = Path(__file__).parent.parent


@asynccontextmanager
async def bench_database(name: str) -> AsyncIterator[str]:
    """The address of an empty, migrated database with reference data; dropped at the end."""
    with postgres.server("bench", ROOT) as sockets:
        maintenance = postgres.url(sockets, "postgres")
        await _run(maintenance, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
        address = postgres.url(sockets, name)
        try:
            await migrate(address)
            connection = await asyncpg.connect(address)
            await load(connection)
            await connection.close()
            yield address
        finally:
            await _run(maintenance, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def _run(address: str, *statements: str) -> None:
    connection = await asyncpg.connect(address)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
