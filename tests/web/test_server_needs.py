"""What a PostgreSQL lacks is said before anything is changed, with what to do about it."""

import asyncio
import os
import sys
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import pytest

from tests.fixtures.database import ROOT, DatabaseServer
from tests.fixtures.owner import ordinary_owner
from web.server_needs import LOWEST, ServerFacts, server_facts, what_is_missing

GOOD = ServerFacts(
    major=LOWEST, account="eier", database="register", encoding="UTF8", may_make_tables=True, lacking=(), forbidden=(),
    has_role=True, may_use_role=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"major": LOWEST - 1}, [f"PostgreSQL {LOWEST} eller nyere", f"denne er {LOWEST - 1}"]),
        ({"encoding": "LATIN1"}, ["ENCODING 'UTF8'", "«register» er LATIN1"]),
        ({"knows_letters": False}, ["LOCALE 'C.UTF-8'"]),
        ({"may_make_tables": False}, ['GRANT CREATE ON SCHEMA public TO "eier";']),
        ({"lacking": ("pg_trgm",)}, ["pg_trgm er ikke installert", f"postgresql-{LOWEST}"]),
        ({"forbidden": ("pg_trgm",)}, ["CREATE EXTENSION pg_trgm;"]),
        ({"has_role": False}, ["CREATE ROLE tolkeregister_app;"]),
        ({"may_use_role": False}, ['GRANT tolkeregister_app TO "eier";']),
    ],
)
def test_each_lack_is_one_line_with_what_to_do(change: dict[str, Any], words: list[str]) -> None:
    [line] = what_is_missing(replace(GOOD, **change), works_here=True)
    assert [word for word in words if word not in line] == []


def test_nothing_is_said_when_nothing_is_lacking_and_everything_at_once_otherwise() -> None:
    assert list(what_is_missing(GOOD, works_here=True)) == []
    bad = replace(GOOD, major=9, encoding="LATIN1", has_role=False, may_use_role=False)
    assert len(list(what_is_missing(bad, works_here=True))) == 4


def test_who_only_migrates_need_not_be_a_member_of_the_role() -> None:
    assert list(what_is_missing(replace(GOOD, may_use_role=False), works_here=False)) == []


async def asked(address: str) -> ServerFacts:
    """The facts as one account sees them."""
    connection = await asyncpg.connect(address)
    try:
        return await server_facts(connection)
    finally:
        await connection.close()


async def test_the_server_of_the_tests_lacks_nothing(own_database_url: str) -> None:
    assert list(what_is_missing(await asked(own_database_url), works_here=True)) == []


async def test_an_owner_without_more_rights_is_told_to_get_the_role(
    database_server: DatabaseServer, worker_name: str
) -> None:
    await database_server.template()  # makes the role
    async with ordinary_owner(database_server, worker_name) as address:
        facts = await asked(address)
        assert (facts.may_make_tables, facts.forbidden, facts.has_role, facts.may_use_role) == (
            True,
            (),
            True,
            False,
        )
    async with ordinary_owner(database_server, worker_name, "GRANT tolkeregister_app TO {}") as address:
        assert (await asked(address)).may_use_role


async def test_a_guest_in_anothers_database_is_told_what_the_owner_must_allow(
    database_server: DatabaseServer, worker_name: str
) -> None:
    async with ordinary_owner(database_server, worker_name) as address:
        facts = await asked(urlsplit(address)._replace(path="/postgres").geturl())
    assert not facts.may_make_tables
    assert set(facts.forbidden) == {"btree_gist", "pg_trgm"}


async def test_letters_outside_ascii_are_asked_for(database_server: DatabaseServer, worker_name: str) -> None:
    name = f"ascii_{worker_name}"
    make = f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER libc"
    await database_server.run(f"DROP DATABASE IF EXISTS {name}", make)
    try:
        assert not (await asked(database_server.url(name))).knows_letters
    finally:
        await database_server.run(f"DROP DATABASE {name}")


async def test_migrating_by_hand_changes_nothing_where_something_is_missing(
    database_server: DatabaseServer, worker_name: str
) -> None:
    name = f"latin_{worker_name}"
    make = f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc"
    await database_server.run(f"DROP DATABASE IF EXISTS {name}", make)
    try:
        migrating = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "web.migrate", cwd=ROOT, stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "DATABASE_URL": database_server.url(name)},
        )  # fmt: skip
        _, said = await migrating.communicate()
        assert migrating.returncode == 1
        assert said.decode().startswith("Kan ikke migrere:\nDatabasen må være laget med ENCODING 'UTF8'")
        connection = await asyncpg.connect(database_server.url(name))
        assert await connection.fetchval("SELECT to_regclass('alembic_version')") is None
        await connection.close()
    finally:
        await database_server.run(f"DROP DATABASE {name}")
