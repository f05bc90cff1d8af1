"""/sak/unntak: claims of being qualified outside the register, to be decided; and how many exceptions there are."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.exceptions.checking import CheckTask, checks_waiting, decide_check
from booking.exceptions.queries import counts_by_ground
from qualification.bevilling.queries import qualified_unlisted
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, NotFound
from web.pages.directorate.staff_page import LARGEST_ID, STAFF, render_staff
from web.pages.exceptions.forms import CheckForm
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

CHECKS = "/sak/unntak"
ONE = f"{CHECKS}/{{exception_id:int}}"
_DECIDED = N_("Avgjørelsen er lagret, og bestilleren får e-post.")
_LATE = N_("Dette er alt avgjort.")


@get(CHECKS, include_in_schema=False, guards=STAFF)
async def show_checks(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """What waits for a decision, and numbers only of the rest."""
    counts, children = await counts_by_ground(session, actor, now=now)
    said = {"ja": _DECIDED, "nei": _LATE}.get(request.query_params.get("lagret", ""))
    notice = Notice(texts_in(written_form(request)).gettext(said)) if said else None
    return await render_staff(
        request, session, actor, "exceptions/checks.html", now=now, notice=notice,
        waiting=await checks_waiting(session, actor), counts=counts, children=children,
    )  # fmt: skip


@get(ONE, include_in_schema=False, guards=STAFF)
async def ask_check(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], exception_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """One claim, with the person and what is said to show it."""
    task = await _task(session, actor, exception_id)
    return await _page(request, session, actor, task, CheckForm.blank(), now)


@post(
    ONE,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def tell_check(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], exception_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Decide; a second click, or a colleague who was first, is told so."""
    task = await _task(session, actor, exception_id)
    answers = CheckForm(await request.form())
    if not answers.valid:
        return await _page(request, session, actor, task, answers, now)
    try:
        async with session.begin_nested():
            await decide_check(session, actor, exception_id, is_qualified=answers.svar == "ja",
                               why=answers.begrunnelse, now=now)  # fmt: skip
    except Conflict:
        return see_other(request, CHECKS, lagret="nei")
    return see_other(request, CHECKS, lagret="ja")


async def _page(
    request: WebRequest, session: Session, actor: Actor, task: CheckTask, answers: CheckForm, now: datetime
) -> Response[str]:
    """The claim beside what the register itself knew of somebody of that name on the day (feature 79)."""
    known = await qualified_unlisted(
        session, actor, task.name or "", at=task.starts_at, language_tag=task.language_tag, type=task.type
    )
    return await render_staff(
        request, session, actor, "exceptions/check.html", now=now, task=task, known=known, answers=answers
    )


async def _task(session: Session, actor: Actor, exception_id: int) -> CheckTask:
    """The claim; NotFound for one that is decided, and for one that never was."""
    found = () if not 0 < exception_id <= LARGEST_ID else await checks_waiting(
        session, actor, exception_id=exception_id
    )  # fmt: skip
    if not found:
        raise NotFound(reason("exception_not_found"))
    return found[0]
