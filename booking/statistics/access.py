"""Who may see the share of a public body, unsuppressed: its own people only."""

from tolkeregister.core.actor import Actor
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed


def own_body(actor: Actor) -> int:
    """The public body whose numbers the actor may see whole. Raises NotAllowed for everybody else."""
    if not actor.is_public_body or actor.organisation_id is None:
        raise NotAllowed(reason("role_missing"))
    return actor.organisation_id
