"""…/{number}/rom/tid and …/{number}/tid: when the conversation was, by the body and by the interpreter (feature 51)."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER, HTTP_409_CONFLICT

from booking.rooms.times import state_times, times_said
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, RuleBroken
from web.pages.body.booking import BOOKERS
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest, render, see_other
from web.pages.rooms.times_form import TimesForm, as_written, refuse, times_in
from web.security.limits import FORM_BODY

BODY_TIMES, OWN_TIMES = "/bestilling/{number:str}/rom/tid", "/min-side/oppdrag/{number:str}/tid"
SEND: dict[str, Any] = {
    "include_in_schema": False, "status_code": HTTP_303_SEE_OTHER, "request_max_body_size": FORM_BODY,
}  # fmt: skip


@get(BODY_TIMES, include_in_schema=False, guards=BOOKERS)
async def ask_times(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """What the room proposes, what the interpreter says, and the body's own word."""
    return await _page(request, session, actor, number, None, now=now)


@post(BODY_TIMES, guards=BOOKERS, **SEND)
async def tell_times(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The body's word."""
    return await _take(request, session, actor, number, now=now)


@get(OWN_TIMES, include_in_schema=False, guards=OWN)
async def ask_own_times(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The same for the interpreter."""
    return await _page(request, session, actor, number, None, now=now)


@post(OWN_TIMES, guards=OWN, **SEND)
async def tell_own_times(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The interpreter's word."""
    return await _take(request, session, actor, number, now=now)


async def _take(
    request: WebRequest, session: Session, actor: Actor, number: str, *, now: datetime
) -> Response[Any]:
    said = await times_said(session, actor, number, now=now)
    answers = TimesForm(await request.form())
    if answers.valid:
        times = times_in(answers.fra, answers.til, said)
        try:
            async with session.begin_nested():
                await state_times(session, actor, number, times, why=answers.hvorfor or "", now=now)
        except Invalid as wrong:
            refuse(answers, wrong.reasons)
        except RuleBroken:  # called off meanwhile, or too early: the page says so
            return await _page(request, session, actor, number, None, now=now, status_code=HTTP_409_CONFLICT)
        else:
            return see_other(request, _back(actor, number))
    return await _page(request, session, actor, number, answers, now=now)


async def _page(
    request: WebRequest, session: Session, actor: Actor, number: str, answers: TimesForm | None, *, now: datetime,
    status_code: int | None = None,
) -> Response[str]:  # fmt: skip
    said = await times_said(session, actor, number, now=now)
    mended = {"answers": answers} if answers is not None else {}
    context: dict[str, Any] = {
        "said": said, "number": number, "back": _back(actor, number), "here": request.scope["path"],
        "form_of": answers or TimesForm.blank(**as_written(said)), "status_code": status_code, **mended,
    }  # fmt: skip
    if actor.is_public_body:
        return render(request, "rooms/times.html", now=now, **context)
    return await render_own(request, session, actor, "rooms/times.html", now=now, **context)


def _back(actor: Actor, number: str) -> str:
    return f"/bestilling/{number}" if actor.is_public_body else f"/min-side/oppdrag/{number}"
