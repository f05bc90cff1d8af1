"""One assignment as the interpreter who has accepted it sees it, with the address."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from booking.requests.access import PLACE_TO_MEET
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class AcceptedAssignment:
    """Everything to prepare and to find the way; nothing about the person interpreted for (feature 23)."""

    number: str
    state: str
    language_tag: str
    type: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    municipality: str
    address: str
    body: str
    unit: str
    theme: str
    participants: str
    accepted_at: datetime | None


_ONE = text(
    f"""
    SELECT a.number, a.state, a.language_tag, a.type, a.mode, lower(a.period) AS starts_at,
           upper(a.period) AS ends_at, m.name AS municipality, {PLACE_TO_MEET} AS address,
           o.name AS body, u.name AS unit, r.theme, r.participants, a.accepted_at
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN organisation o ON o.id = r.organisation_id
      JOIN unit u ON u.id = r.unit_id JOIN municipality m ON m.code = a.municipality_code
     WHERE a.number = :number AND a.interpreter_id = :interpreter
    """
)


async def accepted_assignment(session: Session, actor: Actor, number: str) -> AcceptedAssignment | None:
    """The actor's own assignment; None for a foreign one, one given back, and one that never was."""
    values = {"number": number, "interpreter": actor.interpreter_id}
    row = (await session.execute(_ONE, values)).one_or_none()
    return AcceptedAssignment(*row) if row else None
