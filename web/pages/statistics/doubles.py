"""/rapport/dubletter: reported rows that may be assignments booked here, side by side, for a person to decide."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.reports.access import REPORTING_ROLES
from booking.reports.queries import possible_doubles
from booking.reports.worklist import decide_match
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, NotFound
from web.pages.directorate.staff_page import LARGEST_ID, render_staff
from web.pages.page import WebRequest, see_other, written_form
from web.security.guards import require
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

DOUBLES = "/rapport/dubletter"
DECIDERS = [require(*REPORTING_ROLES, Role.OFFICER, Role.ADMINISTRATOR)]
_SAID = {
    "samme": N_("Lagret. Oppdraget telles én gang."),
    "ulike": N_("Lagret. Begge oppdragene telles."),
    "velg": N_("Velg om det er samme oppdrag eller ikke."),
    "alt": N_("Dette er alt avgjort."),
}


@get(DOUBLES, include_in_schema=False, guards=DECIDERS)
async def show_doubles(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The reporter's own, the oldest first; everybody's for the directorate."""
    said = _SAID.get(request.query_params.get("lagret", ""))
    return await render_staff(
        request, session, actor, "statistics/doubles.html", now=now, here=DOUBLES,
        is_staff=actor.is_directorate, doubles=await possible_doubles(session, actor),
        notice=Notice(texts_in(written_form(request)).gettext(said)) if said else None,
    )  # fmt: skip


@post(f"{DOUBLES}/{{match_id:int}}", include_in_schema=False, guards=DECIDERS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def decide_double(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], match_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Same or not; who comes second, or clicks twice, is told so."""
    if not 0 < match_id <= LARGEST_ID:
        raise NotFound(reason("match_not_found"))
    answer = (await request.form()).get("svar")
    if answer not in ("samme", "ulike"):
        return see_other(request, DOUBLES, lagret="velg")
    try:
        async with session.begin_nested():
            await decide_match(session, actor, match_id, is_same=answer == "samme", now=now)
    except Conflict:
        return see_other(request, DOUBLES, lagret="alt")
    return see_other(request, DOUBLES, lagret=answer)
