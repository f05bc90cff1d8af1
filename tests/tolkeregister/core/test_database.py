"""A reading session cannot write; a writing session is all or nothing."""

from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.fixtures.database import count_rows
from tolkeregister.core.database import Database, broken_constraint

ADD = "INSERT INTO process_seen (name, seen_at) VALUES ('x', now())"


async def test_a_reading_session_is_refused_every_write(own_database: Database) -> None:
    async with own_database.reading() as session:
        with pytest.raises(DBAPIError, match="read-only"):
            await session.execute(text(ADD))


async def test_an_exception_undoes_everything(own_database: Database) -> None:
    with suppress(RuntimeError):
        async with own_database.writing() as session:
            await session.execute(text(ADD))
            raise RuntimeError
    async with own_database.reading() as session:
        assert await count_rows(session, "process_seen") == 0


async def test_a_broken_constraint_is_known_by_name(own_database: Database) -> None:
    async with own_database.open() as session:
        await session.execute(text(ADD))
        with pytest.raises(DBAPIError) as broken:
            await session.execute(text(ADD))
    assert broken_constraint(broken.value) == "process_seen_pkey"
