"""The door of a room: /rom/{nummer} for owner and interpreter, /r/{lenke} and /r with a code for everybody else.

Looking at a link changes nothing, for mail programs look at links; a seat is taken by pressing the button.
"""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER, HTTP_410_GONE

from booking.rooms.access import RoomInHand, SeatInHand, invited_by_code, invited_by_link
from booking.rooms.rules.window import is_open
from booking.rooms.seating import sit_down_invited, sit_down_signed_in
from booking.rooms.shown import room_shown
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, Reason
from tolkeregister.core.errors import Conflict, NotFound, RuleBroken
from tolkeregister.core.settings import Settings
from web.live.seat_cookie import set_seat
from web.names import names_now
from web.pages.page import WebRequest
from web.pages.rooms.forms import CodeForm
from web.pages.rooms.guide import guide_in
from web.pages.rooms.reaching import NUMBER, reach, seat_to_return_to, spoken_in
from web.pages.rooms.speaking import Speaking, go, show, spoken_by, spoken_by_anybody, written_by
from web.security.guards import require
from web.security.limits import FORM_BODY
from web.security.rates import ROOM_CODE, SUBMIT, at_most

LINK = "/r/{link:str}"
CODE = "/r"
TAKE: dict[str, Any] = {
    "include_in_schema": False,
    "status_code": HTTP_303_SEE_OTHER,
    "request_max_body_size": FORM_BODY,
}


@get(NUMBER, include_in_schema=False, guards=[require()])
async def show_own_door(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """When it opens, what to do before, and the button in."""
    reached = await reach(request, session, actor, number)
    role = "owner" if actor.is_public_body else "interpreter"
    return await _door(request, session, reached.room, role, written_by(request), now=now, waits=False)


@post(NUMBER, guards=[require(), at_most(SUBMIT)], **TAKE)
async def enter_own(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], settings: NamedDependency[Settings],
) -> Response[Any] | Redirect:  # fmt: skip
    """Take the seat that is one's own by the assignment as it is now."""
    reached = await reach(request, session, actor, number)
    role = "owner" if actor.is_public_body else "interpreter"
    try:
        async with session.begin_nested():
            taken = await sit_down_signed_in(session, actor, reached.room.number, now=now)
    except RuleBroken as refused:
        return await _door(
            request, session, reached.room, role, written_by(request), now=now, waits=False,
            refused=refused.reasons,
        )  # fmt: skip
    return _inside(written_by(request), settings, taken.number, taken.held)


@get(LINK, include_in_schema=False)
async def show_door(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime],
    settings: NamedDependency[Settings], link: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """What the link is to, and one button."""
    try:
        room, seat = await invited_by_link(session, settings.secret_key, link)
    except Conflict as replaced:
        return gone(request, replaced)
    return await _door(request, session, room, seat.role, spoken_in(request, room, seat), now=now)


@post(LINK, guards=[at_most(SUBMIT)], **TAKE)
async def enter(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], link: FromPath[str],
) -> Response[Any] | Redirect:  # fmt: skip
    """Take a seat in the waiting room."""
    try:
        room, seat = await invited_by_link(session, settings.secret_key, link)
    except Conflict as replaced:
        return gone(request, replaced)
    return await _take(request, session, actor, room, seat, now=now)


@get(CODE, include_in_schema=False)
async def ask_code(request: WebRequest) -> Response[str]:
    """For those who were given a number and a code instead of a link."""
    return _code(request, CodeForm.blank(nummer=request.query_params.get("nummer", "")[:20] or None))


@post(CODE, guards=[at_most(ROOM_CODE)], **TAKE)
async def enter_by_code(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings],
) -> Response[Any] | Redirect:  # fmt: skip
    """The same seat as the link's; wrong number and wrong code are told apart to nobody."""
    answers = CodeForm(await request.form())
    if not answers.valid:
        return _code(request, answers)
    try:
        room, seat = await invited_by_code(session, settings.secret_key, answers.nummer, answers.kode)
    except NotFound as unknown:
        answers.refuse_reasons(unknown.reasons, {"code_not_found": "kode"})
        return _code(request, answers)
    return await _take(request, session, actor, room, seat, now=now)


async def _take(
    request: WebRequest, session: Session, actor: Actor, room: RoomInHand, seat: SeatInHand, *, now: datetime
) -> Response[Any] | Redirect:  # fmt: skip
    """A seat in the waiting room, or back to the one this browser got by the same invitation."""
    speaking = spoken_in(request, room, seat)
    mine = await seat_to_return_to(request, session, actor, room.number, now=now)
    if mine is not None and seat.id in (mine.id, mine.invitation_id):
        return go(speaking, f"/rom/{room.number}/samtale")
    try:
        async with session.begin_nested():
            taken = await sit_down_invited(session, seat, now=now)
    except RuleBroken as refused:
        return await _door(request, session, room, seat.role, speaking, now=now, refused=refused.reasons)
    return _inside(speaking, request.app.state.settings, taken.number, taken.held)


def _inside(speaking: Speaking, settings: Settings, number: str, held: str) -> Redirect:
    answer = go(speaking, f"/rom/{number}/samtale")
    set_seat(answer, settings, number, held)
    return answer


async def _door(
    request: WebRequest, session: Session, room: RoomInHand, role: str, speaking: Speaking, *, now: datetime,
    waits: bool = True, refused: tuple[Reason, ...] = (),
) -> Response[str]:  # fmt: skip
    """`waits` for everybody who comes by a link or a code, the interpreter from outside the register too."""
    shown = await room_shown(session, room.id)
    opening: Decision = is_open(room.window, room.ended_at, now)
    return show(
        request, "rooms/door.html", speaking, guide=guide_in(speaking.language.texts), room=shown, role=role,
        opening=opening, waits=waits, refused=refused, names=await names_now(session, request.app.state, now),
        status_code=409 if refused else None, here=request.scope["path"],
    )  # fmt: skip


def _code(request: WebRequest, answers: CodeForm) -> Response[str]:
    return show(request, "rooms/code.html", spoken_by_anybody(request), answers=answers)


def gone(request: WebRequest, replaced: Conflict) -> Response[str]:
    """A link that a newer has taken the place of, or that was withdrawn, in the language it was given in."""
    why = replaced.reasons[0]
    speaking = spoken_by(request, str(why.facts.get("spoken", "")))
    return show(request, "rooms/gone.html", speaking, why=why.code, status_code=HTTP_410_GONE)
