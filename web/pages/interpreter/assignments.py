"""/min-side/oppdrag/{number}: an accepted assignment, and giving it back before it starts."""

from datetime import datetime

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_409_CONFLICT

from booking.assignments.own import own_assignment
from booking.assignments.replacement import give_back
from booking.assignments.rules import AssignmentFacts, may_give_back
from booking.changes.queries import cancellation_of, changes_of, since_version
from booking.offers.certificate import certificate_for_assignment
from booking.rooms.set_up import set_up_of
from booking.rooms.times import times_said
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound, RuleBroken
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY

ASSIGNMENT = "/min-side/oppdrag/{number:str}"


@get(ASSIGNMENT, include_in_schema=False, guards=OWN)
async def show_assignment(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[str]:
    """Address and everything to prepare."""
    return await _page(request, session, actor, number, "interpreter/assignment.html", now=now)


@get(f"{ASSIGNMENT}/gi-tilbake", include_in_schema=False, guards=OWN)
async def ask_give_back(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[str]:
    """What it means to give it back; nothing has happened yet."""
    return await _page(request, session, actor, number, "interpreter/give_back.html", now=now)


@post(f"{ASSIGNMENT}/gi-tilbake", include_in_schema=False, guards=OWN, request_max_body_size=FORM_BODY)
async def do_give_back(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[str] | Redirect:
    """The next interpreter is asked at once. A second click finds an assignment that is no longer one's own."""
    if await own_assignment(session, actor, number) is None:
        return see_other(request, "/min-side/kalender")
    try:
        async with session.begin_nested():
            await give_back(session, actor, number, now=now)
    except RuleBroken:
        status = HTTP_409_CONFLICT
        return await _page(
            request, session, actor, number, "interpreter/assignment.html", now=now, status=status
        )
    return see_other(request, "/min-side/gitt-tilbake")


@get("/min-side/gitt-tilbake", include_in_schema=False, guards=OWN)
async def given_back(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """After an assignment was given back."""
    return await render_own(request, session, actor, "interpreter/given_back.html", now=now)


async def _page(
    request: WebRequest, session: Session, actor: Actor, number: str, template: str, *, now: datetime,
    status: int = HTTP_200_OK,
) -> Response[str]:  # fmt: skip
    own = await own_assignment(session, actor, number)
    if own is None:
        raise NotFound(reason("assignment_not_found"))
    facts = AssignmentFacts(own.state, own.starts_at, own.ends_at)  # type: ignore[arg-type]
    changes = await changes_of(session, actor, number, now=now)
    known = request.query_params.get("v", "")
    setup = await set_up_of(session, actor, number) if own.mode == "screen" else None
    is_version = known.isascii() and known.isdecimal() and len(known) < 7
    return await render_own(
        request, session, actor, template, now=now, status_code=status, own=own,
        give_back=may_give_back(facts, "interpreter", now),
        certificate=await certificate_for_assignment(session, actor, number),
        waiting=next((each for each in changes if each.is_open), None),
        since=await since_version(session, actor, number, int(known)) if is_version else None,
        setup=setup, said=await times_said(session, actor, number, now=now) if setup else None,
        cancelled=await cancellation_of(session, actor, number) if own.state == "cancelled" else None,
    )  # fmt: skip
