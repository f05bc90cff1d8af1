"""Runs migrations on the connection it is given (`web/migrate.py`), or on DATABASE_URL from the command line."""

import asyncio
import os
from typing import Any

from alembic import context
from sqlalchemy import Connection, String
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.types import TypeEngine

from tolkeregister.core.database import async_url
from web.all_tables import metadata


def types_differ(
    _context: object, _inspected: object, _column: object, found: TypeEngine[Any], ours: TypeEngine[Any]
) -> bool | None:
    """Text is text, whatever SQLModel calls it; everything else is compared as usual."""
    plain = getattr(ours, "impl", ours)
    return False if isinstance(found, String) and isinstance(plain, String) else None


def run_on(connection: Connection) -> None:
    """Migrate on an open connection, one migrator at a time."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=types_differ,
        compare_server_default=True,
    )
    with context.begin_transaction():
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('tolkeregister:migrate'))")
        context.run_migrations()


async def run_by_url() -> None:
    """Migrate the database named in the environment."""
    engine = create_async_engine(async_url(os.environ["DATABASE_URL"]))
    async with engine.begin() as connection:
        await connection.run_sync(run_on)
    await engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    run_on(given)
else:
    asyncio.run(run_by_url())
