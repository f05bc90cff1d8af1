"""Writing down what happened in a room: rows that are only added, without a word of what was said."""

from datetime import datetime

from booking.rooms.models import RoomEvent, RoomEventKind
from tolkeregister.core.database import Session


def note(
    session: Session, room_id: int, kind: RoomEventKind, *, at: datetime, seat_id: int | None = None,
    role: str | None = None, code: str | None = None,
) -> None:  # fmt: skip
    """Add one event."""
    session.add(RoomEvent(room_id=room_id, participant_id=seat_id, role=role, kind=kind, code=code, at=at))
