"""Who governs the list of languages: the directorate's administrators, two of them."""

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed


def governor(actor: Actor) -> int:
    """The account of an administrator, since a person answers for the list. NotAllowed for everybody else."""
    if not actor.has(Role.ADMINISTRATOR) or actor.account_id is None:
        raise NotAllowed(reason("only_administrators"))
    return actor.account_id
