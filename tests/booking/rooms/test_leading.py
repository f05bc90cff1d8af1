"""What the owner and the interpreter may do, and what is written down of it (rules R3, R6, D3, tolkeloven § 14)."""

from datetime import timedelta

import pytest

from booking.rooms.access import seat_by_id
from booking.rooms.leading import (
    SAID_ONCE,
    admit,
    end_for_all,
    say_cannot,
    say_method,
    say_trouble,
    set_break,
    set_lock,
    take_over,
)
from booking.rooms.own_room import allow_direct, set_relief, use_own_room
from booking.rooms.presence import beat, come, go, lapse
from booking.rooms.queries import log_of, proposal_of, roster
from booking.rooms.rules.seats import LEASE
from booking.rooms.trying import confirm_screen, confirmation_of_screen
from tests.builders.answers import codes, value
from tests.builders.changes import an_agreement
from tests.builders.interpreters import an_interpreter
from tests.builders.rooms import EARLY, START, BuiltRoom, invited, knocking, let_in, seated, the_room
from tests.builders.times import NOW
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound, RuleBroken

MINUTE = timedelta(minutes=1)


async def log(session: Session, room: BuiltRoom) -> list[str]:
    """The log's kinds, with their codes."""
    await session.flush()
    lines = await log_of(session, (await the_room(session, room)).id)
    return [each.kind if each.code is None else f"{each.kind} {each.code}" for each in lines]


