"""Trying the equipment: what each finds beforehand and at the door, and the body's own word on the screen (rule R1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from booking.rooms.access import SeatInHand, find_room_for
from booking.rooms.models import RoomCheck, RoomConfirmation, Verdict
from booking.rooms.rules.line import Judged, Line, judged
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed

_LATEST = text(
    """
    SELECT has_sound, has_picture, in_step, is_private, is_satisfactory, at FROM room_confirmation
     WHERE room_id = :room ORDER BY id DESC LIMIT 1
    """
)


@dataclass(frozen=True, slots=True)
class Tried:
    """What a browser found."""

    camera: Verdict
    microphone: Verdict
    speaker: Verdict
    line: Line
    is_relayed: bool | None
    people: int


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The body's latest word on the screen."""

    has_sound: bool
    has_picture: bool
    in_step: bool
    is_private: bool
    is_satisfactory: bool
    at: datetime


async def keep_check(session: Session, seat: SeatInHand, tried: Tried, *, now: datetime) -> Judged:
    """Keep what a seat's browser found, and say what the line is good for."""
    found = judged(tried.line, tried.people)
    session.add(
        RoomCheck(
            participant_id=seat.id, camera=tried.camera, microphone=tried.microphone, speaker=tried.speaker,
            line=found.verdict, round_trip_ms=tried.line.round_trip_ms, loss_permille=tried.line.loss_permille,
            kbit_per_second=tried.line.kbit_per_second, is_relayed=tried.is_relayed, at=now,
        )
    )  # fmt: skip
    return found


async def confirm_screen(
    session: Session, actor: Actor, number: str, *, has_sound: bool, has_picture: bool, in_step: bool,
    is_private: bool, now: datetime,
) -> bool:  # fmt: skip
    """The body says whether sound, picture, their being together and privacy are satisfactory (tolkeloven § 8, R1)."""
    room = await find_room_for(session, actor, number)
    if not actor.is_public_body or actor.account_id is None:
        raise NotAllowed(reason("only_the_booker_decides"))
    is_satisfactory = has_sound and has_picture and in_step and is_private
    session.add(
        RoomConfirmation(
            room_id=room.id, account_id=actor.account_id, has_sound=has_sound, has_picture=has_picture,
            in_step=in_step, is_private=is_private, is_satisfactory=is_satisfactory, at=now,
        )
    )  # fmt: skip
    audit.record(
        session, actor, "room.confirmed", "assignment", room.number, now=now, satisfactory=is_satisfactory
    )
    return is_satisfactory


async def confirmation_of_screen(session: Session, room_id: int) -> Confirmed | None:
    """The latest one, if any."""
    row = (await session.execute(_LATEST, {"room": room_id})).one_or_none()
    return None if row is None else Confirmed(*row)
