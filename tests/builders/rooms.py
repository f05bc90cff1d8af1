"""A room as it is some minutes before the conversation, and people who come to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from booking.rooms.access import RoomInHand, SeatInHand, find_room_for, seat_by_id, seats_of
from booking.rooms.leading import admit
from booking.rooms.models import SeatRole
from booking.rooms.presence import come
from booking.rooms.seating import invite, sit_down_invited, sit_down_signed_in
from tests.builders.bodies import BuiltBody
from tests.builders.changes import an_agreement
from tests.builders.interpreters import BuiltInterpreter
from tests.builders.times import MONDAY, oslo
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

SECRET = "the secret of a test"
START, END = oslo(MONDAY, "14:30"), oslo(MONDAY, "16:30")
EARLY = START - timedelta(minutes=10)  # the room is open


@dataclass(frozen=True, slots=True)
class BuiltRoom:
    """An accepted assignment by screen, its booker and its interpreter."""

    number: str
    body: BuiltBody
    tolk: BuiltInterpreter


async def a_room(session: Session, body: BuiltBody, tolk: BuiltInterpreter) -> BuiltRoom:
    """The room that came with the acceptance; `register_handlers` has been called."""
    return BuiltRoom(await an_agreement(session, body, tolk), body, tolk)


async def the_room(session: Session, room: BuiltRoom) -> RoomInHand:
    """As it is."""
    return await find_room_for(session, room.body.booker, room.number)


async def invited(
    session: Session, room: BuiltRoom, label: str = "forelder", *, now: datetime = EARLY
) -> SeatInHand:
    """An invitation nobody has used."""
    seat = await invite(session, room.body.booker, room.number, role=SeatRole.PERSON, label=label,
                        language="ar", now=now)  # fmt: skip
    return await seat_by_id(session, seat)


async def seated(session: Session, room: BuiltRoom, actor: Actor, *, now: datetime = EARLY) -> SeatInHand:
    """Somebody with sign-in who has sat down, and whose page has opened."""
    taken = await sit_down_signed_in(session, actor, room.number, now=now)
    return await opened(session, taken.seat_id, now=now)


async def knocking(session: Session, seat: SeatInHand, *, now: datetime = EARLY) -> SeatInHand:
    """Somebody who has used an invitation, and whose page has opened."""
    return await opened(session, (await sit_down_invited(session, seat, now=now)).seat_id, now=now)


async def opened(session: Session, seat_id: int, *, now: datetime = EARLY) -> SeatInHand:
    """The seat when its page has opened."""
    seat = await seat_by_id(session, seat_id)
    assert await come(session, seat, page=f"page-{seat_id}", now=now)
    return await seat_by_id(session, seat_id)


async def let_in(session: Session, by: SeatInHand, seat: SeatInHand, *, now: datetime = EARLY) -> SeatInHand:
    """The seat when its owner has been admitted."""
    await admit(session, by, seat.id, now=now)
    return await seat_by_id(session, seat.id)


async def standing(session: Session, room: BuiltRoom) -> dict[str, list[SeatInHand]]:
    """The seats that are not revoked, by role."""
    found: dict[str, list[SeatInHand]] = {}
    for each in await seats_of(session, (await the_room(session, room)).id):
        if each.revoked_at is None:
            found.setdefault(each.role, []).append(each)
    return found
