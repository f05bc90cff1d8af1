"""Who may open a socket, and who still may: the seat of the cookie, and with a sign-in also who they are now."""

from dataclasses import dataclass
from datetime import datetime

from booking.rooms.access import RoomInHand, SeatInHand, find_room_for, room_by_id, seat_by_id, seat_held
from booking.rooms.presence import come
from booking.rooms.queries import was_removed
from booking.rooms.rules.window import is_open
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from web.live.closing import EARLY, ENDED, NO_SEAT, OUT, REPLACED, UNKNOWN, Closing


@dataclass(frozen=True, slots=True)
class Knock:
    """Who knocks: the room's number, what the cookie holds, who is signed in, and which page it is."""

    number: str
    held: str | None
    actor: Actor
    page: str


async def seat_of(session: Session, knock: Knock, *, now: datetime) -> SeatInHand:
    """The seat of whoever knocks, when the room is open. Raises Closing."""
    if knock.held is None:
        raise Closing(NO_SEAT)
    try:
        seat = await seat_held(session, knock.number, knock.held)
    except NotFound:
        raise Closing(NO_SEAT) from None
    room = await room_by_id(session, seat.room_id)
    await _is_theirs(session, knock, room, seat)
    require_open(room, now=now)
    return seat


async def open_page(session: Session, seat: SeatInHand, page: str, *, now: datetime) -> None:
    """The page has the seat from now on; an older one has lost it. Raises Closing when the seat is nobody's."""
    if not await come(session, seat, page=page, now=now):
        raise Closing(OUT)


async def still_theirs(session: Session, seat: SeatInHand, page: str, *, now: datetime) -> SeatInHand:
    """The seat as it is now. Raises Closing when it is no longer this page's, with what the page tells its reader."""
    found = await seat_by_id(session, seat.id)
    if found.revoked_at is not None or found.seat_hash is None:
        room = await room_by_id(session, seat.room_id)
        if room.ended_at is not None or found.revoked_at is None:
            raise Closing(ENDED, {"type": "ended"})
        raise Closing(OUT, {"type": "removed" if await was_removed(session, seat.id) else "revoked"})
    if (
        found.seat_hash == seat.seat_hash and found.page_id is None
    ):  # moved to another time while people were here
        require_open(await room_by_id(session, seat.room_id), now=now)
    if found.seat_hash != seat.seat_hash or found.page_id != page:
        raise Closing(REPLACED, {"type": "replaced"})
    return found


def require_open(room: RoomInHand, *, now: datetime) -> None:
    """Raises Closing outside the room's hours."""
    decision = is_open(room.window, room.ended_at, now)
    if decision.allowed:
        return
    if "room_not_open_yet" in decision.codes:
        raise Closing(EARLY, {"type": "early", "opens_at": room.opens_at.isoformat()})
    raise Closing(ENDED, {"type": "ended"})


async def _is_theirs(session: Session, knock: Knock, room: RoomInHand, seat: SeatInHand) -> None:
    """Owner and interpreter hold their seat only as long as they are signed in and the assignment is theirs."""
    if seat.account_id is not None:
        if knock.actor.account_id != seat.account_id:
            raise Closing(NO_SEAT)
        try:
            await find_room_for(session, knock.actor, knock.number)
        except NotFound:
            raise Closing(UNKNOWN) from None
    elif seat.interpreter_id is not None:
        if knock.actor.interpreter_id != seat.interpreter_id:
            raise Closing(NO_SEAT)
        if not room.interprets(seat.interpreter_id):
            raise Closing(OUT, {"type": "revoked"})
