"""A reading session cannot write; a writing session is all or nothing."""

from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.fixtures.database import count_rows
from tolkeregister.core.database import Database, async_url, broken_constraint

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


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("postgres://a:b@h/d", "postgresql+asyncpg://a:b@h/d"),
        ("postgresql://a@/d?host=/s&sslmode=require", "postgresql+asyncpg://a@/d?host=/s&ssl=require"),
        (
            "postgresql://a@h/d?application_name=sslmode=x",
            "postgresql+asyncpg://a@h/d?application_name=sslmode=x",
        ),
    ],
)
def test_an_address_keeps_its_options_by_the_drivers_names(given: str, named: str) -> None:
    assert async_url(given) == named
