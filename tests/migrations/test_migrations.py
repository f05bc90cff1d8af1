"""The migrations make exactly what the models say, and what must hold in the database holds after them."""

import asyncio
import os
import sys

import asyncpg
from sqlalchemy import text

from tests.fixtures.database import ROOT, DatabaseServer
from tolkeregister.core.database import Session
from web.migrate import check, migrate


async def test_models_and_migrations_agree(own_database_url: str) -> None:
    await check(own_database_url)


async def test_migrating_twice_changes_nothing(own_database_url: str) -> None:
    await migrate(own_database_url)
    await check(own_database_url)


async def test_no_column_is_a_timestamp_without_time_zone(session: Session) -> None:
    """Failure mode 29."""
    found = await session.execute(text(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND data_type = 'timestamp without time zone'"
    ))  # fmt: skip
    assert found.all() == []


async def test_the_rule_against_double_booking_is_in_the_database(session: Session) -> None:
    """Failure mode 29: an exclusion constraint that a tool dropped on the way."""
    definition = await session.execute(text(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'booked_no_overlap'"
    ))  # fmt: skip
    assert definition.scalar_one() == "EXCLUDE USING gist (interpreter_id WITH =, period WITH &&)"


async def test_two_migrators_at_once_do_not_collide(database_server: DatabaseServer) -> None:
    """Two processes, as when two machines start the same release."""
    await database_server.run(
        "DROP DATABASE IF EXISTS race_migrate WITH (FORCE)", "CREATE DATABASE race_migrate"
    )
    address = database_server.url("race_migrate")
    environment = {**os.environ, "DATABASE_URL": address}
    try:
        both = [
            await asyncio.create_subprocess_exec(
                sys.executable, "-m", "web.migrate", cwd=ROOT, env=environment
            )
            for _ in range(2)
        ]
        assert [await process.wait() for process in both] == [0, 0]
        await check(address)
    finally:
        await database_server.run("DROP DATABASE race_migrate WITH (FORCE)")


async def test_history_in_two_times_never_overlaps(own_database_url: str) -> None:
    connection = await asyncpg.connect(own_database_url)
    try:
        names = await connection.fetch(
            "SELECT conname FROM pg_constraint WHERE contype = 'x' AND conname LIKE 'entry\\_%' ORDER BY 1"
        )
    finally:
        await connection.close()
    assert [row["conname"] for row in names] == ["entry_category_no_overlap", "entry_listing_no_overlap"]
