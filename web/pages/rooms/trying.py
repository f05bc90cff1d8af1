"""Trying the equipment: /rom/{nummer}/test for those with a seat or a sign-in, /r/{lenke}/test for all others."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER

from booking.rooms.access import RoomInHand, SeatInHand, invited_by_link
from booking.rooms.models import Verdict
from booking.rooms.rules.line import Judged, Line
from booking.rooms.rules.seats import MOST_IN_MESH
from booking.rooms.shown import room_shown
from booking.rooms.trying import Tried, keep_check
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict
from tolkeregister.core.settings import Settings
from web.live.relay import ice_servers
from web.pages.page import WebRequest
from web.pages.rooms.door import LINK, gone
from web.pages.rooms.reaching import NUMBER, reach, reach_or_lead, seat_to_try, spoken_in
from web.pages.rooms.sentences import sentences
from web.pages.rooms.speaking import Speaking, show, written_by
from web.security.limits import FORM_BODY
from web.security.rates import ROOM_TRY, SUBMIT, at_most
from web.view.reasons import REASONS

TRY, TRY_LINK = f"{NUMBER}/test", f"{LINK}/test"
MOST = {"kbit": 10_000_000, "ms": 60_000, "tap": 1000}
KEEP: dict[str, Any] = {"include_in_schema": False, "guards": [at_most(SUBMIT)], "status_code": HTTP_200_OK,
                        "request_max_body_size": FORM_BODY}  # fmt: skip


@get(TRY, include_in_schema=False, guards=[at_most(ROOM_TRY)])
async def show_try(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], settings: NamedDependency[Settings],
) -> Response[Any]:  # fmt: skip
    """Beforehand and at the door."""
    reached = await reach_or_lead(request, session, actor, number)
    if isinstance(reached, Redirect):
        return reached
    who = reached.seat.id if reached.seat is not None else -(actor.account_id or 0)
    speaking = spoken_in(request, reached.room, reached.seat) if reached.seat else written_by(request)
    return await _page(request, session, settings, speaking, reached.room, who, now=now)


@post(TRY, **KEEP)
async def keep_try(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[dict[str, str]]:  # fmt: skip
    """Keep what the browser found; the answer says what the line is good for."""
    reached = await reach(request, session, actor, number)
    seat = await seat_to_try(session, reached, actor, now=now)
    speaking = spoken_in(request, reached.room, seat)
    return await _keep(request, session, seat, speaking, now=now)


@get(TRY_LINK, include_in_schema=False, guards=[at_most(ROOM_TRY)])
async def show_try_by_link(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime],
    link: FromPath[str], settings: NamedDependency[Settings],
) -> Response[Any]:  # fmt: skip
    """The same for whoever holds a link."""
    try:
        room, seat = await invited_by_link(session, settings.secret_key, link)
    except Conflict as replaced:
        return gone(request, replaced)
    return await _page(request, session, settings, spoken_in(request, room, seat), room, seat.id, now=now)


@post(TRY_LINK, **KEEP)
async def keep_try_by_link(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime],
    link: FromPath[str], settings: NamedDependency[Settings],
) -> Response[dict[str, str]]:  # fmt: skip
    """The same for whoever holds a link."""
    room, seat = await invited_by_link(session, settings.secret_key, link)
    return await _keep(request, session, seat, spoken_in(request, room, seat), now=now)


async def _page(
    request: WebRequest, session: Session, settings: Settings, speaking: Speaking, room: RoomInHand, who: int, *,
    now: datetime,
) -> Response[Any]:  # fmt: skip
    """With keys to the relay until the room is over; then there is nothing left to try for, and the door says so."""
    here = request.scope["path"]
    door = here.removesuffix("/test")
    if room.ended_at is not None or now >= room.closes_at:
        return Redirect(speaking.to(door), status_code=HTTP_303_SEE_OTHER)
    shown = await room_shown(session, room.id)
    ice = ice_servers(settings, who, now=now)
    return show(
        request, "rooms/trying.html", speaking, room=shown, ice=ice, sentences=sentences(speaking.language.texts),
        here=here, door=door,
    )  # fmt: skip


async def _keep(
    request: WebRequest, session: Session, seat: SeatInHand, speaking: Speaking, *, now: datetime
) -> Response[dict[str, str]]:
    form = await request.form()
    given = {
        name: str(form.get(name, ""))
        for name in ("camera", "microphone", "speaker", "kbit", "ms", "tap", "rele")
    }
    camera, microphone, speaker = (_verdict(given[each]) for each in ("camera", "microphone", "speaker"))
    line = Line(*(_number(given[name], most) for name, most in MOST.items()))
    relayed = {"true": True, "false": False}.get(given["rele"])
    tried = Tried(camera, microphone, speaker, line=line, is_relayed=relayed, people=MOST_IN_MESH - 1)
    found = await keep_check(session, seat, tried, now=now)
    return Response({"verdict": found.verdict, "advice": _advice(speaking, found)})


def _verdict(text: str) -> Verdict:
    return Verdict(text) if text in set(Verdict) else Verdict.RED


def _number(text: str, most: int) -> int | None:
    return min(int(text), most) if text.isdigit() and len(text) < 12 else None


def _advice(speaking: Speaking, found: Judged) -> str:
    texts = speaking.language.texts
    return " ".join(texts.gettext(REASONS[each.code]) for each in found.reasons)
