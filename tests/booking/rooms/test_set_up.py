"""What the assignment's page knows of its room, and changing plan B (rule R2)."""

from datetime import timedelta

import pytest

from booking.rooms.set_up import set_plan, set_up_of
from tests.builders.answers import codes
from tests.builders.rooms import EARLY, START, BuiltRoom, invited
from tests.builders.times import NOW
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotAllowed


async def test_the_room_opens_by_the_time_set_off_for_trying_and_the_plan_is_the_orders_own(
    session: Session, room: BuiltRoom
) -> None:
    booker = room.body.booker
    await set_plan(session, booker, room.number, plan_b="+4755500000", test_minutes=45, now=NOW)
    setup = await set_up_of(session, booker, room.number)
    assert setup is not None
    assert (setup.plan_b, setup.test_minutes, setup.room.generation) == ("+4755500000", 45, 1)
    assert setup.room.opens_at == START - timedelta(minutes=45)


@pytest.mark.parametrize(
    ("plan_b", "minutes", "code"),
    [
        ("", 15, "plan_b_missing"),
        ("1" * 21, 15, "plan_b_missing"),
        ("+4755500000", 61, "test_minutes_missing"),
    ],
)
async def test_a_plan_that_is_none_is_refused(
    session: Session, room: BuiltRoom, plan_b: str, minutes: int, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await set_plan(session, room.body.booker, room.number, plan_b=plan_b, test_minutes=minutes, now=NOW)
    assert codes(refused) == [code]
    with pytest.raises(NotAllowed):
        await set_plan(session, room.tolk.actor, room.number, plan_b="+4755500000", test_minutes=15, now=NOW)


async def test_the_interpreter_sees_the_room_and_none_of_its_links(session: Session, room: BuiltRoom) -> None:
    await invited(session, room, now=EARLY)
    of_body = await set_up_of(session, room.body.booker, room.number)
    of_tolk = await set_up_of(session, room.tolk.actor, room.number)
    assert of_body is not None
    assert of_tolk is not None
    assert (len(of_body.shared_links), len(of_tolk.shared_links)) == (1, 0)
    assert await set_up_of(session, room.tolk.actor, "26-000000") is None
