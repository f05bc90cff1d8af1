"""Taking a seat: early, late, locked, removed, twice, first, again, one too many (failure mode 14)."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

import pytest

from booking.rooms.access import invited_by_code, invited_by_link, seat_by_id, seat_held
from booking.rooms.leading import admit, end_for_all, remove, set_lock
from booking.rooms.models import SeatRole
from booking.rooms.presence import beat, come, go, lapse
from booking.rooms.queries import roster
from booking.rooms.rules.seats import LEASE
from booking.rooms.seating import (
    MOST_INVITED,
    MOST_WAITING,
    Taken,
    invite,
    sit_down_invited,
    sit_down_signed_in,
    withdraw_link,
)
from booking.rooms.secrets import code_of, link_of
from tests.builders.answers import codes, value
from tests.builders.bodies import a_body, a_booker
from tests.builders.interpreters import an_interpreter
from tests.builders.rooms import (
    EARLY,
    END,
    SECRET,
    START,
    BuiltRoom,
    invited,
    knocking,
    let_in,
    opened,
    seated,
    the_room,
)
from tolkeregister.core.database import Session
from tolkeregister.core.errors import DomainError, Invalid, NotAllowed, NotFound, RuleBroken

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (START - 16 * MINUTE, "room_not_open_yet"),
        (START - 15 * MINUTE, "ok"),
        (END + 29 * MINUTE, "ok"),
        (END + 30 * MINUTE, "room_closed"),
    ],
)
async def test_nobody_sits_down_early_or_late_by_any_way(
    session: Session, room: BuiltRoom, now: datetime, code: str
) -> None:
    seat = await invited(session, room)
    ways: list[Callable[[], Awaitable[Taken]]] = [
        partial(sit_down_invited, session, seat, now=now),
        partial(sit_down_signed_in, session, room.body.booker, room.number, now=now),
        partial(sit_down_signed_in, session, room.tolk.actor, room.number, now=now),
    ]
    for attempt in ways:
        if code == "ok":
            assert (await attempt()).number == room.number
        else:
            with pytest.raises(RuleBroken) as refused:
                await attempt()
            assert codes(refused) == [code]


async def test_a_cookie_from_earlier_opens_nothing_when_the_time_is_over(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    await go(session, owner, page=owner.page_id or "", now=EARLY)
    assert not await come(session, owner, page="late", now=END + 30 * MINUTE)


async def test_the_first_one_in_waits_and_sees_nobody_and_is_never_the_owner(
    session: Session, room: BuiltRoom
) -> None:
    first = await knocking(session, await invited(session, room))
    assert (first.role, first.admitted_at, first.joined_at) == ("person", None, None)
    with pytest.raises(RuleBroken) as refused:
        await admit(session, first, first.id, now=EARLY)
    assert codes(refused) == ["only_the_owner_leads"]
    owner = await seated(session, room, room.body.booker)
    assert (owner.role, bool(owner.admitted_at)) == ("owner", True)
    assert (await seat_by_id(session, first.id)).admitted_at is None, (
        "early birds do not pass when the owner comes"
    )


async def test_an_owner_who_drops_out_is_owner_again_by_cookie_and_by_sign_in(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    guest = await let_in(session, owner, await knocking(session, await invited(session, room)))
    late = EARLY + LEASE
    await beat(session, guest.id, page=guest.page_id or "", now=late)
    assert await lapse(session, now=late) == 1
    again = await opened(session, owner.id, now=late)
    assert (again.role, again.admitted_at, again.joined_at) == ("owner", EARLY, late)
    elsewhere = await seated(session, room, room.body.booker, now=late)
    assert (elsewhere.id, elsewhere.admitted_at) == (owner.id, EARLY)
    assert not await come(session, again, page="old browser", now=late), "one browser has the seat"
    await set_lock(session, elsewhere, is_locked=True, now=late)


async def test_a_second_browser_on_the_same_link_has_a_seat_of_its_own_and_waits(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    invitation = await invited(session, room)
    first = await let_in(session, owner, await knocking(session, invitation))
    second = await knocking(session, invitation)
    assert second.id != first.id
    assert second.admitted_at is None
    assert (await seat_by_id(session, first.id)).admitted_at is not None, "a copied link throws nobody out"
    found = await roster(session, owner.room_id, now=EARLY)
    assert {each.id for each in found.waiting} == {second.id}
    await withdraw_link(session, room.body.booker, room.number, first.id, now=EARLY)
    assert (await seat_by_id(session, second.id)).revoked_at is not None, "by the same link, out with it"


async def test_a_locked_room_takes_nobody_new_and_lets_those_inside_return(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    guest = await let_in(session, owner, await knocking(session, await invited(session, room)))
    await set_lock(session, owner, is_locked=True, now=EARLY)
    for refused_one in (sit_down_invited(session, await invited(session, room), now=EARLY),
                        sit_down_signed_in(session, room.tolk.actor, room.number, now=EARLY)):  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            await refused_one
        assert codes(refused) == ["room_locked"]
    assert await come(session, await seat_by_id(session, guest.id), page="another page", now=EARLY)
    assert (await seat_by_id(session, guest.id)).admitted_at is not None
    await set_lock(session, owner, is_locked=False, now=EARLY)
    assert (await seated(session, room, room.tolk.actor)).admitted_at is not None


async def test_whoever_is_removed_is_not_back_by_the_same_link_or_cookie(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    invitation = await invited(session, room)
    guest = await let_in(session, owner, await knocking(session, invitation))
    await remove(session, owner, guest.id, now=EARLY)
    assert not await come(session, guest, page="again", now=EARLY)
    with pytest.raises(DomainError) as old:
        await invited_by_link(session, SECRET, link_of(SECRET, invitation.public_id or "", 1))
    assert codes(old) == ["link_withdrawn"], "nothing was moved, and there is no newer one"
    copied = await invited(session, room)
    rightful = await knocking(session, copied)
    stranger = await knocking(session, copied)
    await remove(session, owner, stranger.id, now=EARLY)
    with pytest.raises(NotFound):
        await invited_by_link(session, SECRET, link_of(SECRET, copied.public_id or "", 1))
    assert (await seat_by_id(session, rightful.id)).seat_hash == rightful.seat_hash
    for professional in (owner.id, (await seated(session, room, room.tolk.actor)).id):
        with pytest.raises(NotAllowed):
            await remove(session, owner, professional, now=EARLY)


async def test_the_fifth_waits_and_owner_and_interpreter_have_a_place_to_come_to(
    session: Session, room: BuiltRoom
) -> None:
    owner = await seated(session, room, room.body.booker)
    inside = [
        await let_in(session, owner, await knocking(session, await invited(session, room))) for _ in range(2)
    ]
    third = await knocking(session, await invited(session, room))
    with pytest.raises(RuleBroken) as kept:
        await admit(session, owner, third.id, now=EARLY)
    assert codes(kept) == ["place_is_kept"], "until the interpreter is inside"
    await seated(session, room, room.tolk.actor)
    fifth = await knocking(session, await invited(session, room))
    with pytest.raises(RuleBroken) as full:
        await admit(session, owner, fifth.id, now=EARLY)
    assert codes(full) == ["room_full"]
    colleague = await a_booker(session, room.body.organisation_id, room.body.unit_id)
    assert (await seated(session, room, colleague)).admitted_at is None
    # one goes, another is let in, and the one who went waits again
    await go(session, inside[0], page=inside[0].page_id or "", now=EARLY)
    await admit(session, owner, fifth.id, now=EARLY)
    back = await opened(session, inside[0].id)
    assert (back.admitted_at, back.joined_at) == (None, None)
    # the owner goes: nobody takes the place
    await go(session, owner, page=owner.page_id or "", now=EARLY)
    assert (await seated(session, room, colleague)).admitted_at is not None, "a colleague leads as well"


async def test_whoever_went_away_unseen_keeps_nobody_else_from_waiting(
    session: Session, room: BuiltRoom
) -> None:
    invitation = await invited(session, room)
    for _ in range(MOST_WAITING):
        await knocking(session, invitation)
    with pytest.raises(RuleBroken) as crowded:
        await sit_down_invited(session, invitation, now=EARLY)
    assert codes(crowded) == ["too_many_at_the_door"]
    assert (await sit_down_invited(session, invitation, now=EARLY + LEASE)).held


@pytest.mark.parametrize(
    "link", ["", ".", "x", "\x00.abc", "a" * 5000, "{public}", "{public}.", "{public}." + "A" * 32, "æøå.ß"]
)
async def test_a_link_that_was_never_ours_is_not_found(session: Session, room: BuiltRoom, link: str) -> None:
    invitation = await invited(session, room)
    with pytest.raises(NotFound) as unknown:
        await invited_by_link(session, SECRET, link.format(public=invitation.public_id))
    assert codes(unknown) == ["room_not_found"]


async def test_a_code_opens_what_its_link_opens_and_a_wrong_one_tells_nothing(
    session: Session, room: BuiltRoom
) -> None:
    invitation = await invited(session, room)
    code = code_of(SECRET, invitation.public_id or "", 1)
    _, seat = await invited_by_code(session, SECRET, f" {room.number} ", code.lower())
    assert seat.id == invitation.id
    for number, typed in ((room.number, "AAAAAAAAAA"), ("26-999999", code), (room.number, "")):
        with pytest.raises(NotFound) as unknown:
            await invited_by_code(session, SECRET, number, typed)
        assert codes(unknown) == ["code_not_found"]
    await withdraw_link(session, room.body.booker, room.number, invitation.id, now=EARLY)
    with pytest.raises(NotFound):
        await invited_by_code(session, SECRET, room.number, code)


async def test_a_foreign_booker_and_interpreter_find_no_room(session: Session, room: BuiltRoom) -> None:
    for actor in ((await a_body(session)).booker, (await an_interpreter(session)).actor):
        with pytest.raises(NotFound) as hidden:
            await sit_down_signed_in(session, actor, room.number, now=EARLY)
        assert codes(hidden) == ["room_not_found"]


async def test_the_database_holds_neither_link_nor_code_nor_seat(session: Session, room: BuiltRoom) -> None:
    invitation = await invited(session, room)
    taken = await sit_down_invited(session, invitation, now=EARLY)
    row = str(await value(session, "SELECT jsonb_agg(p) FROM room_participant p"))
    public_id = invitation.public_id or ""
    assert public_id in row
    for secret in (
        link_of(SECRET, public_id, 1).partition(".")[2],
        code_of(SECRET, public_id, 1),
        taken.held,
    ):
        assert secret not in row
    assert (await seat_held(session, room.number, taken.held)).id == invitation.id


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"role": SeatRole.OWNER}, "unknown_role"),
        ({"role": SeatRole.INTERPRETER}, "unknown_role"),
        ({"label": "a" * 41}, "too_long"),
        ({"label": "mor\x00"}, "too_long"),
        ({"label": "barn 010180 12345"}, "national_id"),
        ({"language": "tlh"}, "unknown_language"),
    ],
)
async def test_an_invitation_says_a_role_and_never_who(
    session: Session, room: BuiltRoom, more: dict[str, object], code: str
) -> None:
    whole = {"role": SeatRole.PERSON, "label": "forelder", "language": None, "now": EARLY, **more}
    with pytest.raises((Invalid, RuleBroken)) as refused:
        await invite(session, room.body.booker, room.number, **whole)  # type: ignore[arg-type]
    assert codes(refused) == [code]


async def test_only_the_booker_invites_and_no_more_than_twelve(session: Session, room: BuiltRoom) -> None:
    with pytest.raises(NotAllowed):
        await invite(
            session, room.tolk.actor, room.number, role=SeatRole.GUEST, label="", language=None, now=EARLY
        )
    for _ in range(MOST_INVITED):
        await invited(session, room)
    with pytest.raises(RuleBroken) as many:
        await invited(session, room)
    assert codes(many) == ["too_many_invited"]
    owner = await seated(session, room, room.body.booker)
    await end_for_all(session, owner, now=EARLY)
    assert (await the_room(session, room)).ended_at == EARLY
