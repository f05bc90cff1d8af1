"""A room is always what its assignment is, in the same transaction (feature 44, failure mode 14)."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from booking.assignments.replacement import give_back
from booking.changes.answers import accept_change
from booking.changes.cancelling import cancel
from booking.exceptions.commands import state_exception
from booking.offers.commands import accept_offer
from booking.rooms.access import find_room_for, invited_by_link, seat_by_id, seat_held
from booking.rooms.jobs import wipe_rooms
from booking.rooms.keeping import settle_room
from booking.rooms.leading import end_for_all, set_lock
from booking.rooms.own_room import allow_direct, set_relief, use_own_room
from booking.rooms.presence import come
from booking.rooms.queries import log_of, proposal_of, roster
from booking.rooms.seating import sit_down_signed_in, withdraw_link
from booking.rooms.secrets import link_of
from booking.rooms.set_up import set_plan
from booking.sending.commands import send_request
from tests.builders.answers import codes, open_offer, value
from tests.builders.bodies import BuiltBody, an_officer
from tests.builders.changes import an_agreement, change, proposed
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
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
    standing,
    the_room,
)
from tests.builders.statements import a_statement
from tests.builders.times import NOW
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, DomainError, NotAllowed, NotFound
from tolkeregister.entries.commands import remove_interpreter

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ROOMS = "SELECT count(*) FROM room"


async def moved(session: Session, room: BuiltRoom, *, by: timedelta = DAY) -> None:
    """The time is another, with the interpreter's yes."""
    await change(session, room.body, room.number, later=int(by.total_seconds() // 60))
    change_id = await proposed(session, room.number)
    await accept_change(session, room.tolk.actor, room.number, change_id, is_impartial=True, now=NOW)


async def given_back(session: Session, room: BuiltRoom) -> None:
    """The interpreter cannot come after all."""
    await give_back(session, room.tolk.actor, room.number, now=NOW)


async def cancelled(session: Session, room: BuiltRoom) -> None:
    """It will not take place."""
    await cancel(session, room.body.booker, room.number, why="other", now=NOW)


async def by_phone(session: Session, room: BuiltRoom) -> None:
    """The interpreter says yes to the telephone instead."""
    await change(session, room.body, room.number, mode="phone")
    change_id = await proposed(session, room.number)
    await accept_change(session, room.tolk.actor, room.number, change_id, is_impartial=True, now=NOW)


async def by_screen_again(session: Session, room: BuiltRoom) -> None:
    """And back."""
    await change(session, room.body, room.number, mode="screen")
    change_id = await proposed(session, room.number)
    await accept_change(session, room.tolk.actor, room.number, change_id, is_impartial=True, now=NOW)


@pytest.mark.parametrize(("mode", "rooms"), [("screen", 1), ("phone", 0), ("in_person", 0)])
async def test_a_yes_to_a_screen_makes_one_room_and_waiting_for_it_none(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, mode: str, rooms: int
) -> None:
    number = await send_request(
        session, body.booker, a_draft("14:30", "16:30", mode=mode, address="Storgata 1"), key="k", now=NOW
    )
    assert await value(session, ROOMS) == 0, "no link while somebody is asked"
    offer = await open_offer(session, number, tolk.id)
    await accept_offer(session, tolk.actor, offer, declaration=True, now=NOW)
    assert await value(session, ROOMS) == rooms
    if rooms:
        room = await find_room_for(session, body.booker, number)
        assert (room.opens_at, room.closes_at) == (START - timedelta(minutes=15), END + timedelta(minutes=30))
        seats = await standing(session, BuiltRoom(number, body, tolk))
        assert [each.interpreter_id for each in seats["interpreter"]] == [tolk.id]


@pytest.mark.parametrize(
    ("what", "generation", "keeps_interpreter", "is_over"),
    [
        (moved, 2, True, False),
        (given_back, 2, False, False),
        (cancelled, 2, False, True),
        (by_phone, 2, False, True),
    ],
    ids=["moved", "given back", "cancelled", "by phone"],
)
async def test_every_change_replaces_the_links_and_puts_out_whom_it_replaces_and_nobody_else(
    session: Session, room: BuiltRoom, what: Callable[[Session, BuiltRoom], Awaitable[None]], generation: int,
    keeps_interpreter: bool, is_over: bool,
) -> None:  # fmt: skip
    owner = await seated(session, room, room.body.booker)
    interpreter = await seated(session, room, room.tolk.actor)
    invitation = await invited(session, room)
    parent = await let_in(session, owner, await knocking(session, invitation))
    link = link_of(SECRET, invitation.public_id or "", 1)
    await what(session, room)
    now = await the_room(session, room)
    assert (now.generation, now.ended_at is not None) == (generation, is_over)
    with pytest.raises(DomainError) as old:
        await invited_by_link(session, SECRET, link)
    assert codes(old) == ["link_replaced"]
    kept = {each.id for seats in (await standing(session, room)).values() for each in seats}
    assert (interpreter.id in kept) == keeps_interpreter
    assert ({owner.id, parent.id} <= kept) == (not is_over)
    out = (await roster(session, now.id, now=EARLY)).out
    assert (interpreter.id in out) != keeps_interpreter
    proposal = await proposal_of(session, now.id)
    assert (proposal.reasons[0].code == "not_due") == (what in (given_back, cancelled)), "nobody was absent"
    if not is_over:
        found, _ = await invited_by_link(
            session, SECRET, link_of(SECRET, invitation.public_id or "", generation)
        )
        assert found.number == room.number
    if not keeps_interpreter:
        with pytest.raises((NotAllowed, NotFound, DomainError)):
            await sit_down_signed_in(session, room.tolk.actor, room.number, now=EARLY)


async def test_the_next_interpreter_has_a_seat_and_the_links_stand_from_the_release(
    session: Session, room: BuiltRoom
) -> None:
    other = await an_interpreter(session, category="B", hours=True)
    await given_back(session, room)
    await accept_offer(
        session, other.actor, await open_offer(session, room.number, other.id), declaration=True, now=NOW
    )
    assert (await the_room(session, room)).generation == 2
    (seat,) = (await standing(session, room))["interpreter"]
    assert (seat.interpreter_id, seat.is_active) == (other.id, True)


async def test_somebody_outside_the_register_comes_by_a_link_and_waits_and_the_replaced_is_out(
    session: Session, room: BuiltRoom
) -> None:
    await given_back(session, room)
    await state_exception(session, room.body.booker, room.number, a_statement(), key="k", now=NOW)
    (outside,) = (await standing(session, room))["interpreter"]
    assert (outside.interpreter_id, bool(outside.public_id)) == (None, True)
    seat = await knocking(session, outside)
    assert (seat.admitted_at, seat.standing_seen) == (None, "unlisted")
    await withdraw_link(session, room.body.booker, room.number, outside.id, now=NOW)
    (again,) = (await standing(session, room))["interpreter"]
    assert (again.id != outside.id, bool(again.public_id)) == (True, True), "the form makes no such link"


async def test_a_room_moved_while_people_are_in_it_sends_them_out_until_then_with_their_seats(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    await seated(session, room, room.tolk.actor)
    await set_lock(session, owner, is_locked=True, now=EARLY)
    assert (await the_room(session, room)).started_at == EARLY
    await moved(session, room)
    found = await the_room(session, room)
    assert (found.locked_at, found.started_at, found.resumed_at) == (None, None, None), "nothing has begun"
    again = await seat_by_id(session, owner.id)
    assert (again.page_id, again.joined_at, again.seat_hash) == (None, None, owner.seat_hash)
    assert not await come(session, again, page="p", now=EARLY), "it is not open yet"
    assert await come(session, again, page="p", now=EARLY + DAY)
    log = [(each.kind, each.code) for each in await log_of(session, again.room_id)]
    assert ("left", "moved") in log


async def test_less_time_for_trying_while_they_try_puts_nobody_out(session: Session, room: BuiltRoom) -> None:
    booker, early = room.body.booker, START - timedelta(minutes=50)
    await set_plan(session, booker, room.number, plan_b="+4755500000", test_minutes=60, now=early)
    owner = await seated(session, room, booker, now=early)
    await set_plan(session, booker, room.number, plan_b="+4755500000", test_minutes=15, now=early)
    assert (await seat_by_id(session, owner.id)).page_id == owner.page_id is not None
    assert (await the_room(session, room)).opens_at == START - HOUR


async def test_screen_again_opens_the_same_room_with_nothing_of_the_earlier_one(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    await set_lock(session, owner, is_locked=True, now=EARLY)
    await by_phone(session, room)
    await wipe_rooms(session, now=NOW + 12 * HOUR)
    await by_screen_again(session, room)
    found = await the_room(session, room)
    assert (found.ended_at, found.locked_at, found.generation) == (None, None, 3)
    await invited(session, room)
    await wipe_rooms(session, now=END + DAY)
    assert await value(session, "SELECT count(*) FROM room_participant WHERE label <> ''") == 0


async def test_what_the_owner_has_ended_is_not_opened_by_a_word_that_changes(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    await end_for_all(session, owner, now=START + HOUR)
    found = await the_room(session, room)
    await settle_room(session, found.assignment_id, has_new_links=False, now=START + HOUR)
    assert (await the_room(session, room)).ended_at == START + HOUR
    # not even when the time for trying the equipment is another, by a form that was opened before the end
    await session.execute(text("UPDATE request SET test_minutes = 60"))
    await settle_room(session, found.assignment_id, has_new_links=False, now=START + HOUR)
    assert (await the_room(session, room)).ended_at == START + HOUR
    booker = room.body.booker
    for attempt in (
        set_plan(session, booker, room.number, plan_b="+4755500000", test_minutes=30, now=START + HOUR),
        use_own_room(session, booker, room.number, "https://video.example/1", now=START + HOUR),
        allow_direct(session, booker, room.number, is_direct=True, now=START + HOUR),
        set_relief(session, booker, room.number, None, now=START + HOUR),
        invited(session, room, now=START + HOUR),
    ):
        with pytest.raises(Conflict) as over:
            await attempt
        assert codes(over) == ["room_ended"]
    await moved(session, room)
    assert (await the_room(session, room)).ended_at is None, "another agreed time is another conversation"


async def test_a_relief_has_a_seat_here_as_long_as_the_other_assignment_stands(
    session: Session, room: BuiltRoom
) -> None:
    relief = await an_interpreter(session, category="B", hours=True)
    second = BuiltRoom(await an_agreement(session, room.body, relief, theme="avløsning"), room.body, relief)
    await set_relief(session, room.body.booker, room.number, second.number, now=NOW)
    found = await find_room_for(session, relief.actor, second.number)
    assert found.number == room.number, "one room for both"
    seat = await seated(session, room, relief.actor)
    assert (seat.is_active, bool(seat.admitted_at)) == (False, True)
    await cancelled(session, second)
    assert (await seat_by_id(session, seat.id)).revoked_at is not None
    with pytest.raises(NotFound):
        await find_room_for(session, relief.actor, room.number)
    assert [each.interpreter_id for each in (await standing(session, room))["interpreter"]] == [room.tolk.id]


async def test_an_interpreter_removed_from_the_register_before_it_begins_is_out_of_the_room(
    session: Session, room: BuiltRoom
) -> None:
    officer = await an_officer(session)
    seat = await seated(session, room, room.tolk.actor)
    await remove_interpreter(session, officer, room.tolk.number, "excluded", NOW, now=NOW)
    assert (await seat_by_id(session, seat.id)).revoked_at is not None


async def test_a_seat_of_one_room_opens_no_other_and_a_foreign_booker_sees_none(
    session: Session, room: BuiltRoom, tolk: BuiltInterpreter
) -> None:
    taken = await sit_down_signed_in(session, room.body.booker, room.number, now=EARLY)
    assert (await seat_held(session, room.number, taken.held)).id == taken.seat_id
    for number, held in ((room.number, "guessed"), ("26-000000", taken.held)):
        with pytest.raises(NotFound):
            await seat_held(session, number, held)
