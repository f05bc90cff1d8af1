"""Both sides say when the conversation was: side by side, for the two of them only, and into no figure (feature 51)."""

from datetime import timedelta

import pytest

from booking.assignments.commands import confirm_delivered, confirm_not_delivered
from booking.rooms.leading import end_for_all
from booking.rooms.rules.times import Times
from booking.rooms.times import state_times, times_said
from tests.builders.answers import codes, mails, value
from tests.builders.bodies import a_body
from tests.builders.interpreters import an_interpreter
from tests.builders.rooms import START, BuiltRoom, seated
from tests.fixtures.database import count_rows
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken

MINUTE = timedelta(minutes=1)
SEEN = Times(START, START + 50 * MINUTE)
OTHER = Times(START, START + 55 * MINUTE)
AFTER = START + 60 * MINUTE


async def talked(session: Session, room: BuiltRoom) -> None:
    """Fifty minutes, by the room's log."""
    owner = await seated(session, room, room.body.booker, now=START)
    await seated(session, room, room.tolk.actor, now=START)
    await session.flush()
    await end_for_all(session, owner, now=SEEN.ended_at)
    await session.flush()


async def test_the_room_proposes_and_the_two_confirm_each_for_themselves(
    session: Session, room: BuiltRoom
) -> None:
    await talked(session, room)
    booker, tolk = room.body.booker, room.tolk.actor
    before = await times_said(session, tolk, room.number, now=AFTER)
    assert (before.proposed, before.to_confirm, before.standing) == (SEEN, SEEN, "nobody")
    assert await state_times(session, booker, room.number, SEEN, now=AFTER) == "body_only"
    assert await state_times(session, tolk, room.number, SEEN, now=AFTER) == "agreed"
    await state_times(session, tolk, room.number, SEEN, now=AFTER + MINUTE)
    assert await count_rows(session, "stated_times") == 2, "the same again is nothing new"
    assert await mails(session, "times_differ") == []


async def test_the_interpreter_objects_with_a_word_of_why_and_both_words_stand(
    session: Session, room: BuiltRoom
) -> None:
    await talked(session, room)
    booker, tolk = room.body.booker, room.tolk.actor
    await state_times(session, booker, room.number, SEEN, now=AFTER)
    await confirm_delivered(session, booker, room.number, now=AFTER)
    with pytest.raises(Invalid) as silent:
        await state_times(session, tolk, room.number, OTHER, now=AFTER)
    assert codes(silent) == ["why_missing"]
    with pytest.raises(Invalid):
        await state_times(session, tolk, room.number, OTHER, why="for 13097248022", now=AFTER)
    said = await state_times(session, tolk, room.number, OTHER, why="Vi gikk over til telefon", now=AFTER)
    assert said == "disagreed"
    for actor in (booker, tolk):
        seen = await times_said(session, actor, room.number, now=AFTER)
        assert seen.body is not None
        assert seen.interpreter is not None
        assert (seen.body.times, seen.interpreter.times) == (SEEN, OTHER)
        assert seen.interpreter.why == "Vi gikk over til telefon"
    assert await mails(session, "times_differ") == [("times_differ", room.body.booker_email)]
    assert "telefon" not in str(
        await value(session, "SELECT data FROM mail_message WHERE template = 'times_differ'")
    )
    # the figures know the agreed time, whoever is right (rule T1)
    assert await value(session, "SELECT array_agg(minutes) FROM assignment_fact") == [120]
    # the body comes round: its earlier word is kept, and they agree
    assert await state_times(session, booker, room.number, OTHER, now=AFTER + MINUTE) == "agreed"
    assert await count_rows(session, "stated_times") == 3


async def test_an_interpreter_who_was_there_may_say_so_when_the_body_says_nothing_came_of_it(
    session: Session, room: BuiltRoom
) -> None:
    """Failure mode 15: one side's word about the other's absence is not the only one."""
    await confirm_not_delivered(session, room.body.booker, room.number, cause="interpreter_absent", now=AFTER)
    await state_times(session, room.tolk.actor, room.number, SEEN, why="Jeg var der", now=AFTER)
    seen = await times_said(session, room.body.booker, room.number, now=AFTER)
    assert seen.interpreter is not None
    assert seen.interpreter.why == "Jeg var der"
    with pytest.raises(RuleBroken):
        await state_times(session, room.body.booker, room.number, SEEN, now=AFTER)


async def test_it_is_for_nobody_else_and_not_before_it_has_begun(session: Session, room: BuiltRoom) -> None:
    with pytest.raises(RuleBroken):
        await state_times(session, room.tolk.actor, room.number, SEEN, now=START - MINUTE)
    with pytest.raises(Invalid) as later:
        await state_times(session, room.tolk.actor, room.number, SEEN, now=START + MINUTE)
    assert codes(later) == ["times_not_over"]
    for stranger in ((await a_body(session)).booker, (await an_interpreter(session)).actor):
        with pytest.raises(NotFound):
            await times_said(session, stranger, room.number, now=AFTER)
        with pytest.raises(NotFound):
            await state_times(session, stranger, room.number, SEEN, now=AFTER)