async def test_only_the_owner_leads_and_a_guest_or_an_interpreter_is_told_so(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    interpreter = await seated(session, room, room.tolk.actor)
    guest = await let_in(session, owner, await knocking(session, await invited(session, room)))
    for by in (interpreter, guest):
        for attempt in (
            admit(session, by, guest.id, now=EARLY),
            set_lock(session, by, is_locked=True, now=EARLY),
            set_break(session, by, is_break=True, now=EARLY),
            end_for_all(session, by, now=EARLY),
        ):
            with pytest.raises(RuleBroken) as refused:
                await attempt
            assert codes(refused) == ["only_the_owner_leads"]
    with pytest.raises(NotAllowed):
        await say_cannot(session, guest, now=EARLY)
    with pytest.raises(NotAllowed):
        await say_method(session, guest, "phone", now=EARLY)


async def test_a_seat_of_another_room_is_not_led(session: Session, room: BuiltRoom) -> None:
    owner = await seated(session, room, room.body.booker)
    tolk = await an_interpreter(session, category="B", hours=True)
    other = BuiltRoom(await an_agreement(session, room.body, tolk, theme="en annen"), room.body, tolk)
    stranger = await knocking(session, await invited(session, other))
    with pytest.raises(NotFound):
        await admit(session, owner, stranger.id, now=EARLY)


async def test_a_conversation_is_written_down_by_its_times_and_failures_and_proposes_its_own_length(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    interpreter = await seated(session, room, room.tolk.actor)
    assert (await the_room(session, room)).started_at == EARLY
    await set_break(session, owner, is_break=True, now=START + 30 * MINUTE)
    assert (await roster(session, owner.room_id, now=EARLY)).break_at is None
    await set_break(session, owner, is_break=False, now=START + 40 * MINUTE)
    assert (await roster(session, owner.room_id, now=EARLY)).break_at == START + 80 * MINUTE
    await say_trouble(session, owner, "no_picture", now=START + 50 * MINUTE)
    await session.flush()
    await say_trouble(session, owner, "no_picture", now=START + 50 * MINUTE + SAID_ONCE / 2)
    await say_method(session, interpreter, "consecutive", now=START + 51 * MINUTE)
    await say_trouble(session, interpreter, "no_picture", now=START + 51 * MINUTE)
    await say_trouble(session, owner, "no_picture", now=START + 51 * MINUTE)
    await say_cannot(session, interpreter, now=START + 52 * MINUTE)
    with pytest.raises(NotFound):
        await say_trouble(session, owner, "hun sa at", now=START)
    await end_for_all(session, owner, now=START + 60 * MINUTE)
    assert await log(session, room) == [
        "seated", "joined", "seated", "joined", "break", "resumed", "trouble no_picture", "method consecutive",
        "trouble no_picture", "trouble no_picture", "cannot cannot", "left", "left", "ended",
    ]  # fmt: skip
    found = await proposal_of(session, owner.room_id)
    assert (found.started_at, found.ended_at) == (START, START + 60 * MINUTE)
    assert (await seat_by_id(session, interpreter.id)).seat_hash is None
    for late in (set_lock(session, owner, is_locked=True, now=START), end_for_all(session, owner, now=START)):
        with pytest.raises(Conflict) as over:
            await late
        assert codes(over) == ["room_ended"]
    assert not await come(session, owner, page="again", now=START + 61 * MINUTE)


async def test_a_lost_line_is_left_at_the_last_sign_of_life_and_its_return_is_a_return(
    session: Session, room: BuiltRoom
) -> None:
    await seated(session, room, room.body.booker, now=START)
    interpreter = await seated(session, room, room.tolk.actor, now=START)
    assert await lapse(session, now=START + LEASE - timedelta(seconds=1)) == 0
    assert await lapse(session, now=START + LEASE) == 2
    await session.flush()
    assert await beat(session, interpreter.id, page=interpreter.page_id or "", now=START + 5 * MINUTE)
    await session.flush()
    found = await log_of(session, interpreter.room_id)
    assert [(each.kind, each.code) for each in found].count(("left", "lost")) == 2
    assert {each.at for each in found if each.kind == "left"} == {START}
    assert found[-1].kind == "joined"
    assert not await beat(session, interpreter.id, page="another page", now=START + 6 * MINUTE)


async def test_the_same_page_that_leaves_may_come_back_and_an_older_page_cannot_leave_for_it(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    assert await come(session, owner, page="newer", now=EARLY)
    await go(session, owner, page=owner.page_id or "", now=EARLY)
    assert (await seat_by_id(session, owner.id)).joined_at == EARLY, "it was no longer that page's to leave"
    await go(session, owner, page="newer", now=EARLY)
    assert (await seat_by_id(session, owner.id)).joined_at is None
    assert "left" in await log(session, room)


async def test_each_interpreter_takes_over_for_themselves_and_nobody_else_does(
    session: Session, room: BuiltRoom
) -> None:
    tolk = await an_interpreter(session, category="B", hours=True)
    second = await an_agreement(session, room.body, tolk, theme="avløsning")
    with pytest.raises(Invalid) as unknown:
        await set_relief(session, room.body.booker, room.number, "26-999999", now=NOW)
    assert codes(unknown) == ["no_such_relief"]
    with pytest.raises(Invalid):
        await set_relief(session, room.body.booker, room.number, room.number, now=NOW)
    await set_relief(session, room.body.booker, room.number, second, now=NOW)
    with pytest.raises(Invalid):
        await set_relief(session, room.body.booker, second, room.number, now=NOW)
    first, relief = await seated(session, room, room.tolk.actor), await seated(session, room, tolk.actor)
    assert (first.is_active, relief.is_active) == (True, False)
    await take_over(session, relief, now=EARLY)
    await take_over(session, relief, now=EARLY)
    assert [(await seat_by_id(session, each.id)).is_active for each in (first, relief)] == [False, True]
    assert (await log(session, room)).count("took_over") == 1
    owner = await seated(session, room, room.body.booker)
    with pytest.raises(NotAllowed):
        await take_over(session, owner, now=EARLY)
    await set_relief(session, room.body.booker, room.number, None, now=NOW)
    assert [(await seat_by_id(session, each.id)).is_active for each in (first, relief)] == [True, False]


async def test_the_body_may_use_a_room_of_its_own_until_the_conversation_has_begun(
    session: Session, room: BuiltRoom
) -> None:
    booker = room.body.booker
    for pasted in ("http://video.example/1", "javascript:alert(1)", "https://"):
        with pytest.raises(Invalid):
            await use_own_room(session, booker, room.number, pasted, now=NOW)
    await use_own_room(session, booker, room.number, " https://video.fjordvik.example/1 ", now=NOW)
    assert (await the_room(session, room)).address == "https://video.fjordvik.example/1"
    owner = await seated(session, room, booker)
    for _ in range(4):
        await let_in(session, owner, await knocking(session, await invited(session, room)))
    await seated(session, room, room.tolk.actor)
    with pytest.raises(DomainError) as begun:
        await use_own_room(session, booker, room.number, None, now=EARLY)
    assert codes(begun) == ["conversation_has_begun"]
    with pytest.raises(Conflict) as too_late:
        await allow_direct(session, booker, room.number, is_direct=True, now=EARLY)
    assert codes(too_late) == ["conversation_has_begun"]


async def test_only_the_booker_decides_where_it_is_and_whether_addresses_are_shown(
    session: Session, room: BuiltRoom
) -> None:
    for attempt in (
        use_own_room(session, room.tolk.actor, room.number, None, now=NOW),
        allow_direct(session, room.tolk.actor, room.number, is_direct=True, now=NOW),
        set_relief(session, room.tolk.actor, room.number, None, now=NOW),
        confirm_screen(session, room.tolk.actor, room.number, has_sound=True, has_picture=True, in_step=True,
                       is_private=True, now=NOW),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            await attempt
    assert not (await the_room(session, room)).is_direct
    await allow_direct(session, room.body.booker, room.number, is_direct=True, now=NOW)
    assert (await the_room(session, room)).is_direct


@pytest.mark.parametrize("missing", [None, "has_sound", "has_picture", "in_step", "is_private"])
async def test_the_screen_is_satisfactory_when_all_four_are(
    session: Session, room: BuiltRoom, missing: str | None
) -> None:
    """Tolkeloven § 8, rule R1: the latest word counts, and every word stays."""
    answers = {"has_sound": True, "has_picture": True, "in_step": True, "is_private": True}
    found = await the_room(session, room)
    assert await confirmation_of_screen(session, found.id) is None
    if missing:
        answers[missing] = False
    said = await confirm_screen(session, room.body.booker, room.number, **answers, now=EARLY)
    await session.flush()
    latest = await confirmation_of_screen(session, found.id)
    assert latest is not None
    assert (said, latest.is_satisfactory) == (missing is None, missing is None)
    assert await value(session, "SELECT count(*) FROM room_confirmation") == 1
