"""How somebody reaches a room's pages: by the seat the browser holds, or signed in by the assignment as it is now."""

from dataclasses import dataclass
from datetime import datetime

from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.rooms.access import RoomInHand, SeatInHand, find_room_for, room_by_id, seat_held
from booking.rooms.rules.window import is_open
from booking.rooms.seating import own_seat
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from web.live.seat_cookie import held_seat
from web.pages.page import WebRequest
from web.pages.rooms.speaking import Speaking, spoken_by, written_by
from web.security.guards import SignInNeeded
from web.view.further_languages import CHOICE

NUMBER = "/rom/{number:str}"
GUESTS = ("person", "guest")


@dataclass(frozen=True, slots=True)
class Reached:
    """A room, and the seat in it when there is one."""

    room: RoomInHand
    seat: SeatInHand | None
    is_held: bool  # by this browser


async def reach(request: WebRequest, session: Session, actor: Actor, number: str) -> Reached:
    """The room of an assignment for whoever asks.

    NotFound for everybody else who is signed in. SignInNeeded for nobody, before the number is looked up: a room
    that never was answers as one whose reader was signed out meanwhile.
    """
    held = held_seat(request, number)
    if held is not None:
        seat = await _seat(session, number, held)
        if seat is not None and seat.revoked_at is None and _is_of(seat, actor):
            return Reached(await room_by_id(session, seat.room_id), seat, True)
    if actor.account_id is None:
        raise SignInNeeded
    if not (actor.is_public_body or actor.interpreter_id is not None):
        raise NotFound(reason("room_not_found"))
    return Reached(await find_room_for(session, actor, number), None, False)


async def reach_or_lead(
    request: WebRequest, session: Session, actor: Actor, number: str
) -> Reached | Redirect:
    """The same for a page one looks at: a guest who is signed in nowhere is led to where the code is asked for."""
    try:
        return await reach(request, session, actor, number)
    except SignInNeeded:
        if CHOICE not in request.query_params:
            raise
        return Redirect(spoken_by(request).to("/r", nummer=number), status_code=HTTP_303_SEE_OTHER)


async def seat_to_return_to(
    request: WebRequest, session: Session, actor: Actor, number: str, *, now: datetime
) -> SeatInHand | None:
    """The seat this browser holds in a room that is open: whoever left it, or fell out, goes back to it."""
    held = held_seat(request, number)
    seat = await _seat(session, number, held) if held is not None else None
    if seat is None or seat.revoked_at is not None or not _is_of(seat, actor):
        return None
    room = await room_by_id(session, seat.room_id)
    return seat if is_open(room.window, room.ended_at, now).allowed else None


async def seat_to_try(session: Session, reached: Reached, actor: Actor, *, now: datetime) -> SeatInHand:
    """The seat that a test of the equipment is kept for; the owner's is made when there is none yet."""
    return reached.seat or await own_seat(session, actor, reached.room, now=now)


def spoken_in(request: WebRequest, room: RoomInHand, seat: SeatInHand) -> Speaking:
    """The language of a page for whoever has this seat."""
    if seat.role not in GUESTS:
        return written_by(request)
    return spoken_by(request, seat.language_tag, room.language_tag)


def _is_of(seat: SeatInHand, actor: Actor) -> bool:
    """A seat of somebody signed in is worth nothing to others, nor after signing out."""
    if seat.account_id is not None:
        return seat.account_id == actor.account_id
    if seat.interpreter_id is not None:
        return seat.interpreter_id == actor.interpreter_id
    return True


async def _seat(session: Session, number: str, held: str) -> SeatInHand | None:
    try:
        return await seat_held(session, number, held)
    except NotFound:
        return None
