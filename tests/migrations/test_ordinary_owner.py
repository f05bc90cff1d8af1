"""Who migrates need not be a superuser: his own database, with or without the right to make roles."""

import asyncpg
import pytest
from sqlalchemy import text

from tests.fixtures.database import DatabaseServer
from tests.fixtures.owner import ordinary_owner, version
from tolkeregister.core.database import APPLICATION_ROLE, Database, make_engine
from web.migrate import migrate


@pytest.fixture(autouse=True)
async def _role_is_there(database_server: DatabaseServer) -> None:
    """The role belongs to the server; the template's migrations make it."""
    await database_server.template()


async def test_who_made_the_role_works_in_it(database_server: DatabaseServer, worker_name: str) -> None:
    """From PostgreSQL 16 on, making a role gives the right to hand it out and not yet the right to work in it."""
    made = (
        "WITH ADMIN TRUE, INHERIT FALSE, SET FALSE"
        if await version(database_server) >= 16
        else "WITH ADMIN OPTION"
    )
    as_its_maker = f"GRANT {APPLICATION_ROLE} TO {{}} {made}"
    async with ordinary_owner(database_server, worker_name, as_its_maker, may="CREATEROLE") as address:
        await migrate(address)
        engine = make_engine(address)
        async with Database(engine).reading() as session:
            assert (await session.execute(text("SELECT current_user"))).scalar_one() == APPLICATION_ROLE
        await engine.dispose()


async def test_an_owner_who_has_no_right_to_the_role_migrates_for_one_who_has(
    database_server: DatabaseServer, worker_name: str
) -> None:
    """As in production: the owner migrates, another account is the role's member."""
    async with ordinary_owner(database_server, worker_name) as address:
        await migrate(address)
        connection = await asyncpg.connect(address)
        try:
            assert await connection.fetchval(
                f"SELECT has_table_privilege('{APPLICATION_ROLE}', 'person', 'INSERT')"
            )
            assert not await connection.fetchval(f"SELECT pg_has_role('{APPLICATION_ROLE}', 'MEMBER')")
        finally:
            await connection.close()
