"""The bevilling somebody holds for a language, and what has been decided about it."""

from sqlalchemy import select
from sqlmodel import col

from qualification.bevilling.models import Bevilling, BevillingStep
from tolkeregister.core.database import Session

REVOKED = "revoked"


async def bevilling_held(session: Session, person_id: int, language_tag: str, type: str) -> Bevilling | None:
    """The one that is not revoked; it may be suspended."""
    revoked = select(BevillingStep).where(
        col(BevillingStep.bevilling_id) == col(Bevilling.id), col(BevillingStep.kind) == REVOKED
    )
    statement = select(Bevilling).where(
        col(Bevilling.person_id) == person_id, col(Bevilling.language_tag) == language_tag,
        col(Bevilling.type) == type, ~revoked.exists(),
    )  # fmt: skip
    return (await session.execute(statement)).scalars().first()


async def steps_of(session: Session, held: Bevilling) -> list[str]:
    """Suspended, reinstated, revoked: in the order in which it was decided."""
    statement = select(col(BevillingStep.kind)).where(col(BevillingStep.bevilling_id) == held.id)
    return list((await session.execute(statement.order_by(col(BevillingStep.id)))).scalars())
