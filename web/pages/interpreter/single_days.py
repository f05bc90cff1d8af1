"""/min-side/ledig/dag and /fravaer: a day besides the weekly hours, an absence, and taking either back."""

from datetime import datetime

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from booking.availability.commands import add_absence, add_one_off_day, remove_absence, remove_one_off_day
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from web.pages.interpreter.day_forms import AbsenceForm, OneOffForm
from web.pages.interpreter.hours import FREE
from web.pages.interpreter.own_page import OWN, possible_id, render_own
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY

DAY_PAGE, ABSENCE_PAGE = "interpreter/day_form.html", "interpreter/absence_form.html"


@get(f"{FREE}/dag", include_in_schema=False, guards=OWN)
async def show_day_form(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """Free on one day."""
    return await render_own(request, session, actor, DAY_PAGE, now=now, answers=OneOffForm.blank())


@post(f"{FREE}/dag", include_in_schema=False, guards=OWN, request_max_body_size=FORM_BODY)
async def add_day(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str] | Redirect:
    """Add the day."""
    answers = OneOffForm(await request.form(), today=oslo_date(now))
    if not answers.valid:
        return await render_own(request, session, actor, DAY_PAGE, now=now, answers=answers)
    await add_one_off_day(session, actor, answers.dag, answers.fra, answers.end_minute, now=now)
    return see_other(request, FREE, lagret="dag")


@get(f"{FREE}/fravaer", include_in_schema=False, guards=OWN)
async def show_absence_form(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """Away for a while."""
    return await render_own(request, session, actor, ABSENCE_PAGE, now=now, answers=AbsenceForm.blank())


@post(f"{FREE}/fravaer", include_in_schema=False, guards=OWN, request_max_body_size=FORM_BODY)
async def add_away(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str] | Redirect:
    """Add the absence. Assignments in it stand, and the next page shows them."""
    answers = AbsenceForm(await request.form(), today=oslo_date(now))
    if not answers.valid:
        return await render_own(request, session, actor, ABSENCE_PAGE, now=now, answers=answers)
    await add_absence(session, actor, answers.starts_at, answers.ends_at, now=now)
    return see_other(request, FREE, lagret="fravaer")


@post(
    f"{FREE}/{{kind:str}}/{{row_id:int}}/fjern",
    include_in_schema=False,
    guards=OWN,
    request_max_body_size=FORM_BODY,
)
async def remove(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    kind: FromPath[str],
    row_id: FromPath[int],
) -> Redirect:
    """Take a day or an absence back. What is gone already, or somebody else's, is not found."""
    commands = {"dag": remove_one_off_day, "fravaer": remove_absence}
    if kind not in commands:
        raise NotFound
    await commands[kind](session, actor, possible_id(row_id), now=now)
    return see_other(request, FREE, lagret="fjernet")
