"""/min-side/ledig: the weekly hours, days besides them and absences, and the next two weeks as they come out."""

from datetime import datetime, timedelta

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from booking.availability.coming import said_from_now
from booking.availability.commands import set_weekly_hours
from booking.availability.queries import my_week
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from web.pages.interpreter.calendar import this_week
from web.pages.interpreter.day_plan import days_of
from web.pages.interpreter.hours_form import HoursForm, filled, hours_form, monday_copied, rows_in
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

FREE = "/min-side/ledig"
SHOWN = timedelta(days=14)
COPY = "kopier"
_SAVED = {
    "uke": N_("Ukeplanen er lagret."),
    "dag": N_("Dagen er lagt til."),
    "fravaer": N_("Fraværet er lagret."),
    "fjernet": N_("Det er fjernet."),
}


@get(FREE, include_in_schema=False, guards=OWN)
async def show_hours(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """What has been said, and what comes of it in the next two weeks, assignments and clashes included."""
    today = oslo_date(now)
    monday = this_week(today).monday
    weeks = [await my_week(session, actor, monday + timedelta(weeks=n)) for n in range(3)]
    days = [each for each in days_of(weeks, from_=today) if each.date < today + SHOWN]
    saved = _SAVED.get(request.query_params.get("lagret", ""))
    notice = Notice(texts_in(written_form(request)).gettext(saved)) if saved else None
    return await render_own(
        request, session, actor, "interpreter/hours.html", now=now, today=today, days=days, notice=notice,
        said=await said_from_now(session, actor, now=now),
    )  # fmt: skip


@get(f"{FREE}/uke", include_in_schema=False, guards=OWN)
async def show_week_form(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """The whole week in one form."""
    said = await said_from_now(session, actor, now=now)
    return await _week_page(request, session, actor, filled(written_form(request), said.hours), now=now)


@post(f"{FREE}/uke", include_in_schema=False, guards=OWN, request_max_body_size=FORM_BODY)
async def save_week(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str] | Redirect:
    """Replace the week; or copy Monday to the other weekdays, which saves nothing yet."""
    sent = await request.form()
    rows = rows_in(sent)
    wanted = hours_form(written_form(request), rows)
    if sent.get("handling") == COPY:
        copied = wanted(monday_copied(sent, rows))
        return await _week_page(request, session, actor, copied, now=now, is_copied=True)
    answers = wanted(sent)
    if not answers.valid:
        return await _week_page(request, session, actor, answers, now=now)
    await set_weekly_hours(session, actor, answers.stretches(), now=now)
    return see_other(request, FREE, lagret="uke")


async def _week_page(
    request: WebRequest, session: Session, actor: Actor, answers: HoursForm, *, now: datetime,
    is_copied: bool = False,
) -> Response[str]:  # fmt: skip
    return await render_own(
        request, session, actor, "interpreter/week_form.html", now=now, answers=answers, is_copied=is_copied,
    )  # fmt: skip
