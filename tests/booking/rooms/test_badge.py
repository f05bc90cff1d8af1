"""What the room says of the interpreter: listed, not listed or not checked, as the register is then (feature 50)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from booking.rooms.access import seat_by_id
from booking.rooms.badge import look_at_old_badges
from booking.rooms.queries import Badge, log_of, roster
from booking.rooms.seating import sit_down_signed_in
from tests.builders.answers import value
from tests.builders.bodies import an_officer
from tests.builders.interpreters import an_entry
from tests.builders.rooms import EARLY, START, BuiltRoom, seated
from tolkeregister.core.database import Session
from tolkeregister.entries.commands import RemovalReason, end_entry, remove_interpreter
from tolkeregister.entries.queries import standing_at

MINUTE = timedelta(minutes=1)


async def shown(session: Session, room: BuiltRoom, *, now: Any = EARLY) -> Badge:
    """The badge everybody in the room sees."""
    room_id = await value(session, "SELECT id FROM room")
    (found,) = [each.badge for each in (await roster(session, room_id, now=now)).people if each.badge]
    return found


async def standings(session: Session) -> list[str | None]:
    """What the log says of it."""
    await session.flush()
    room_id = await value(session, "SELECT id FROM room")
    return [each.code for each in await log_of(session, room_id) if each.kind == "standing"]


async def test_it_is_read_when_the_interpreter_sits_down(session: Session, room: BuiltRoom) -> None:
    await seated(session, room, room.tolk.actor)
    assert await shown(session, room) == Badge(room.tolk.number, "listed", "A", EARLY)
    assert await standings(session) == []


async def test_a_register_that_does_not_answer_is_unknown_never_valid_and_asked_again(
    session: Session, room: BuiltRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = standing_at

    async def silent(*_: Any, **__: Any) -> None:
        raise OperationalError("SELECT", {}, OSError("no answer"))

    monkeypatch.setattr("booking.rooms.badge.standing_at", silent)
    seat = await seated(session, room, room.tolk.actor)
    assert (await shown(session, room)).standing == "unknown"
    assert (await shown(session, room)).category is None
    assert seat.admitted_at is not None, "the conversation is not held up by it"
    monkeypatch.setattr("booking.rooms.badge.standing_at", real)
    later = EARLY + MINUTE
    await look_at_old_badges(session, before=later, now=later)
    assert await shown(session, room) == Badge(room.tolk.number, "listed", "A", later)
    assert await standings(session) == ["listed"]


@pytest.mark.parametrize("what", ["removed", "entry ended"])
async def test_a_change_while_they_talk_is_seen_at_once_and_the_owner_decides(
    session: Session, room: BuiltRoom, what: str
) -> None:
    await seated(session, room, room.body.booker, now=START)
    seat = await seated(session, room, room.tolk.actor, now=START)
    officer, at = await an_officer(session), START + 20 * MINUTE
    if what == "removed":
        await remove_interpreter(session, officer, room.tolk.number, "excluded", at, now=at)
    else:
        await an_entry(session, room.tolk.id, language="so", type="speech", category="B")
        await end_entry(session, officer, room.tolk.number, "ar", "speech", RemovalReason.OWN_WISH, now=at)
    assert await shown(session, room, now=START) == Badge(room.tolk.number, "unlisted", None, at)
    assert await standings(session) == ["unlisted"]
    again = await seat_by_id(session, seat.id)
    assert (again.revoked_at, again.admitted_at) == (None, START), "the room is not cut by itself"


async def test_it_is_read_again_when_the_interpreter_comes_back(session: Session, room: BuiltRoom) -> None:
    await seated(session, room, room.tolk.actor)
    later = EARLY + 5 * MINUTE
    await sit_down_signed_in(session, room.tolk.actor, room.number, now=later)
    assert (
        await value(session, "SELECT checked_at FROM room_participant WHERE role = 'interpreter'")
    ) == later
