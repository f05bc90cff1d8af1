"""The bevilling somebody holds for a language, and what has been decided about it."""

from sqlalchemy import select
from sqlmodel import col

from qualification.bevilling.models import Bevilling, BevillingStep
from qualification.bevilling.rules import status_after
from tolkeregister.core.database import Session

REVOKED = "revoked"


async def newest_bevilling(
    session: Session, person_id: int, language_tag: str, type: str
) -> Bevilling | None:
    """The last one given for the language, wherever it stands; a new one is given only when no other is held."""
    statement = select(Bevilling).where(
        col(Bevilling.person_id) == person_id, col(Bevilling.language_tag) == language_tag,
        col(Bevilling.type) == type,
    )  # fmt: skip
    return (await session.execute(statement.order_by(col(Bevilling.id).desc()))).scalars().first()


async def bevilling_held(session: Session, person_id: int, language_tag: str, type: str) -> Bevilling | None:
    """The one that is not revoked; it may be suspended."""
    found = await newest_bevilling(session, person_id, language_tag, type)
    if found is None or status_after(await steps_of(session, found)) == REVOKED:
        return None
    return found


async def steps_of(session: Session, held: Bevilling) -> list[str]:
    """Suspended, reinstated, revoked: in the order in which it was decided."""
    statement = select(col(BevillingStep.kind)).where(col(BevillingStep.bevilling_id) == held.id)
    return list((await session.execute(statement.order_by(col(BevillingStep.id)))).scalars())
