"""What passes between two browsers: only those inside the same room, in order, and gone when it is read."""

import pytest

from booking.changes.cancelling import cancel
from booking.rooms.access import SeatInHand
from booking.rooms.presence import come, sweep_signals
from booking.rooms.signals import fetch, send
from tests.builders.answers import value
from tests.builders.changes import an_agreement
from tests.builders.interpreters import an_interpreter
from tests.builders.rooms import EARLY, START, BuiltRoom, invited, knocking, seated
from tolkeregister.core.database import Session

WAITING = "SELECT count(*) FROM room_signal"


async def said(
    session: Session, by: SeatInHand, to: SeatInHand, *, page: str | None = None, n: int = 1
) -> bool:
    """One message to the other's page."""
    return await send(
        session,
        by,
        page=page or by.page_id or "",
        to=to.id,
        to_page=to.page_id or "",
        body={"n": n},
        now=EARLY,
    )


async def test_messages_come_in_order_and_are_gone_when_they_are_read(
    session: Session, room: BuiltRoom
) -> None:
    owner, tolk = await seated(session, room, room.body.booker), await seated(session, room, room.tolk.actor)
    assert all([await said(session, owner, tolk, n=n) for n in (1, 2, 3)])
    heard = await fetch(session, tolk.id, page=tolk.page_id or "")
    wanted = [(owner.id, owner.page_id, n) for n in (1, 2, 3)]
    assert [(each.seat_id, each.page, each.body["n"]) for each in heard] == wanted
    assert await fetch(session, tolk.id, page=tolk.page_id or "") == []
    assert await value(session, WAITING) == 0


async def test_what_was_for_an_older_page_is_gone_and_what_nobody_fetches_is_swept(
    session: Session, room: BuiltRoom
) -> None:
    owner, tolk = await seated(session, room, room.body.booker), await seated(session, room, room.tolk.actor)
    await said(session, owner, tolk)
    await come(session, tolk, page="newer", now=EARLY)
    assert await fetch(session, tolk.id, page="newer") == []
    assert await value(session, WAITING) == 0
    await said(session, owner, tolk)
    await sweep_signals(session, before=EARLY)
    assert await value(session, WAITING) == 1
    await sweep_signals(session, before=START)
    assert await value(session, WAITING) == 0


@pytest.mark.parametrize("who", ["waiting", "older page", "another room", "revoked", "oneself"])
async def test_nobody_else_says_or_hears_anything(session: Session, room: BuiltRoom, who: str) -> None:
    owner, tolk = await seated(session, room, room.body.booker), await seated(session, room, room.tolk.actor)
    if who == "waiting":
        guest = await knocking(session, await invited(session, room))
        assert not await said(session, guest, owner)
        assert not await said(session, owner, guest)
    elif who == "older page":
        await come(session, owner, page="newer", now=EARLY)
        assert not await said(session, owner, tolk)
    elif who == "another room":
        second = await an_interpreter(session, category="B", hours=True)
        other = BuiltRoom(await an_agreement(session, room.body, second, theme="en annen"), room.body, second)
        stranger = await seated(session, other, second.actor)
        assert not await said(session, stranger, owner)
        assert not await said(session, owner, stranger)
    elif who == "revoked":
        await cancel(session, room.body.booker, room.number, why="other", now=EARLY)
        assert not await said(session, owner, tolk)
    else:
        assert not await said(session, owner, owner)
    assert await value(session, WAITING) == 0
