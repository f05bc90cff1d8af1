"""Accounts with one role, for whoever has no builder of their own."""

from tolkeregister.core.actor import Actor, Door, Role
from tolkeregister.core.database import Session
from tolkeregister.people.models import Account, AccountRole


async def with_role(session: Session, role: Role, door: Door, organisation_id: int | None = None) -> Actor:
    """An account with one role."""
    account = Account(
        door=door, subject=f"x-{role}", name="Noen Andre", email=f"{role}@x.example", synthetic=True
    )
    session.add(account)
    await session.flush()
    assert account.id is not None
    session.add(AccountRole(account_id=account.id, role=role, organisation_id=organisation_id))
    await session.flush()
    return Actor(account_id=account.id, roles=frozenset({role}), organisation_id=organisation_id)
