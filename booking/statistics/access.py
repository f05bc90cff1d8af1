"""Who may see shares with nothing suppressed: a body's own people, and those who reported the rows themselves."""

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed


def own_body(actor: Actor) -> int:
    """The public body whose numbers the actor may see whole. Raises NotAllowed for everybody else."""
    if not actor.is_public_body or actor.organisation_id is None:
        raise NotAllowed(reason("role_missing"))
    return actor.organisation_id


def own_agency(actor: Actor) -> int:
    """The agency whose reported assignments the actor may see whole. Raises NotAllowed for everybody else."""
    if not actor.has(Role.AGENCY) or actor.organisation_id is None:
        raise NotAllowed(reason("role_missing"))
    return actor.organisation_id
