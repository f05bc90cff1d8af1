"""Accounts of people who come to apply, when everybody else is next checked, and the job that makes applications."""

import asyncpg

from web.demo.applications import MAKE_APPLICATIONS
from web.demo.nation.newcomers import NEWCOMERS

_ACCOUNTS = """
    INSERT INTO account (door, subject, name, email, written_form, synthetic)
    SELECT 'interpreter', s, n, e, 'nb', true FROM unnest($1::text[], $2::text[], $3::text[]) AS u(s, n, e)
    ON CONFLICT (door, subject) DO NOTHING
"""
# Spread over the week, so that the timetable asks about a few at a time.
_CHECKS = """
    INSERT INTO population_check (person_id, checked_at, next_at, protection, failures)
    SELECT id, now(), now() + interval '1 day' + (id * 37 % 8640) * interval '1 minute', 'none', 0 FROM person
     WHERE synthetic AND dead_on IS NULL ON CONFLICT DO NOTHING
"""
_JOB = """
    INSERT INTO job (name, args, dedupe_key) SELECT $1, '{}', $1
     WHERE NOT EXISTS (SELECT FROM application) ON CONFLICT DO NOTHING
"""


async def load_newcomers(connection: asyncpg.Connection) -> None:
    """Safe at every start: what is there stays."""
    await connection.execute(
        _ACCOUNTS, [each.national_id for each in NEWCOMERS], [each.name for each in NEWCOMERS],
        [each.email for each in NEWCOMERS],
    )  # fmt: skip
    await connection.execute(_CHECKS)
    await connection.execute(_JOB, MAKE_APPLICATIONS)
