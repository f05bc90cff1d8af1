"""The demo says what is wrong with a database it is given, makes one that is missing, and never fills another's."""

from urllib.parse import urlsplit

import asyncpg
import pytest

from tests.builders.interpreters import an_interpreter
from tests.fixtures.database import DatabaseServer
from tests.fixtures.owner import ordinary_owner
from tests.fixtures.provider import free_port
from tolkeregister.core.database import Database
from web.demo.prepare import wanted_scale
from web.demo.target import Unusable, make_usable


async def refusal(address: str) -> str:
    """What the program ends with."""
    with pytest.raises(Unusable) as ended:
        await make_usable(address)
    return str(ended.value)


async def run(address: str, statement: str) -> None:
    """One statement in a database."""
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "postgresql://eier:hemmelig@127.0.0.1:{}/demo",
            "Ingen PostgreSQL svarer på 127.0.0.1:{}, databasen «demo»",
        ),
        ("postgresql://eier:hemmelig@ingen.invalid/demo", "Ingen PostgreSQL svarer på ingen.invalid"),
        ("postgresql:///demo?host=/finnes/ikke", "Ingen PostgreSQL svarer på /finnes/ikke"),
        ("mysql://eier:hemmelig@127.0.0.1/demo", "DATABASE_URL kan ikke leses"),
        ("postgresql://eier:hemmelig@127.0.0.1", "DATABASE_URL må slutte med"),
    ],
)
async def test_a_server_that_is_not_there_is_said_without_the_password(address: str, words: str) -> None:
    port = free_port()
    said = await refusal(address.format(port))
    assert words.format(port) in said
    assert "hemmelig" not in said


async def test_a_server_that_does_not_let_us_in_is_said(
    database_server: DatabaseServer, worker_name: str
) -> None:
    async with ordinary_owner(database_server, worker_name, "ALTER ROLE {} NOLOGIN") as address:
        assert "slipper oss ikke inn" in await refusal(address)


async def test_who_may_not_make_databases_is_told_which_one_to_ask_for(
    database_server: DatabaseServer, worker_name: str
) -> None:
    async with ordinary_owner(database_server, worker_name) as address:
        said = await refusal(urlsplit(address)._replace(path="/finnes_ikke").geturl())
    assert f'CREATE DATABASE "finnes_ikke" OWNER "owner_{worker_name}";' in said


async def test_what_the_server_lacks_stops_the_demo(
    database_server: DatabaseServer, worker_name: str
) -> None:
    await database_server.template()
    async with ordinary_owner(database_server, worker_name) as address:
        assert "GRANT tolkeregister_app TO" in await refusal(address)


async def test_a_missing_database_is_made(database_server: DatabaseServer, worker_name: str) -> None:
    name = f"made_{worker_name}"
    try:
        await make_usable(database_server.url(name))
        await run(database_server.url(name), "SELECT 1")
        await make_usable(database_server.url(name))
    finally:
        await database_server.run(f"DROP DATABASE IF EXISTS {name}")


async def test_another_programs_tables_are_left_alone(
    database_server: DatabaseServer, worker_name: str
) -> None:
    name = f"others_{worker_name}"
    await database_server.run(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    try:
        await run(database_server.url(name), "CREATE TABLE theirs (x int)")
        assert "har andre data" in await refusal(database_server.url(name))
    finally:
        await database_server.run(f"DROP DATABASE {name}")


async def test_a_register_in_use_is_left_alone_and_the_demos_own_is_not(
    own_database_url: str, own_database: Database
) -> None:
    await make_usable(own_database_url)  # migrated and empty: a first start that was killed
    async with own_database.writing() as session:
        await an_interpreter(session)
    assert "har andre data" in await refusal(own_database_url)
    await run(own_database_url, "INSERT INTO data_note VALUES ('scale', '1000')")
    await make_usable(own_database_url)


def test_a_scale_that_does_not_exist_is_said() -> None:
    assert (wanted_scale(""), wanted_scale("1"), wanted_scale("1000")) == (100, 1, 1000)
    for said in ("7", "abc", "-1", "01"):
        with pytest.raises(SystemExit, match="finnes ikke"):
            wanted_scale(said)
