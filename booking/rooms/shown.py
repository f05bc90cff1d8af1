"""What a room's own pages say of it: when, for whom, in which language, and what to do if it fails.

Nothing of theme, participants or the person interpreted for: whoever holds a link sees this.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound

_SHOWN = text(
    """
    SELECT m.id, a.number, a.language_tag, a.type, a.state, lower(a.period) AS starts_at, upper(a.period) AS ends_at,
           m.opens_at, m.closes_at, m.ended_at, m.topology, m.is_direct, m.break_every, o.name AS body, u.name AS unit,
           r.plan_b
      FROM room m JOIN assignment a ON a.id = m.assignment_id JOIN request r ON r.id = a.request_id
      JOIN organisation o ON o.id = r.organisation_id JOIN unit u ON u.id = r.unit_id
     WHERE m.id = :id
    """
)


@dataclass(frozen=True, slots=True)
class RoomShown:
    """One room as its pages show it."""

    id: int
    number: str
    language_tag: str
    type: str
    state: str  # of the assignment
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    closes_at: datetime
    ended_at: datetime | None
    topology: str
    is_direct: bool
    break_every: int
    body: str
    unit: str
    plan_b: str | None  # the number to call when the screen fails

    @property
    def shows_addresses(self) -> bool:
        """Whether the browsers learn each other's address, which everybody is told before they go in."""
        return self.is_direct and self.topology == "mesh"


async def room_shown(session: Session, room_id: int) -> RoomShown:
    """Ask it only for a room that the one who looks has been found to reach."""
    row = (await session.execute(_SHOWN, {"id": room_id})).one_or_none()
    if row is None:
        raise NotFound(reason("room_not_found"))
    return RoomShown(*row)
