"""/rom/{nummer}/samtale and /rom/{nummer}/ferdig: the page of the conversation, and what comes after it."""

from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.rooms.access import SeatInHand
from booking.rooms.leading import METHODS, TROUBLES
from booking.rooms.shown import room_shown
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from web.names import names_now
from web.pages.page import WebRequest, see_other
from web.pages.rooms.guide import guide_in
from web.pages.rooms.reaching import NUMBER, reach_or_lead, seat_to_return_to, spoken_in
from web.pages.rooms.sentences import sentences
from web.pages.rooms.speaking import Speaking, show, spoken_by, written_by
from web.pages.rooms.talking import talk_in
from web.view.texts import N_

CONVERSATION = f"{NUMBER}/samtale"
DONE = f"{NUMBER}/ferdig"
OVER = "slutt"  # said by a page that was told that it ended for all; it chooses words and opens nothing
OUTSIDE = {"som": "tolk"}  # said in the address, for the seat is nobody's when the room is over
_HERE, _ELSEWHERE = "rooms/conversation.html", "rooms/elsewhere.html"
_TROUBLES = {
    "no_sound": N_("Ingen lyd"), "no_picture": N_("Ikke bilde"), "out_of_step": N_("Lyd og bilde i utakt"),
    "dropped": N_("Samtalen falt ut"), "privacy": N_("Andre hører eller ser oss"),
    "phone": N_("Vi går over til telefon"),
}  # fmt: skip
_METHODS = {
    "screen": N_("Skjerm"), "phone": N_("Telefon"), "consecutive": N_("Konsekutiv tolking"),
    "simultaneous": N_("Simultantolking"), "speech": N_("Tale"), "sign": N_("Tegnspråk"), "text": N_("Skriving"),
}  # fmt: skip


@get(CONVERSATION, include_in_schema=False)
async def show_conversation(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """For the browser that holds a seat; whoever has none is sent to the door."""
    reached = await reach_or_lead(request, session, actor, number)
    if isinstance(reached, Redirect):
        return reached
    if reached.seat is None or not reached.is_held:
        return see_other(request, f"/rom/{reached.room.number}")
    speaking = spoken_in(request, reached.room, reached.seat)
    after = _after(speaking, reached.seat, reached.room.number)
    if reached.room.ended_at is not None:
        door = speaking.to(f"/rom/{reached.room.number}")
        return Redirect(door if reached.seat.is_signed_in else after, status_code=HTTP_303_SEE_OTHER)
    texts = speaking.language.texts
    return show(
        request, _ELSEWHERE if reached.room.is_own else _HERE, speaking,
        room=await room_shown(session, reached.room.id), seat=reached.seat, after=after, now=now,
        sentences=sentences(texts),
        names=await names_now(session, request.app.state, now), guide=guide_in(texts), talk=talk_in(texts),
        troubles=[(code, texts.gettext(_TROUBLES[code])) for code in TROUBLES],
        methods=[(code, texts.gettext(_METHODS[code])) for code in METHODS],
    )  # fmt: skip


@get(DONE, include_in_schema=False)
async def show_done(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """What comes after: confirm, delete notes, tell if something was wrong.

    Shown to anybody who comes here, seat or not, for a seat is worth nothing when the room is over.
    """
    seat = await seat_to_return_to(request, session, actor, number, now=now)
    who = _who(request, seat, actor)
    speaking = spoken_by(request) if who == "person" else written_by(request)
    return show(
        request, "rooms/done.html", speaking, number=number, who=who, may_return=seat is not None,
        is_over=OVER in request.query_params,
    )  # fmt: skip


def _after(speaking: Speaking, seat: SeatInHand, number: str) -> str:
    """Where somebody goes when the conversation is over for them."""
    from_outside = seat.role == "interpreter" and not seat.is_signed_in
    return speaking.to(f"/rom/{number}/ferdig", **(OUTSIDE if from_outside else {}))


def _who(request: WebRequest, seat: SeatInHand | None, actor: Actor) -> str:
    """Whom it is said to: `outside` interprets without being in the register, and came by a link."""
    if seat is not None and not seat.is_signed_in:
        return "outside" if seat.role == "interpreter" else "person"
    if OUTSIDE.items() <= dict(request.query_params).items():
        return "outside"
    return (
        "owner" if actor.is_public_body else "interpreter" if actor.interpreter_id is not None else "person"
    )
