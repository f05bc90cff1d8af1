"""/sak/resultater: files of results, and who the candidates are that nobody is sure of."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.imports.queries import (
    Question,
    how_many_questions,
    is_known_question,
    open_question,
    open_questions,
    result_files,
)
from qualification.imports.worklist import answer_identity
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, NotFound
from web.pages.directorate.staff_page import LARGEST_ID, STAFF, render_staff
from web.pages.page import WebRequest, see_other, written_form
from web.pages.results.forms import NOBODY, IdentityForm, people_options
from web.security.limits import FORM_BODY

WORK = "/sak/resultater"
ONE = f"{WORK}/{{question_id:int}}"


@get(WORK, include_in_schema=False, guards=STAFF)
async def show_questions(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The work list, and the newest files."""
    return await render_staff(
        request, session, actor, "results/questions.html", now=now, waiting=await open_questions(session, actor),
        how_many=await how_many_questions(session, actor), files=await result_files(session, actor, most=20),
        saved=request.query_params.get("lagret", ""),
    )  # fmt: skip


@get(ONE, include_in_schema=False, guards=STAFF)
async def ask_identity(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], question_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Both sides of one question; back to the list when a colleague has answered it."""
    question = await _question(session, actor, question_id)
    if question is None:
        return see_other(request, WORK, lagret="besvart")
    answers = IdentityForm.blank(options=people_options(question, written_form(request)))
    return await _ask(request, session, actor, now, question, answers)


@post(
    ONE,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def tell_identity(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], question_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Keep the answer; a colleague who was first is told of."""
    question = await _question(session, actor, question_id)
    if question is None:
        return see_other(request, WORK, lagret="besvart")
    options = people_options(question, written_form(request))
    answers = IdentityForm(await request.form(), options=options)
    if not answers.valid:
        return await _ask(request, session, actor, now, question, answers)
    person = None if answers.hvem == NOBODY else int(answers.hvem)
    try:
        async with session.begin_nested():
            await answer_identity(session, actor, question_id, person, now=now)
    except Conflict as wrong:
        answers.refuse_reasons(wrong.reasons, {each.code: "hvem" for each in wrong.reasons})
        return await _ask(request, session, actor, now, question, answers)
    return see_other(request, WORK, lagret="ja")


async def _ask(
    request: WebRequest,
    session: Session,
    actor: Actor,
    now: datetime,
    question: Question,
    answers: IdentityForm,
) -> Response[str]:
    return await render_staff(
        request, session, actor, "results/question.html", now=now, question=question, answers=answers
    )


async def _question(session: Session, actor: Actor, question_id: int) -> Question | None:
    """None for one that is answered; NotFound for one that never was."""
    if not 0 < question_id <= LARGEST_ID:
        raise NotFound(reason("question_not_found"))
    try:
        return await open_question(session, actor, question_id)
    except NotFound:
        if await is_known_question(session, actor, question_id):
            return None
        raise
