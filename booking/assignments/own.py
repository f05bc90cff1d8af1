"""The assignments of an interpreter who has accepted them, with the address, which is shown only then."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from booking.requests.access import PLACE_TO_MEET
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class OwnAssignment:
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


_OWN = f"""
    SELECT a.number, a.state, a.language_tag, a.type, a.mode, lower(a.period) AS starts_at,
           upper(a.period) AS ends_at, m.name AS municipality, {PLACE_TO_MEET} AS address,
           o.name AS body, u.name AS unit, r.theme, r.participants, a.accepted_at
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN organisation o ON o.id = r.organisation_id
      JOIN unit u ON u.id = r.unit_id JOIN municipality m ON m.code = a.municipality_code
     WHERE a.interpreter_id = :interpreter
"""
_ONE = text(_OWN + "AND a.number = :number")
_SINCE = text(_OWN + "AND upper(a.period) > :since ORDER BY lower(a.period), a.id")


async def own_assignment(session: Session, actor: Actor, number: str) -> OwnAssignment | None:
    """The actor's own assignment; None for a foreign one, one given back, and one that never was."""
    if "\x00" in number:  # PostgreSQL has no such text
        return None
    row = (await session.execute(_ONE, {"interpreter": actor.interpreter_id, "number": number})).one_or_none()
    return OwnAssignment(*row) if row else None


async def own_assignments(session: Session, actor: Actor, *, since: datetime) -> tuple[OwnAssignment, ...]:
    """The interpreter's own assignments that end after `since`, the first one first."""
    rows = await session.execute(_SINCE, {"interpreter": actor.interpreter_id, "since": since})
    return tuple(OwnAssignment(*row) for row in rows)
