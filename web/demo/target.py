"""The database the demo is to fill: reached, made when the server has none, and never one that holds something else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg

from web.server_needs import server_facts, what_is_missing

_CREATE = "CREATE DATABASE \"{}\" ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
_OTHERS_TABLES = """
    SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = to_regnamespace('public')
       AND to_regclass('public.alembic_version') IS NULL
"""
_OTHERS_PEOPLE = """
    SELECT EXISTS (SELECT FROM person) AND NOT EXISTS (SELECT FROM data_note WHERE key = 'scale')
"""


class Unusable(SystemExit):
    """Ends the program with what is wrong with the database and what to do about it."""


async def make_usable(database_url: str) -> None:
    """Reach the database and make it when there is none of that name. Raises Unusable before anything is changed."""
    async with _in_plain_words(database_url):
        if not _name(database_url):
            raise Unusable("DATABASE_URL må slutte med et navn på en database: …/tolkeregister_demo")
        connection = await _connect_or_create(database_url)
        try:
            missing = list(what_is_missing(await server_facts(connection), works_here=True))
            if not missing and await _is_anothers(connection):
                missing = ["Den har andre data, som demoen ikke rører. Velg et annet navn."]
        finally:
            await connection.close()
    if missing:
        raise Unusable("\n".join((f"Demoen kan ikke bruke {_where(database_url)}:", *missing)))


async def _connect_or_create(database_url: str) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(database_url)
    except asyncpg.InvalidCatalogNameError:
        await _create(database_url)
        return await asyncpg.connect(database_url)


async def _create(database_url: str) -> None:
    name = _name(database_url).replace('"', '""')
    connection = await asyncpg.connect(urlsplit(database_url)._replace(path="/postgres").geturl())
    try:
        await connection.execute(_CREATE.format(name))
    except asyncpg.InsufficientPrivilegeError:
        user = await connection.fetchval("SELECT current_user")
        command = f'CREATE DATABASE "{name}" OWNER "{user}";'
        raise Unusable(f"«{user}» får ikke lage databasen. Som administrator: {command}") from None
    finally:
        await connection.close()


async def _is_anothers(connection: asyncpg.Connection) -> bool:
    """Whether something is there that the demo has not put there: a register in use, or another program's tables."""
    if await connection.fetchval(_OTHERS_TABLES):
        return True
    migrated = await connection.fetchval("SELECT to_regclass('public.data_note') IS NOT NULL")
    return bool(migrated and await connection.fetchval(_OTHERS_PEOPLE))


@asynccontextmanager
async def _in_plain_words(database_url: str) -> AsyncIterator[None]:
    """What goes wrong on the way to the server, without a traceback and without the password."""
    where = _where(database_url)
    try:
        yield
    except (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError) as problem:
        raise Unusable(
            f"{where} slipper oss ikke inn; se navn og passord i DATABASE_URL ({problem})."
        ) from None
    except (asyncpg.ClientConfigurationError, ValueError) as problem:
        raise Unusable(f"DATABASE_URL kan ikke leses: {problem}") from None
    except (OSError, TimeoutError) as problem:
        advice = "Start den, eller kjør uten DATABASE_URL for å få en egen."
        raise Unusable(f"Ingen PostgreSQL svarer på {where} ({problem}). {advice}") from None
    except asyncpg.PostgresError as problem:
        raise Unusable(f"{where} svarte: {problem}") from None


def _name(database_url: str) -> str:
    """The database's name."""
    return unquote(urlsplit(database_url).path.lstrip("/"))


def _where(database_url: str) -> str:
    """The server and the database, without the password."""
    parts = urlsplit(database_url)
    folder = parse_qs(parts.query).get("host", [""])[0]
    server = parts.netloc.rpartition("@")[2] or folder or "denne maskinen"
    return f"{server}, databasen «{_name(database_url)}»"
