"""What browsers say to each other to connect: rows that wait for one reader and are gone when they are read.

The right to send stands in the statement: both must be inside the same room, and the sender must be the page that holds
the seat (see docs/beslutninger/skjermrommet.md).
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from booking.rooms.access import SeatInHand
from booking.rooms.waking import wake_seat
from tolkeregister.core.database import Session

_SEND = text(
    """
    INSERT INTO room_signal (to_participant, to_page, from_participant, from_page, body, created_at)
    SELECT t.id, :to_page, f.id, :page, CAST(:body AS jsonb), :now
      FROM room_participant f JOIN room_participant t ON t.room_id = f.room_id AND t.id <> f.id
     WHERE f.id = :seat AND t.id = :to AND f.page_id = :page AND f.admitted_at IS NOT NULL
       AND t.admitted_at IS NOT NULL AND f.revoked_at IS NULL AND t.revoked_at IS NULL
    RETURNING id
    """
)
_FETCH = text(
    """
    WITH gone AS (DELETE FROM room_signal WHERE to_participant = :seat RETURNING *)
    SELECT from_participant, from_page, body FROM gone WHERE to_page = :page ORDER BY id
    """
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A message from another browser in the room."""

    seat_id: int
    page: str
    body: dict[str, Any]


async def send(
    session: Session,
    seat: SeatInHand,
    *,
    page: str,
    to: int,
    to_page: str,
    body: dict[str, Any],
    now: datetime,
) -> bool:
    """Leave a message for another seat's page; False when either is not inside, and nothing is left then."""
    values = {
        "seat": seat.id,
        "page": page,
        "to": to,
        "to_page": to_page,
        "body": json.dumps(body),
        "now": now,
    }
    sent = (await session.execute(_SEND, values)).scalar_one_or_none() is not None
    if sent:
        await wake_seat(session, to)
    return sent


async def fetch(session: Session, seat_id: int, *, page: str) -> list[Heard]:
    """Every message that waits for a page, in the order they were left; what was for an older page is gone too."""
    rows = await session.execute(_FETCH, {"seat": seat_id, "page": page})
    return [Heard(row.from_participant, row.from_page, row.body) for row in rows]
