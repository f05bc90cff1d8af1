"""Whose profile it is: the signed-in interpreter's own, locked for a change."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """What commands need of the own interpreter row."""

    id: int
    number: str
    modes: tuple[str, ...]
    subjects: tuple[str, ...]
    availability_level: str
    has_clearance: bool
    chosen_name: str | None
    inactive_since: datetime | None


_LOCK = text(
    """
    SELECT id, number, modes, subjects, availability_level, has_clearance, chosen_name, inactive_since
      FROM interpreter WHERE id = :id FOR NO KEY UPDATE
    """
)


async def own_profile(session: Session, actor: Actor) -> OwnProfile:
    """The actor's own, locked: two of one's own windows come after each other. NotAllowed for others."""
    row = None
    if actor.interpreter_id is not None:
        row = (await session.execute(_LOCK, {"id": actor.interpreter_id})).one_or_none()
    if row is None:
        raise NotAllowed(reason("role_missing"))
    return OwnProfile(row.id, row.number, tuple(row.modes), tuple(row.subjects), *row[4:])
