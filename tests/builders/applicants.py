"""People who have signed in and are not in the register."""

from itertools import count

from tolkeregister.core.actor import Actor, Door, Role
from tolkeregister.core.database import Session
from tolkeregister.people.models import Account

_numbers = count(1)


async def an_applicant(session: Session, *, national_id: str | None = None, name: str = "") -> Actor:
    """An account through the interpreters' door of somebody the register does not know."""
    subject = national_id or f"158{next(_numbers):08d}"
    account = Account(door=Door.INTERPRETER, subject=subject, name=name, email="", synthetic=True)
    session.add(account)
    await session.flush()
    assert account.id is not None
    return Actor(
        account_id=account.id, name=name, roles=frozenset({Role.PUBLIC, Role.APPLICANT}),
    )  # fmt: skip
