"""/sak/varsel/{number}/innsyn: a party's request to see the papers, decided one by one and answered in a letter."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.heard.file_access import (
    AccessDesk,
    AskedDocument,
    access_desk,
    answer_access,
    decide_document,
)
from tolkeregister.complaints.heard.rules import Ground, Verdict
from tolkeregister.complaints.heard.statements import cleaned_files
from tolkeregister.complaints.queries import ComplaintPage, complaint_page
from tolkeregister.complaints.reporting.cleaning import LARGEST
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken
from web.dependencies import LOOKS
from web.pages.complaints.forms import VerdictForm
from web.pages.complaints.staff import ONE, address_of, number_in, page_of
from web.pages.complaints_reporting.showing import files_in
from web.pages.decisions.shown import possible_id
from web.pages.directorate.staff_page import STAFF
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY

ACCESS = f"{ONE}/innsyn"
DOCUMENT = f"{ACCESS}/{{post_id:int}}"


@get(ACCESS, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_access(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """Every paper the party cannot read yet, with what is proposed and decided."""
    page, desk = await _desk(session, actor, number, now)
    return await page_of(request, session, actor, page, "complaints/access.html", now=now, desk=desk)


@post(ACCESS, include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def send_answer(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The letter is sent, and what is given opens."""
    await answer_access(session, actor, number_in(number), now=now)
    return see_other(request, address_of(number_in(number)))


@get(DOCUMENT, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_verdict(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], post_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """The form about one paper, beginning with what is decided or proposed."""
    page, desk = await _desk(session, actor, number, now)
    asked = _one(desk, post_id)
    verdict, ground = asked.proposal.verdict, asked.proposal.ground
    if asked.decided is not None:
        verdict, ground = asked.decided.verdict, asked.decided.ground
    answers = VerdictForm.blank(svar=verdict.value, hjemmel=ground.value if ground else None)
    return await _document_page(request, session, actor, page, asked, answers, now)


@post(DOCUMENT, include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=LARGEST + FORM_BODY)  # fmt: skip
async def decide(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], post_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Decided, until another word about it or the answer."""
    page, desk = await _desk(session, actor, number, now)
    asked = _one(desk, post_id)
    form = await request.form()
    try:
        sent, answers = await files_in(form), VerdictForm(form)
    finally:
        await form.close()
    if answers.valid:
        try:
            files = await cleaned_files(sent[:1])
            ground = Ground(answers.hjemmel) if answers.hjemmel else None
            async with session.begin_nested():
                await decide_document(
                    session, actor, page.number, post_id, Verdict(answers.svar), ground,
                    redacted=files[0] if files else None, now=now,
                )  # fmt: skip
            return see_other(request, f"{address_of(page.number)}/innsyn")
        except (Invalid, RuleBroken) as refused:
            answers.refuse_reasons(refused.reasons)
    return await _document_page(request, session, actor, page, asked, answers, now)


async def _desk(
    session: Session, actor: Actor, number: str, now: datetime
) -> tuple[ComplaintPage, AccessDesk]:
    page = await complaint_page(session, actor, number_in(number), now=now)
    return page, await access_desk(session, actor, page.number)


def _one(desk: AccessDesk, post_id: int) -> AskedDocument:
    for each in desk.documents:
        if each.document.id == possible_id(post_id):
            return each
    raise NotFound(reason("document_not_found"))


async def _document_page(
    request: WebRequest, session: Session, actor: Actor, page: ComplaintPage, asked: AskedDocument,
    answers: VerdictForm, now: datetime,
) -> Response[str]:  # fmt: skip
    return await page_of(
        request,
        session,
        actor,
        page,
        "complaints/access_document.html",
        now=now,
        asked=asked,
        answers=answers,
    )
