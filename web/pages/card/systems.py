"""/sak/systemer: registered systems, what was sent to them, and sending it again."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotFound
from tolkeregister.core.settings import Settings
from tolkeregister.feed.receivers import (
    change_secret,
    end_system,
    known_systems,
    register_system,
    send_again,
    sent_messages,
    shown_secret,
)
from web.pages.card.forms import SystemForm
from web.pages.directorate.staff_page import ADMINISTRATORS, LARGEST_ID, STAFF, render_staff
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY

SYSTEMS = "/sak/systemer"
SYSTEM = f"{SYSTEMS}/{{system_id:int}}"


@get(SYSTEMS, include_in_schema=False, guards=STAFF)
async def list_systems(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Every system, those that have ended last."""
    return await _page(request, session, actor, SystemForm.blank(), now)


@post(SYSTEMS, include_in_schema=False, guards=ADMINISTRATORS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def add_system(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Register a system; it is told of every change from now on."""
    answers = SystemForm(await request.form())
    if not answers.valid:
        return await _page(request, session, actor, answers, now)
    try:
        made = await register_system(
            session, actor, answers.system, answers.adresse, plain_allowed=settings.synthetic, now=now
        )
    except Invalid as wrong:
        answers.refuse_reasons(wrong.reasons)
        return await _page(request, session, actor, answers, now)
    return see_other(request, f"{SYSTEMS}/{made}")


@get(SYSTEM, include_in_schema=False, guards=STAFF)
async def show_system(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime], system_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """One system with its messages; its secret for administrators only."""
    [system] = await known_systems(session, actor, id=_possible(system_id)) or (None,)
    if system is None:
        raise NotFound
    may_change = actor.has(Role.ADMINISTRATOR)
    return await render_staff(
        request, session, actor, "card/system.html", now=now, system=system, may_change=may_change,
        messages=await sent_messages(session, actor, system.id),
        secret=shown_secret(settings.secret_key, system) if may_change else "",
    )  # fmt: skip


@post(
    SYSTEM,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def change_system(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], system_id: FromPath[int],
) -> Redirect:  # fmt: skip
    """Send messages again, change the secret, or end the receiver."""
    sent = await request.form()
    act, _, which = str(sent.get("handling", "")).partition(":")
    system = _possible(system_id)
    match act:
        case "igjen":
            one = int(which) if which.isascii() and which.isdigit() and len(which) <= 18 else None
            await send_again(session, actor, system, one, now=now)
        case "hemmelighet":
            await change_secret(session, actor, system, now=now)
        case "avslutt":
            await end_system(session, actor, system, now=now)
        case _:
            raise NotFound
    return see_other(request, f"{SYSTEMS}/{system}")


def _possible(given: int) -> int:
    if not 0 < given <= LARGEST_ID:
        raise NotFound
    return given


async def _page(
    request: WebRequest, session: Session, actor: Actor, answers: SystemForm, now: datetime
) -> Response[str]:
    return await render_staff(
        request, session, actor, "card/systems.html", now=now, answers=answers,
        systems=await known_systems(session, actor), may_change=actor.has(Role.ADMINISTRATOR),
    )  # fmt: skip
