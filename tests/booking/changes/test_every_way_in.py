"""A move is a way in like any other: who cannot come then is neither held nor given it (rules B6 and B10, mode 3)."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from booking.changes.answers import accept_change
from tests.booking.test_every_way_in import REFUSED, TO_SAY_YES
from tests.builders.answers import assignment_row, value
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.changes import booked_minutes, change, proposed
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.times import MONDAY, NOW, between
from tolkeregister.core.database import Session
from tolkeregister.core.errors import RuleBroken

# what cannot come between once the time is held; the rest can, and is judged again at the yes
KEPT_AWAY = ("booked", "within the buffer", "buffer on buffer", "held for a move")


async def to_be_moved(session: Session) -> tuple[BuiltBody, BuiltInterpreter, str]:
    """An assignment by screen in the evening, which the body wants in person from 14 to 15."""
    body, tolk = await a_body(session), await an_interpreter(session, hours=True)
    assignment = await an_assignment(session, body, *between(MONDAY, "20:00", "21:00"))
    await accepted_by(session, assignment, tolk.id, at=NOW)
    return body, tolk, assignment.number


@pytest.mark.parametrize("hindrance", TO_SAY_YES)
async def test_nobody_is_asked_to_move_to_what_they_cannot_take(session: Session, hindrance: str) -> None:
    body, tolk, number = await to_be_moved(session)
    await TO_SAY_YES[hindrance](session, body, tolk)
    with pytest.raises(RuleBroken, match="interpreter_cannot_then"):
        await change(session, body, number, later=-360, mode="in_person")
    assert len(await booked_minutes(session, number)) == 1


@pytest.mark.parametrize("hindrance", [each for each in TO_SAY_YES if each not in KEPT_AWAY])
async def test_nobody_is_given_a_move_they_can_no_longer_take(session: Session, hindrance: str) -> None:
    body, tolk, number = await to_be_moved(session)
    await change(session, body, number, later=-360, mode="in_person")
    before = await assignment_row(session, number)
    await TO_SAY_YES[hindrance](session, body, tolk)
    change_id = await proposed(session, number)
    with pytest.raises(RuleBroken) as refused:
        async with session.begin_nested():
            await accept_change(session, tolk.actor, number, change_id, is_impartial=True, now=NOW)
    assert refused.value.reasons[0].code == REFUSED[hindrance]
    assert await assignment_row(session, number) == before


@pytest.mark.parametrize("hindrance", KEPT_AWAY)
async def test_nothing_comes_between_while_the_time_is_held(session: Session, hindrance: str) -> None:
    """By raw SQL or by another proposal: the database refuses, or the rule does."""
    body, tolk, number = await to_be_moved(session)
    await change(session, body, number, later=-360, mode="in_person")
    with pytest.raises((IntegrityError, RuleBroken), match=r"booked_no_overlap|interpreter_cannot_then"):
        async with session.begin_nested():
            await TO_SAY_YES[hindrance](session, body, tolk)
    await accept_change(
        session, tolk.actor, number, await proposed(session, number), is_impartial=True, now=NOW
    )
    assert await booked_minutes(session, number) == [(750, 870, False)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE booked SET part = 0, held_until = NULL WHERE part > 0",
        "UPDATE booked SET held_until = NULL WHERE part > 0",
        "UPDATE booked SET held_until = now() WHERE part = 0",
        "UPDATE booked SET period = (SELECT period FROM booked WHERE part = 0) WHERE part > 0",
    ],
)
async def test_the_database_knows_held_time_from_agreed_time(session: Session, sql: str) -> None:
    body, _, number = await to_be_moved(session)
    await change(session, body, number, later=-360)
    with pytest.raises(IntegrityError, match=r"booked_(held_check|pkey|no_overlap)"):
        async with session.begin_nested():
            await session.execute(text(sql))
    assert await value(session, "SELECT count(*) FROM booked") == 2
