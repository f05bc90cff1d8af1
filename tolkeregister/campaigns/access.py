"""Who may start and stop a campaign: those who govern. Officers see it and may let somebody be."""

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed


def require_administrator(actor: Actor) -> None:
    """Raises NotAllowed for everyone but the directorate's administrators."""
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed(reason("role_missing"))
