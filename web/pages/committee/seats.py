"""/sak/utvalget/medlemmer: who sits in the committee; an administrator appoints and lets go."""

from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.committee.queries import terms_since
from tolkeregister.complaints.committee.rules.seats import a_year_after
from tolkeregister.complaints.committee.rules.words import Place, Seat
from tolkeregister.complaints.committee.terms import Appointment, appoint, end_term
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from web.forms.base import Form
from web.pages.committee.forms import AppointForm, EndTermForm
from web.pages.committee.shared import SEATS, done, possible
from web.pages.directorate.staff_page import ADMINISTRATORS, STAFF, render_staff
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY

DAY = timedelta(days=1)


@get(SEATS, include_in_schema=False, guards=STAFF)
async def show_seats(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Everybody who sits now, has sat in the last year, or will."""
    today = oslo_date(now)
    blank = AppointForm.blank(today=today, fra=today, til=a_year_after(today) - DAY)
    return await _seats(request, session, actor, blank, now)


@post(SEATS, include_in_schema=False, guards=ADMINISTRATORS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def appoint_member(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Give somebody a place; the page's last day is the last one held."""
    answers = AppointForm(await request.form(), today=oslo_date(now))
    if answers.valid:
        a = answers
        wanted = Appointment(
            Seat(a.plass), Place(a.som), a.navn, a.epost, a.bruker, a.fra, a.til + DAY, a.nummer or ""
        )
        if await done(session, answers, appoint(session, actor, wanted, now=now)):
            return see_other(request, SEATS)
    return await _seats(request, session, actor, answers, now)


@get(f"{SEATS}/{{term_id:int}}", include_in_schema=False, guards=ADMINISTRATORS)
async def ask_end(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], term_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """When somebody no longer sits."""
    return await _end(request, session, actor, term_id, EndTermForm.blank(today=oslo_date(now)), now)


@post(f"{SEATS}/{{term_id:int}}", include_in_schema=False, guards=ADMINISTRATORS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def end(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], term_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Let somebody go before the year is over."""
    answers = EndTermForm(await request.form(), today=oslo_date(now))
    if answers.valid:
        ending = end_term(session, actor, possible(term_id), answers.til + DAY, now=now)
        if await done(session, answers, ending):
            return see_other(request, SEATS)
    return await _end(request, session, actor, term_id, answers, now)


async def _seats(
    request: WebRequest, session: Session, actor: Actor, answers: Form, now: datetime
) -> Response[str]:
    today = oslo_date(now)
    return await render_staff(
        request, session, actor, "committee/seats.html", now=now, answers=answers, today=today, day=DAY,
        terms=await terms_since(session, actor, today - timedelta(days=365)),
        may_appoint=actor.has(Role.ADMINISTRATOR), seats=tuple(Seat), places=tuple(Place),
    )  # fmt: skip


async def _end(
    request: WebRequest, session: Session, actor: Actor, term_id: int, answers: Form, now: datetime
) -> Response[str]:
    terms = await terms_since(session, actor, oslo_date(now))
    term = next((each for each in terms if each.id == term_id), None)
    if term is None:
        raise NotFound(reason("term_not_found"))
    return await render_staff(
        request, session, actor, "committee/end_term.html", now=now, answers=answers, term=term, day=DAY
    )
