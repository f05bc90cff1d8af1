"""Who may change the register: the directorate. Everyone may read what is public, see `queries.profile`."""

from dataclasses import dataclass

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class InterpreterInHand:
    """An interpreter as commands need it, locked."""

    id: int
    number: str
    person_id: int


# Acceptances share this row while they are made: a removal waits for those under way and is seen by all later ones.
_LOCK = text("SELECT id, number, person_id FROM interpreter WHERE number = :number FOR NO KEY UPDATE")


def require_directorate(actor: Actor) -> None:
    """Raises NotAllowed for everyone but officers, administrators and the system."""
    if not (actor.is_directorate or actor.is_system):
        raise NotAllowed(reason("only_the_directorate"))


async def find_interpreter_for(session: Session, actor: Actor, number: str) -> InterpreterInHand:
    """The interpreter with this number, locked for a change in the register."""
    require_directorate(actor)
    row = (await session.execute(_LOCK, {"number": number})).mappings().first()
    if row is None:
        raise NotFound(reason("interpreter_not_found"))
    return InterpreterInHand(**row)
