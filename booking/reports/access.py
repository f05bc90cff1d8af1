"""Who may report, and who sees a report: the people of the reporting organisation, nobody else."""

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed

REPORTING_ROLES = (Role.AGENCY, Role.BODY_ADMINISTRATOR)
"""An agency's people, and the administrator of a body with its own register or interpreting service."""


def reporter_of(actor: Actor) -> int:
    """The organisation the actor reports for. Raises NotAllowed for everybody without the role."""
    if not actor.has(*REPORTING_ROLES) or actor.organisation_id is None:
        raise NotAllowed(reason("role_missing"))
    return actor.organisation_id


def may_decide_for_everybody(actor: Actor) -> None:
    """Only the directorate says what a word means in everybody's reports. Raises NotAllowed."""
    if not actor.is_directorate:
        raise NotAllowed(reason("role_missing"))
