"""The documents of one's own application: added one at a time, taken back, opened when they are found clean."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.applications.commands import say_documents_done
from qualification.applications.documents import (
    OpenedDocument,
    add_document,
    open_own_document,
    remove_document,
)
from qualification.applications.queries import ApplicationPage, own_application_page
from qualification.applications.rules.documents import LARGEST
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid
from web.pages.applications.forms import DocumentForm
from web.pages.applications.own import APPLICANTS, ONE, PAGE, own_page, possible
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY
from web.security.rates import SUBMIT, at_most

DOCUMENTS = f"{ONE}/dokumenter"


@get(DOCUMENTS, include_in_schema=False, guards=APPLICANTS)
async def show_documents(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], application_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """What is added, and a form for one more."""
    found = await own_application_page(session, actor, possible(application_id))
    return await _page(request, session, actor, found, DocumentForm.blank(), now)


@post(DOCUMENTS, include_in_schema=False, guards=[*APPLICANTS, at_most(SUBMIT)], status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=LARGEST + FORM_BODY)  # fmt: skip
async def add(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], application_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """One more file; a file that cannot be kept says why and leaves the others as they are."""
    found = await own_application_page(session, actor, possible(application_id))
    form = await request.form()
    try:
        sent = form.get("fil")
        answers = DocumentForm({"slag": form.get("slag") or "", "fil": _name(sent)})
        content = await sent.read(LARGEST + 1) if isinstance(sent, UploadFile) else b""
    finally:
        await form.close()
    if answers.valid:
        try:
            async with session.begin_nested():
                await add_document(
                    session, actor, application_id, answers.slag, answers.fil, content, now=now
                )
            return see_other(request, f"{PAGE}/{application_id}/dokumenter")
        except Invalid as wrong:
            answers.refuse_reasons(wrong.reasons)
    return await _page(request, session, actor, found, answers, now)


@post(f"{DOCUMENTS}/ferdig", include_in_schema=False, guards=APPLICANTS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def done(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], application_id: FromPath[int],
) -> Redirect:  # fmt: skip
    """There are no more: back to the task list, or to the files when something about them is left to do."""
    await say_documents_done(session, actor, possible(application_id), now=now)
    found = await own_application_page(session, actor, possible(application_id))
    return see_other(request, f"{PAGE}/{application_id}" + ("/dokumenter" if found.documents_lack else ""))


@post(f"{DOCUMENTS}/{{document_id:int}}/fjern", include_in_schema=False, guards=APPLICANTS,
      status_code=HTTP_303_SEE_OTHER, request_max_body_size=FORM_BODY)  # fmt: skip
async def take_back(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], application_id: FromPath[int], document_id: FromPath[int],
) -> Redirect:  # fmt: skip
    """One file less."""
    await remove_document(session, actor, possible(application_id), possible(document_id), now=now)
    return see_other(request, f"{PAGE}/{application_id}/dokumenter")


@get(f"{DOCUMENTS}/{{document_id:int}}", include_in_schema=False, guards=APPLICANTS)
async def open_one(
    session: NamedDependency[Session], actor: NamedDependency[Actor], application_id: FromPath[int],
    document_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """The file, when it is found clean."""
    found = await open_own_document(session, actor, possible(application_id), possible(document_id))
    return document_answer(found)


def document_answer(found: OpenedDocument) -> Response[Any]:
    """A document to be kept, never run as a page and never stored by a cache."""
    ending = found.file_name.rpartition(".")[2]
    return Response(
        found.content, media_type=found.media_type,
        headers={"content-disposition": f'attachment; filename="dokument.{ending}"', "cache-control": "no-store",
                 "x-content-type-options": "nosniff"},
    )  # fmt: skip


def _name(sent: object) -> str:
    """A name that has no signs a form refuses; what stands in it is tidied again where the file is kept."""
    name = sent.filename if isinstance(sent, UploadFile) else ""
    return "".join(sign for sign in name if sign.isprintable())[-180:]


async def _page(
    request: WebRequest, session: Session, actor: Actor, found: ApplicationPage, answers: DocumentForm,
    now: datetime,
) -> Response[str]:  # fmt: skip
    return await own_page(
        request, session, actor, "applications/documents.html", now=now, found=found, answers=answers
    )
