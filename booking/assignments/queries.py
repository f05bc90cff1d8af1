"""The interpreter's own assignments."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from booking.requests.access import PLACE_TO_MEET
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class OwnAssignment:
    """One of the interpreter's own, with the address, which is shown only after acceptance."""

    number: str
    state: str
    language_tag: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    municipality: str
    address: str
    body: str
    unit: str
    theme: str
    participants: str


_OWN = text(
    f"""
    SELECT a.number, a.state, a.language_tag, a.mode, lower(a.period) AS starts_at, upper(a.period) AS ends_at,
           m.name AS municipality, {PLACE_TO_MEET} AS address, o.name AS body, u.name AS unit, r.theme, r.participants
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN organisation o ON o.id = r.organisation_id
      JOIN unit u ON u.id = r.unit_id JOIN municipality m ON m.code = a.municipality_code
     WHERE a.interpreter_id = :interpreter AND upper(a.period) > :since ORDER BY lower(a.period), a.id
    """
)


async def own_assignments(session: Session, actor: Actor, *, since: datetime) -> tuple[OwnAssignment, ...]:
    """The interpreter's own assignments that end after `since`, the first one first."""
    rows = await session.execute(_OWN, {"interpreter": actor.interpreter_id, "since": since})
    return tuple(OwnAssignment(*row) for row in rows)
