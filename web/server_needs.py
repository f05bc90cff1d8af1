"""What a PostgreSQL must have for the service, asked before anything is changed and said in words one can act on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import asyncpg

from tolkeregister.core.database import APPLICATION_ROLE

LOWEST = 15  # the lowest major version the tests are run against
EXTENSIONS = ("btree_gist", "pg_trgm")

# From 16 on, who makes a role may hand it out, and must hand it to himself before he can work in it.
_FACTS = """
    WITH me AS (SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user),
         version AS (SELECT current_setting('server_version_num')::int / 10000 AS major),
         role AS (SELECT (SELECT oid FROM pg_roles WHERE rolname = $2) AS oid)
    SELECT version.major, current_user::text AS account, current_database()::text AS database,
           current_setting('server_encoding') AS encoding,
           coalesce(has_schema_privilege(to_regnamespace('public'), 'CREATE'), false) AS may_make_tables,
           ARRAY(SELECT e FROM unnest($1::text[]) AS e
                  WHERE NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = e)) AS lacking,
           ARRAY(SELECT e FROM unnest($1::text[]) AS e
                  WHERE EXISTS (SELECT FROM pg_available_extensions WHERE name = e AND installed_version IS NULL)
                    AND NOT me.rolsuper
                    AND NOT (has_database_privilege(current_database(), 'CREATE') AND EXISTS (
                             SELECT FROM pg_available_extension_versions v WHERE v.name = e AND v.trusted)
                    )) AS forbidden,
           role.oid IS NOT NULL OR me.rolcreaterole OR me.rolsuper AS has_role,
           CASE WHEN me.rolsuper OR (role.oid IS NULL OR version.major < 16) AND me.rolcreaterole THEN true
                WHEN role.oid IS NULL THEN false
                ELSE pg_has_role(role.oid, CASE WHEN version.major < 16 THEN 'MEMBER' ELSE 'SET' END)
                     OR pg_has_role(role.oid, 'MEMBER WITH ADMIN OPTION')
           END AS may_use_role
      FROM me, version, role
"""


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """What a server and the account one comes as are like."""

    major: int
    account: str
    database: str
    encoding: str
    may_make_tables: bool
    lacking: tuple[str, ...]  # extensions that are not installed
    forbidden: tuple[str, ...]  # extensions that this account may not make
    has_role: bool  # the application's role is there or can be made
    may_use_role: bool  # and this account can work in it
    knows_letters: bool = True  # also those outside ASCII


async def server_facts(connection: asyncpg.Connection) -> ServerFacts:
    """Ask; changes nothing."""
    row = await connection.fetchrow(_FACTS, list(EXTENSIONS), APPLICATION_ROLE)
    told: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    knows = told["encoding"] != "UTF8" or await connection.fetchval("SELECT 'ж' ~ '^[[:alpha:]]$'")
    return ServerFacts(**told, knows_letters=knows)


def what_is_missing(facts: ServerFacts, *, works_here: bool) -> Iterator[str]:
    """One line for each thing that is missing, with what to do; none when everything is there.

    `works_here`: the account that migrates is also the one the service signs in as.
    """
    if facts.major < LOWEST:
        yield f"PostgreSQL {LOWEST} eller nyere trengs; denne er {facts.major}."
    if facts.encoding != "UTF8":
        yield f"Databasen må være laget med ENCODING 'UTF8'; «{facts.database}» er {facts.encoding}."
    if not facts.knows_letters:
        yield f"«{facts.database}» er laget med LC_CTYPE C og kjenner bare a–z. Lag den med LOCALE 'C.UTF-8'."
    if not facts.may_make_tables:
        yield f"«{facts.account}» får ikke lage tabeller. Som eier: GRANT CREATE ON SCHEMA public TO {_name(facts)};"
    for name in facts.lacking:
        yield f"Utvidelsen {name} er ikke installert på serveren (Debian: den følger med postgresql-{facts.major})."
    for name in facts.forbidden:
        yield f"«{facts.account}» får ikke lage utvidelsen {name}. Som administrator: CREATE EXTENSION {name};"
    if not facts.has_role:
        yield f"«{facts.account}» får ikke lage roller. Som administrator: CREATE ROLE {APPLICATION_ROLE};"
    if works_here and not facts.may_use_role:
        grant = f"GRANT {APPLICATION_ROLE} TO {_name(facts)};"
        yield f"«{facts.account}» må få arbeide i rollen {APPLICATION_ROLE}. Som administrator: {grant}"


def _name(facts: ServerFacts) -> str:
    """The account as SQL writes it."""
    return '"' + facts.account.replace('"', '""') + '"'
