"""A new database and an older one end alike: rows are kept, and the database refuses double booking."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from tests.fixtures.database import DatabaseServer
from web.migrate import migrate

FIRST_WITH_BOOKINGS, NEWEST_RELEASED = "0004", "0006"  # of release 0.1.0
BOOK = (
    "INSERT INTO booked (assignment_id, interpreter_id, period) VALUES ($1, 7, CAST($2 AS text)::tstzrange)"
)
KEPT, OVERLAPPING, NEXT = ("[2026-11-23 09:00+01,2026-11-23 10:00+01)", "[2026-11-23 09:59+01,2026-11-23 11:00+01)",
                           "[2026-11-23 10:00+01,2026-11-23 11:00+01)")  # fmt: skip


@pytest_asyncio.fixture
async def empty_url(database_server: DatabaseServer, worker_name: str) -> AsyncIterator[str]:
    """The address of a database that no migration has seen."""
    name = f"upgrade_{worker_name}"
    await database_server.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    yield database_server.url(name)
    await database_server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("version", [None, FIRST_WITH_BOOKINGS, NEWEST_RELEASED])
async def test_double_booking_is_refused_after_an_upgrade_from(version: str | None, empty_url: str) -> None:
    await migrate(empty_url, to=version or "head")
    connection = await asyncpg.connect(empty_url)
    try:
        await connection.execute("SET session_replication_role = replica")  # only this table is looked at
        await connection.execute(BOOK, 1, KEPT)
        await migrate(empty_url)
        assert await connection.fetchval("SELECT count(*) FROM booked") == 1
        with pytest.raises(asyncpg.ExclusionViolationError, match="booked_no_overlap"):
            await connection.execute(BOOK, 2, OVERLAPPING)
        await connection.execute(BOOK, 3, NEXT)
        naive = (
            "SELECT count(*) FROM information_schema.columns WHERE data_type = 'timestamp without time zone'"
        )
        assert await connection.fetchval(f"{naive} AND table_schema = 'public'") == 0
    finally:
        await connection.close()
