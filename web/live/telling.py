"""What a page is told: who it is, who is there, and what another page said to it."""

from datetime import datetime
from typing import Any

from booking.rooms.access import RoomInHand, SeatInHand
from booking.rooms.queries import Badge, Present, Roster
from booking.rooms.rules.seats import BEAT_SECONDS, MOST_IN_MESH
from booking.rooms.signals import Heard
from tolkeregister.core.settings import Settings
from web.live.relay import ice_servers

Message = dict[str, Any]
BEAT: Message = {"type": "beat"}  # the answer to a sign of life: the line carries both ways


def welcome(settings: Settings, room: RoomInHand, seat: SeatInHand, *, now: datetime) -> Message:
    """Who the page is, and what time it is; the keys to the relay only once it is let in, null where there is none."""
    is_inside = seat.admitted_at is not None and not room.is_own
    return {
        "type": "welcome", "me": seat.id, "role": seat.role, "beat": BEAT_SECONDS, "people_most": MOST_IN_MESH,
        "ice": ice_servers(settings, seat.id, now=now) if is_inside else None, "relay_only": not room.is_direct,
        "now": _at(now),
    }  # fmt: skip


def waiting(room: RoomInHand) -> Message:
    """All that somebody learns who is not let in: when the room is open. Never who is inside."""
    return {"type": "waiting", "opens_at": _at(room.opens_at), "ends_at": _at(room.ends_at)}


def roster(found: Roster, seat: SeatInHand) -> Message:
    """The room as somebody inside sees it; who waits, and that the interpreter cannot, is told to owners only."""
    room = found.room
    told = {
        "type": "roster", "people": [_person(each) for each in found.inside], "out": list(found.out),
        "locked": room.locked_at is not None, "started_at": _at(room.started_at), "break_at": _at(found.break_at),
        "break_since": _at(room.break_since), "ends_at": _at(room.ends_at), "topology": room.topology,
        "address": room.address,
    }  # fmt: skip
    if seat.role == "owner":
        told["cannot"] = {each.id: _at(each.cannot_at) for each in found.inside if each.cannot_at is not None}
        told["waiting"] = [{"id": each.id, "role": each.role, "name": each.name} for each in found.waiting]
    return told


def signal(heard: Heard) -> Message:
    """What another page said to this one."""
    return {"type": "signal", "from": heard.seat_id, "page": heard.page, "body": heard.body}


def _person(each: Present) -> Message:
    return {
        "id": each.id, "role": each.role, "name": each.name, "page": each.page, "state": each.state,
        "active": each.is_active, "language": each.language_tag, "badge": _badge(each.badge),
    }  # fmt: skip


def _badge(badge: Badge | None) -> Message | None:
    if badge is None:
        return None
    return {
        "number": badge.number, "standing": badge.standing, "category": badge.category,
        "at": _at(badge.checked_at),
    }  # fmt: skip


def _at(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()
