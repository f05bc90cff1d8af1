"""Bringing a database to the newest version, and asking whether models and migrations agree."""

import asyncio
import os
import sys
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from tolkeregister.core.database import async_url
from web.server_needs import server_facts, what_is_missing

ROOT = Path(__file__).parent.parent


def _config(connection: Connection) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "web/migrations"))
    config.attributes["connection"] = connection
    return config


async def migrate(database_url: str, *, to: str = "head") -> None:
    """Run every migration that the database has not seen, up to a version."""
    engine = create_async_engine(async_url(database_url))
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(_config(sync), to))
    await engine.dispose()


async def check(database_url: str) -> None:
    """Raise if a model has something no migration makes, or the other way round."""
    engine = create_async_engine(async_url(database_url))
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.check(_config(sync)))
    await engine.dispose()


async def main(database_url: str) -> None:
    """Migrate, or end the program before anything is changed with what the server or the account is lacking."""
    connection = await asyncpg.connect(database_url)
    try:
        missing = list(what_is_missing(await server_facts(connection), works_here=False))
    finally:
        await connection.close()
    if missing:
        raise SystemExit("\n".join(("Kan ikke migrere:", *missing)))
    await migrate(database_url)


if __name__ == "__main__":
    wanted = check if "--check" in sys.argv else main
    asyncio.run(wanted(os.environ["DATABASE_URL"]))
