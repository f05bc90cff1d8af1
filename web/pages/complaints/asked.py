"""/opplysninger/{token}: where a public body reads its questions and answers. The address itself is the key."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.information import answer_information, asked_questions
from tolkeregister.core.database import Session
from web.pages.complaints.forms import AnswerForm
from web.pages.page import WebRequest, render, see_other
from web.security.limits import FORM_BODY
from web.security.rates import SUBMIT, at_most

ASKED = "/opplysninger/{token:str}"


@get(ASKED, include_in_schema=False, guards=[at_most(SUBMIT)])
async def show_questions(
    request: WebRequest, session: NamedDependency[Session], token: FromPath[str]
) -> Response[str]:
    """The questions, and the form or the receipt."""
    return await _page(request, session, token, AnswerForm.blank())


@post(ASKED, include_in_schema=False, guards=[at_most(SUBMIT)], status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def send_answer(
    request: WebRequest,
    session: NamedDependency[Session],
    now: NamedDependency[datetime],
    token: FromPath[str],
) -> Response[Any]:
    """Once; what is sent cannot be changed here."""
    answers = AnswerForm(await request.form())
    if not answers.valid:
        return await _page(request, session, token, answers)
    await answer_information(session, token, answers.svar, now=now)
    return see_other(request, f"/opplysninger/{token}")


async def _page(request: WebRequest, session: Session, token: str, answers: AnswerForm) -> Response[str]:
    asked = await asked_questions(session, token)
    page = render(request, "complaints/asked.html", asked=asked, answers=answers)
    page.headers["cache-control"] = "no-store"
    page.headers["referrer-policy"] = "no-referrer"
    return page
