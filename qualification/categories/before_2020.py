"""What the register said of somebody in categories 1–5."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """One of the five categories in one language, and until which day."""

    language_tag: str
    category: int
    valid_from: date
    valid_to: date | None
    source: str


_SAID = text(
    """
    SELECT language_tag, category, valid_from, valid_to, source FROM old_category WHERE person_id = :person
     ORDER BY language_tag, valid_from
    """
)
_IS_OWN = text("SELECT EXISTS (SELECT FROM interpreter WHERE id = :id AND person_id = :person)")


async def said_before_2020(session: Session, actor: Actor, person_id: int) -> tuple[SaidBefore, ...]:
    """For the person and the directorate only; most have none."""
    values = {"id": actor.interpreter_id, "person": person_id}
    if not (actor.is_directorate or (await session.execute(_IS_OWN, values)).scalar_one()):
        raise NotAllowed(reason("role_missing"))
    return tuple(SaidBefore(*row) for row in await session.execute(_SAID, values))
