"""When a room is over nothing in it says who anybody was, and the rest goes with the order's own words."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from booking.evidence.retention import FORGETTINGS
from booking.rooms.access import invited_by_link, seats_of
from booking.rooms.jobs import wipe_rooms
from booking.rooms.leading import end_for_all
from booking.rooms.models import Verdict
from booking.rooms.queries import log_of, proposal_of
from booking.rooms.rules.line import Line
from booking.rooms.rules.times import Times
from booking.rooms.secrets import link_of
from booking.rooms.times import state_times
from booking.rooms.trying import Tried, confirm_screen, keep_check
from tests.builders.answers import codes, value
from tests.builders.rooms import (
    EARLY,
    END,
    SECRET,
    START,
    BuiltRoom,
    invited,
    knocking,
    let_in,
    seated,
    the_room,
)
from tests.fixtures.database import count_rows
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.retention.rules.terms import Kept

TABLES = ("room", "room_participant", "room_event", "room_check", "room_confirmation", "stated_times")
TRIED = Tried(Verdict.GREEN, Verdict.GREEN, Verdict.YELLOW, Line(900, 40, 2), True, 2)


async def test_a_room_that_is_over_knows_nobody_and_still_when_it_was(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker, now=START)
    await seated(session, room, room.tolk.actor, now=START)
    invitation = await invited(session, room, now=START)
    guest = await let_in(session, owner, await knocking(session, invitation, now=START), now=START)
    closes = END + timedelta(minutes=30)
    await wipe_rooms(session, now=closes)
    assert (await seats_of(session, guest.room_id))[-1].label == "forelder", "half open: not yet"
    await wipe_rooms(session, now=closes + timedelta(seconds=1))
    for seat in await seats_of(session, guest.room_id):
        assert (seat.label, seat.language_tag, seat.public_id, seat.seat_hash) == ("", None, None, None)
    with pytest.raises(NotFound) as gone:
        await invited_by_link(session, SECRET, link_of(SECRET, invitation.public_id or "", 1))
    assert codes(gone) == ["room_not_found"]
    await session.flush()
    found = await proposal_of(session, guest.room_id)
    assert (found.started_at, found.reasons[0].code) == (START, "from_the_room")
    kinds = [each.kind for each in await log_of(session, guest.room_id)]
    await wipe_rooms(session, now=closes + timedelta(hours=1))
    assert [each.kind for each in await log_of(session, guest.room_id)] == kinds


async def test_an_hour_after_the_end_is_enough(session: Session, room: BuiltRoom) -> None:
    owner = await seated(session, room, room.body.booker)
    await invited(session, room)
    await end_for_all(session, owner, now=EARLY)
    await wipe_rooms(session, now=EARLY + timedelta(hours=1, seconds=1))
    assert [each.label for each in await seats_of(session, owner.room_id)] == ["", "", ""]


async def test_everything_of_a_room_goes_with_the_words_of_its_order(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    invitation = await invited(session, room)
    await knocking(session, invitation)
    await knocking(session, invitation)
    await keep_check(session, owner, TRIED, now=EARLY)
    await confirm_screen(session, room.body.booker, room.number, has_sound=True, has_picture=True, in_step=True,
                         is_private=True, now=EARLY)  # fmt: skip
    await state_times(session, room.tolk.actor, room.number, Times(START, END), now=END)
    await session.flush()
    (order,) = (each for each in FORGETTINGS if each.kind is Kept.ORDER_WORDS)
    ids = [row.id for row in await session.execute(text("SELECT id FROM request"))]
    found = await the_room(session, room)
    await order.forget(session, ids, END)
    assert await value(session, "SELECT count(*) FROM room") == 1, "the database itself keeps a young one"
    await session.execute(
        text(
            "UPDATE room SET opens_at = opens_at - interval '9 years', closes_at = closes_at - interval '8 years'"
        )
    )
    await order.forget(session, ids, END)
    assert [await count_rows(session, each) for each in TABLES] == [0] * len(TABLES)
    assert found.id
