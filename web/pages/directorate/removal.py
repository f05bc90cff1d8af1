"""/sak/tolk/{number}/fjern: why and when, then all that it hits, then the button; one transaction (decision 22)."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_409_CONFLICT

from booking.assignments.oversight import hit_by_removal
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, NotFound
from tolkeregister.entries.record import Record, interpreter_record
from tolkeregister.entries.removal import last_removal, remove_by_officer
from web.pages.directorate.interpreters import plain_number
from web.pages.directorate.removal_form import RemovalForm
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY

REMOVE = "/sak/tolk/{number:str}/fjern"
CONFIRMED = "fjern"


@get(REMOVE, include_in_schema=False, guards=STAFF)
async def ask(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[str]:
    """Reason and time."""
    record = await interpreter_record(session, actor, plain_number(number), now=now)
    return await _form_page(request, session, actor, record, RemovalForm.blank(), now=now)


@post(REMOVE, include_in_schema=False, guards=STAFF, request_max_body_size=FORM_BODY)
async def remove(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[str] | Redirect:
    """First a page with all that it hits; then, with the button on it, the removal itself."""
    record = await interpreter_record(session, actor, plain_number(number), now=now)
    sent = await request.form()
    answers = RemovalForm(sent, today=oslo_date(now))
    answers.check_time(now)
    if record.is_hidden:
        answers.check_hidden()
    if not answers.valid:
        return await _form_page(request, session, actor, record, answers, now=now)
    effective_at = answers.effective_at(now)
    if sent.get("handling") != CONFIRMED:
        hits = await hit_by_removal(session, actor, record.id, effective_at=effective_at, now=now)
        return await _page(
            request, session, actor, record, "directorate/removal_review.html", now=now, answers=answers,
            hits=hits, effective_at=effective_at,
        )  # fmt: skip
    try:
        async with session.begin_nested():
            await remove_by_officer(session, actor, record.number, answers.grunn, effective_at, now=now)
    except Conflict:
        status = HTTP_409_CONFLICT
        return await _page(
            request, session, actor, record, "directorate/not_listed.html", now=now, status_code=status
        )
    return see_other(request, f"/sak/tolk/{record.number}/kvittering")


@get("/sak/tolk/{number:str}/kvittering", include_in_schema=False, guards=STAFF)
async def receipt(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[str]:
    """What was done, by whom and from when."""
    record = await interpreter_record(session, actor, plain_number(number), now=now)
    removal = await last_removal(session, actor, record.number)
    if removal is None:
        raise NotFound(reason("interpreter_not_found"))
    return await _page(request, session, actor, record, "directorate/receipt.html", now=now, removal=removal)


async def _form_page(
    request: WebRequest,
    session: Session,
    actor: Actor,
    record: Record,
    answers: RemovalForm,
    *,
    now: datetime,
) -> Response[str]:
    return await _page(request, session, actor, record, "directorate/removal.html", now=now, answers=answers)


async def _page(
    request: WebRequest, session: Session, actor: Actor, record: Record, template: str, *, now: datetime,
    **context: Any,
) -> Response[str]:  # fmt: skip
    return await render_staff(request, session, actor, template, now=now, record=record, **context)
