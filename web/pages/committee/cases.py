"""/sak/varsel/{number}/utvalget: a complaint before the committee, as its officer sees it."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.access import note_complaint_read
from tolkeregister.complaints.committee.advice import advice_in
from tolkeregister.complaints.committee.agenda import present_case, put_on_agenda, take_off_agenda
from tolkeregister.complaints.committee.of_case import case_before_committee
from tolkeregister.complaints.committee.queries import all_meetings
from tolkeregister.complaints.queries import ComplaintPage, complaint_page
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from web.dependencies import LOOKS
from web.forms.base import Form
from web.forms.options import names_from
from web.pages.committee.forms import AgendaForm, PresentationForm
from web.pages.committee.shared import CASE, done
from web.pages.complaints.actions import offered
from web.pages.complaints.forms import NothingForm
from web.pages.complaints.staff import address_of
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY
from web.view.formats import when


@get(CASE, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_case(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """Which agenda it is on, who is called, which papers are released, and the advice."""
    page = await open_complaint(session, actor, number, now)
    options = await _meetings(request, session, actor, now)
    return await _case(request, session, actor, page, AgendaForm.blank(options=options), now)


@post(
    CASE,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def put_on(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Put it on the agenda of a meeting."""
    page = await open_complaint(session, actor, number, now)
    answers = AgendaForm(await request.form(), options=await _meetings(request, session, actor, now))
    if answers.valid:
        putting = put_on_agenda(session, actor, page.number, int(answers.mote), now=now)
        if await done(session, answers, putting):
            return see_other(request, f"{address_of(page.number)}/utvalget")
    return await _case(request, session, actor, page, answers, now)


@post(f"{CASE}/ta-av", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def take_off(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Take it off again."""
    page = await open_complaint(session, actor, number, now)
    answers = NothingForm(await request.form())
    if await done(session, answers, take_off_agenda(session, actor, page.number, now=now)):
        return see_other(request, f"{address_of(page.number)}/utvalget")
    return await _case(request, session, actor, page, answers, now)


@get(f"{CASE}/saksframlegg", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_presentation(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The officer's presentation of the case."""
    page = await open_complaint(session, actor, number, now)
    found = await case_before_committee(session, page.id)
    if found.now is None:
        raise NotFound(reason("not_on_an_agenda"))
    blank = PresentationForm.blank(framlegg=found.now.presentation or None)
    return await staff_page(request, session, actor, page, "committee/present.html", now, answers=blank)


@post(f"{CASE}/saksframlegg", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def present(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Keep it; it comes first in the papers."""
    page = await open_complaint(session, actor, number, now)
    answers = PresentationForm(await request.form())
    if answers.valid:
        presenting = present_case(session, actor, page.number, answers.framlegg, now=now)
        if await done(session, answers, presenting):
            return see_other(request, f"{address_of(page.number)}/utvalget/papirer")
    return await staff_page(request, session, actor, page, "committee/present.html", now, answers=answers)


async def open_complaint(session: Session, actor: Actor, number: str, now: datetime) -> ComplaintPage:
    """The complaint for an officer who has declared to be impartial; NotFound for all others alike."""
    page = await complaint_page(session, actor, number.replace("-", "/", 1), now=now)
    if not page.is_open_to_me:
        raise NotFound(reason("complaint_not_found"))
    await note_complaint_read(session, actor, page.id, now=now)
    return page


async def staff_page(
    request: WebRequest, session: Session, actor: Actor, page: ComplaintPage, template: str, now: datetime,
    **context: Any,
) -> Response[str]:  # fmt: skip
    """Any page about one complaint before the committee."""
    here = address_of(page.number)
    return await render_staff(
        request, session, actor, template, now=now, complaint=page, here=here, offered=offered(page),
        today=oslo_date(now), **context,
    )  # fmt: skip


async def _case(
    request: WebRequest, session: Session, actor: Actor, page: ComplaintPage, answers: Form, now: datetime
) -> Response[str]:
    return await staff_page(
        request, session, actor, page, "committee/case.html", now, answers=answers,
        found=await case_before_committee(session, page.id), advice=await advice_in(session, page.id),
    )  # fmt: skip


async def _meetings(request: WebRequest, session: Session, actor: Actor, now: datetime) -> dict[str, Any]:
    """Meetings that have not begun, the nearest first."""
    form = written_form(request)
    coming = [
        each for each in reversed(await all_meetings(session, actor))
        if each.starts_at > now and not each.is_cancelled
    ]  # fmt: skip
    return {"mote": names_from((str(each.id), when(each.starts_at, each.ends_at, form)) for each in coming)}
