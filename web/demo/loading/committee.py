"""The accounts of the committee, there from the start to sign in as; their terms come with the cases."""

import asyncpg

from web.demo.committee import GUESTS

_ACCOUNT = """
    INSERT INTO account (door, subject, name, email, written_form, synthetic)
    VALUES ('directorate', $1, $2, $3, 'nb', true) ON CONFLICT (door, subject) DO NOTHING RETURNING id
"""
_ROLE = "INSERT INTO account_role (account_id, role) VALUES ($1, 'committee_member')"


async def load_committee(connection: asyncpg.Connection) -> None:
    """Once; who is there already stays as they are."""
    for guest in GUESTS:
        account = await connection.fetchval(_ACCOUNT, guest.subject, guest.name, guest.email)
        if account is not None:
            await connection.execute(_ROLE, account)
