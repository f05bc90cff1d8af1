"""Making the demo's database ready: created, migrated, filled with reference data and the synthetic nation."""

import os
import time
from urllib.parse import urlsplit

import asyncpg

from tolkeregister.core.clock import oslo_date, utc_now
from web import reference
from web.demo.load import fill
from web.demo.progress import Progress
from web.migrate import migrate


async def prepare(database_url: str) -> None:
    """Bring the database to today. A second start only adds the days that are missing."""
    started = time.monotonic()
    await _create(database_url)
    print("Database: migrerer", flush=True)
    await migrate(database_url)
    connection = await asyncpg.connect(database_url)
    try:
        await reference.load(connection)
        scale = int(os.environ.get("SCALE") or 100)
        await fill(connection, scale=scale, today=oslo_date(utc_now()), progress=Progress("Syntetisk nasjon"))
    finally:
        await connection.close()
    print(f"Database: klar etter {time.monotonic() - started:.0f} s", flush=True)


async def _create(database_url: str) -> None:
    """Create the database if the server has none of that name."""
    parts = urlsplit(database_url)
    name = parts.path.lstrip("/")
    connection = await asyncpg.connect(parts._replace(path="/postgres").geturl())
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
            await connection.execute(f'CREATE DATABASE "{name}"')
    finally:
        await connection.close()
