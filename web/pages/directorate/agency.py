"""/formidler: what an agency can do here today."""

from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.response import Redirect

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from web.pages.directorate.staff_page import render_staff
from web.pages.page import WebRequest, see_other
from web.pages.public.check import NumberForm
from web.security.guards import require


@get("/formidler", include_in_schema=False, guards=[require(Role.AGENCY)])
async def show_agency(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str] | Redirect:
    """Search, check and statistics; a number leads on to what the register said about it on a day."""
    answers = NumberForm(request.query_params) if "tolkenr" in request.query_params else NumberForm.blank()
    if "tolkenr" in request.query_params and answers.valid:
        redirect: Redirect = see_other(request, f"/tolk/{answers.tolkenr}/da")
        return redirect
    return await render_staff(request, session, actor, "directorate/agency.html", now=now, answers=answers)
