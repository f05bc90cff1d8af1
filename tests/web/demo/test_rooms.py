"""The demo's open rooms: always some that can be entered, by links that stay the same for as long as it is up."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from booking.assignments.commands import confirm_delivered
from booking.rooms.access import SeatInHand, find_room_for, invited_by_code, invited_by_link, seat_by_id
from booking.rooms.jobs import wipe_rooms
from booking.rooms.leading import end_for_all
from booking.rooms.presence import come
from booking.rooms.rules.window import is_open
from booking.rooms.seating import sit_down_signed_in
from tests.builders.answers import value
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.interpreters import an_interpreter
from tests.builders.rooms import SECRET
from tests.builders.times import NOW
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from web.demo.rooms import ROOMS, OpenRoom, open_rooms, read, write

HOUR = timedelta(hours=1)


@pytest.fixture
async def body(session: Session) -> BuiltBody:
    """The demo's booker, and interpreters for each room."""
    built = await a_body(session)
    for wanted in ROOMS:
        for _ in range(wanted.interpreters):
            await an_interpreter(session, language=wanted.language, type=wanted.type)
    await session.execute(
        text("UPDATE account SET synthetic = true WHERE id = :id"), {"id": built.booker.account_id}
    )
    return built


async def opened(session: Session, now: datetime) -> tuple[OpenRoom, ...]:
    """What there is, all of it open, each by its link and its code."""
    found = await open_rooms(session, SECRET, now=now)
    await session.flush()
    for each in found:
        room, seat = await invited_by_link(session, SECRET, each.link)
        assert is_open(room.window, room.ended_at, now + HOUR - timedelta(seconds=1)).allowed
        assert (room.number, seat.role) == (each.number, "person")
        assert (await invited_by_code(session, SECRET, each.number, each.code))[1].id == seat.id
    return found


async def test_there_are_three_one_with_relief_and_one_in_sign_language(
    session: Session, body: BuiltBody
) -> None:
    found = await opened(session, NOW)
    assert [len(each.interpreters) for each in found] == [1, 2, 1]
    assert [
        (await find_room_for(session, body.booker, each.number)).type for each in found
    ] == ["speech", "speech", "sign"]  # fmt: skip


async def test_what_nobody_uses_moves_with_the_clock_both_ways_and_keeps_number_link_and_code(
    session: Session, body: BuiltBody
) -> None:
    first = await opened(session, NOW)
    for hours in (1, 3, 9, 24 * 40, 2):  # also after a start with another clock
        assert await opened(session, NOW + hours * HOUR) == first
    assert await value(session, "SELECT count(*) FROM room") == 4


async def test_one_that_was_ended_is_left_to_be_confirmed_and_its_link_leads_to_a_new_one(
    session: Session, body: BuiltBody
) -> None:
    first = await opened(session, NOW)
    owner = await _inside(session, body.booker, first[0].number)
    assert await opened(session, NOW + 4 * HOUR) == first, "somebody is inside: it goes on"
    await end_for_all(session, owner, now=NOW + 5 * HOUR)
    second = await opened(session, NOW + 5 * HOUR)
    assert (second[0].link, second[1:]) == (first[0].link, first[1:])
    assert second[0].number != first[0].number
    await confirm_delivered(session, body.booker, first[0].number, now=NOW + 5 * HOUR)
    await wipe_rooms(session, now=NOW + 5 * HOUR)
    assert await opened(session, NOW + 5 * HOUR) == second


def test_the_greeting_reads_what_was_written(tmp_path: Path) -> None:
    file = tmp_path / "rooms.json"
    assert read(file) == ()
    rooms = (OpenRoom("Samtale", "26-1", ("Samira Haddad",), "link", "CODE"),)
    write(rooms, file)
    assert read(file) == rooms


async def _inside(session: Session, actor: Actor, number: str) -> SeatInHand:
    taken = await sit_down_signed_in(session, actor, number, now=NOW)
    seat = await seat_by_id(session, taken.seat_id)
    assert await come(session, seat, page="page", now=NOW)
    return await seat_by_id(session, taken.seat_id)
