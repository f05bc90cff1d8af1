"""Telling every web process that something is new: an id over NOTIFY when the transaction commits, never what it is.

Whoever is told reads the database. A lost notice is made good by reading again, see `web/live`.
"""

from sqlalchemy import text

from tolkeregister.core.database import Session

CHANNEL = "room"
ROOM, SEAT = "r", "s"
_NOTIFY = text("SELECT pg_notify(:channel, :payload)")


async def wake_room(session: Session, room_id: int) -> None:
    """Everybody in a room looks again."""
    await session.execute(_NOTIFY, {"channel": CHANNEL, "payload": f"{ROOM}:{room_id}"})


async def wake_seat(session: Session, seat_id: int) -> None:
    """One seat has a message waiting."""
    await session.execute(_NOTIFY, {"channel": CHANNEL, "payload": f"{SEAT}:{seat_id}"})
