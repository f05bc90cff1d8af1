"""Two at once, each in a transaction of its own: one seat each, one end, nobody left inside who was replaced."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from booking.assignments.replacement import give_back
from booking.handlers import register_handlers
from booking.rooms.access import seats_of
from booking.rooms.leading import admit, end_for_all
from booking.rooms.presence import come
from booking.rooms.seating import sit_down_invited, sit_down_signed_in
from tests.builders.answers import value
from tests.builders.attempts import outcome
from tests.builders.bodies import a_body, a_booker
from tests.builders.interpreters import an_interpreter
from tests.builders.rooms import EARLY, BuiltRoom, a_room, invited, knocking, opened, seated, the_room
from tolkeregister.core.database import Database

pytestmark = pytest.mark.race


@pytest_asyncio.fixture
async def data(own_database: Database) -> AsyncIterator[Database]:
    """A database of its own."""
    register_handlers()
    yield own_database


async def made(data: Database) -> BuiltRoom:
    """A room that is open."""
    async with data.writing() as session:
        return await a_room(session, await a_body(session), await an_interpreter(session, hours=True))


async def test_six_who_take_the_same_link_at_once_have_six_seats_and_all_wait(data: Database) -> None:
    room = await made(data)
    async with data.writing() as session:
        seat = await invited(session, room)
    assert Counter(
        await asyncio.gather(*(outcome(data, sit_down_invited, seat, now=EARLY) for _ in range(6)))
    ) == {"ok": 6}
    async with data.reading() as session:
        seats = [each for each in await seats_of(session, seat.room_id) if each.role == "person"]
    assert len({each.seat_hash for each in seats}) == len(seats) == 6
    assert not [each for each in seats if each.admitted_at]


@pytest.mark.parametrize("first", ["sits", "replaced"])
async def test_an_interpreter_replaced_while_sitting_down_is_not_inside_afterwards(
    data: Database, first: str
) -> None:
    """Whoever is first, the seat of somebody replaced is nobody's."""
    room = await made(data)
    sits = outcome(data, sit_down_signed_in, room.tolk.actor, room.number, now=EARLY)
    leaves = outcome(data, give_back, room.tolk.actor, room.number)
    results = await asyncio.gather(*((sits, leaves) if first == "sits" else (leaves, sits)))
    assert "ok" in results
    async with data.reading() as session:
        sql = "SELECT count(*) FROM room_participant WHERE interpreter_id = :id AND revoked_at IS NULL"
        assert await value(session, sql, id=room.tolk.id) == 0
        assert (await the_room(session, room)).generation == 2


async def test_two_owners_who_end_at_once_end_it_once(data: Database) -> None:
    room = await made(data)
    async with data.writing() as session:
        colleague = await a_booker(session, room.body.organisation_id, room.body.unit_id)
        owners = [await seated(session, room, each) for each in (room.body.booker, colleague)]
    results = await asyncio.gather(*(outcome(data, end_for_all, each, now=EARLY) for each in owners))
    assert Counter(results) == {"ok": 1, "room_ended": 1}
    async with data.reading() as session:
        assert await value(session, "SELECT count(*) FROM room_event WHERE kind = 'ended'") == 1


async def test_four_doors_at_once_let_no_fifth_in(data: Database) -> None:
    """The owner admits four at once before the interpreter is inside: two come in, and a place is kept."""
    room = await made(data)
    async with data.writing() as session:
        owner = await seated(session, room, room.body.booker)
        guests = [await knocking(session, await invited(session, room)) for _ in range(4)]
    work = [outcome(data, admit, owner, each.id, now=EARLY) for each in guests]
    results = await asyncio.gather(*work)
    assert Counter(results) == {"ok": 2, "place_is_kept": 2}
    async with data.writing() as session:
        assert (await seated(session, room, room.tolk.actor)).admitted_at == EARLY


async def test_two_pages_of_one_seat_are_one_who_has_come(data: Database) -> None:
    room = await made(data)
    async with data.writing() as session:
        taken = await sit_down_signed_in(session, room.body.booker, room.number, now=EARLY)
        seat = await opened(session, taken.seat_id)
    await asyncio.gather(*(outcome(data, come, seat, page=f"p{n}", now=EARLY) for n in range(4)))
    async with data.reading() as session:
        assert await value(session, "SELECT count(*) FROM room_event WHERE kind = 'joined'") == 1
