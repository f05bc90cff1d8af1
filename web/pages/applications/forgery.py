"""/sak/soknad/{nummer}/dokument/{id}/anmeldelse: what is decided about a document that may be forged (rule A6)."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.applications.desk import DeskPage
from qualification.applications.forgery import close_report
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound, conflict
from web.dependencies import LOOKS
from web.pages.applications.desk import ONE, look_at_application, staff_form
from web.pages.applications.forms import ReportForm
from web.pages.directorate.staff_page import STAFF
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY

PATH = f"{ONE}/dokument/{{document_id:int}}/anmeldelse"
_PAGE = "applications/forgery.html"


@get(PATH, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_report(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], document_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Whether it is reported, and why; back to the application when somebody has decided that."""
    found = await look_at_application(session, actor, number, now=now)
    if document_id not in found.reports:
        _known(found, document_id)
        return see_other(request, f"/sak/soknad/{number}")
    return await staff_form(
        request, session, actor, _PAGE, found, now=now, answers=ReportForm.blank(), document_id=document_id
    )


@post(
    PATH,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def save_report(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], document_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Decided; the application goes on."""
    found = await look_at_application(session, actor, number, now=now)
    if document_id not in found.reports:
        _known(found, document_id)
        raise conflict("already_decided")
    answers = ReportForm(await request.form())
    if not answers.valid:
        return await staff_form(
            request, session, actor, _PAGE, found, now=now, answers=answers, document_id=document_id
        )
    await close_report(
        session,
        actor,
        found.id,
        document_id,
        is_reported=answers.anmeldt == "reported",
        note=answers.notat,
        now=now,
    )
    return see_other(request, f"/sak/soknad/{number}")


def _known(found: DeskPage, document_id: int) -> None:
    """NotFound for a document nobody has sent."""
    if document_id not in [each.id for each in found.page.documents]:
        raise NotFound(reason("document_not_found"))
