"""Who sends results: the people and programs of an institution, for it alone. The directorate sees all."""

from sqlalchemy import text

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed

_INSTITUTION = text("SELECT code FROM institution WHERE organisation_id = :organisation")


async def institution_of(session: Session, actor: Actor) -> str:
    """The code of the institution the actor acts for. Raises NotAllowed for everybody without the role."""
    if actor.has(Role.INSTITUTION) and actor.organisation_id is not None:
        found = await session.execute(_INSTITUTION, {"organisation": actor.organisation_id})
        code: str | None = found.scalar_one_or_none()
        if code is not None:
            return code
    raise NotAllowed(reason("role_missing"))
