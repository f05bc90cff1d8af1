"""What each message of a page does in the room, in the transaction it is given."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from booking.rooms import leading
from booking.rooms.access import SeatInHand
from booking.rooms.presence import go
from booking.rooms.signals import send
from tolkeregister.core.database import Session
from web.live.messages import Said

Fields = dict[str, Any]


async def do(session: Session, seat: SeatInHand, page: str, said: Said, *, now: datetime) -> None:
    """Do what was said. Raises DomainError with the reason when it is not for this seat to say."""
    if said.type == "leave":
        await go(session, seat, page=page, now=now)
    else:
        await _DEEDS[said.type](session, seat, said.fields, now)


async def pass_on(session: Session, seat: SeatInHand, page: str, fields: Fields, *, now: datetime) -> bool:
    """Leave a signal for another page; whether both are inside and this page has the seat is asked along with it."""
    to, to_page, body = fields["to"], fields["page"], fields["body"]
    return await send(session, seat, page=page, to=to, to_page=to_page, body=body, now=now)


async def _admit(session: Session, seat: SeatInHand, fields: Fields, now: datetime) -> None:
    await leading.admit(session, seat, fields["who"], now=now)


async def _remove(session: Session, seat: SeatInHand, fields: Fields, now: datetime) -> None:
    await leading.remove(session, seat, fields["who"], now=now)


async def _lock(session: Session, seat: SeatInHand, fields: Fields, now: datetime) -> None:
    await leading.set_lock(session, seat, is_locked=fields["on"], now=now)


async def _break(session: Session, seat: SeatInHand, fields: Fields, now: datetime) -> None:
    await leading.set_break(session, seat, is_break=fields["on"], now=now)


async def _end(session: Session, seat: SeatInHand, _: Fields, now: datetime) -> None:
    await leading.end_for_all(session, seat, now=now)


async def _take_over(session: Session, seat: SeatInHand, _: Fields, now: datetime) -> None:
    await leading.take_over(session, seat, now=now)


async def _trouble(session: Session, seat: SeatInHand, fields: Fields, now: datetime) -> None:
    await leading.say_trouble(session, seat, fields["code"], now=now)


async def _method(session: Session, seat: SeatInHand, fields: Fields, now: datetime) -> None:
    await leading.say_method(session, seat, fields["code"], now=now)


async def _cannot(session: Session, seat: SeatInHand, _: Fields, now: datetime) -> None:
    await leading.say_cannot(session, seat, now=now)


_DEEDS: dict[str, Callable[[Session, SeatInHand, Fields, datetime], Awaitable[None]]] = {
    "admit": _admit, "remove": _remove, "lock": _lock, "break": _break, "end": _end, "take_over": _take_over,
    "trouble": _trouble, "method": _method, "cannot": _cannot,
}  # fmt: skip
