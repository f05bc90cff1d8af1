"""Who may register interest: a person who came through the interpreters' door, in the register or not (story T07)."""

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed


def own_account(actor: Actor) -> int:
    """The account of the person who asks, or NotAllowed."""
    if actor.account_id is None or not actor.has(Role.APPLICANT, Role.INTERPRETER):
        raise NotAllowed(reason("role_missing"))
    return actor.account_id
