"""/min-side/vedtak: the person's own decisions and notices, to read, appeal against and answer."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.hearing import hearing_numbers
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound, RuleBroken
from tolkeregister.decisions.appeals.commands import appeal_by_party
from tolkeregister.decisions.notices.commands import reply_to_notice
from tolkeregister.decisions.outcomes.queries import (
    OwnNotice,
    own_decision,
    own_decisions,
    own_letter,
    own_notice_letter,
    own_notices,
)
from web.pages.decisions.forms import OwnAppealForm, ReplyForm
from web.pages.decisions.shown import file_answer, kind_title, outcome_title, possible_id
from web.pages.interpreter.own_page import render_own
from web.pages.page import WebRequest, render, see_other, written_form
from web.security.guards import require
from web.security.limits import FORM_BODY

PARTY = [require(Role.INTERPRETER, Role.APPLICANT)]
LIST = "/min-side/vedtak"
ONE = f"{LIST}/{{number:str}}"
NOTICE = f"{LIST}/varsel/{{notice_id:int}}"


@get(LIST, include_in_schema=False, guards=PARTY)
async def list_own(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Every decision and every notice."""
    return await _page(
        request, session, actor, "decisions/own_list.html", now=now,
        decisions=await own_decisions(session, actor), notices=await own_notices(session, actor),
        cases={each: case_address(number) for each, number in (await hearing_numbers(session, actor)).items()},
    )  # fmt: skip


@get(ONE, include_in_schema=False, guards=PARTY)
async def show_own(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """One decision, and the form to appeal."""
    return await _decision_page(request, session, actor, number, OwnAppealForm.blank(), now)


@post(ONE, include_in_schema=False, guards=PARTY, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def appeal(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The appeal is received; late without a reason goes back to the form."""
    answers = OwnAppealForm(await request.form())
    await own_decision(session, actor, number)
    if answers.valid:
        try:
            async with session.begin_nested():
                await appeal_by_party(
                    session, actor, number, answers.klage, late_because=answers.hvorfor or "", now=now
                )
        except RuleBroken as refused:
            answers.refuse_reasons(refused.reasons)
    if not answers.valid:
        return await _decision_page(request, session, actor, number, answers, now)
    return see_other(request, f"{LIST}/{number}")


@get(f"{ONE}/brev.pdf", include_in_schema=False, guards=PARTY)
async def letter(
    session: NamedDependency[Session], actor: NamedDependency[Actor], number: FromPath[str]
) -> Response[Any]:
    """The letter as it was sent."""
    return file_answer(await own_letter(session, actor, number), f"vedtak-{number}.pdf")


@get(NOTICE, include_in_schema=False, guards=PARTY)
async def show_notice(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], notice_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """One notice, and the form to answer; a hearing about a complaint has a page of its own."""
    case = (await hearing_numbers(session, actor)).get(notice_id)
    if case is not None:
        return see_other(request, case_address(case))
    return await _notice_page(request, session, actor, notice_id, ReplyForm.blank(), now)


@post(NOTICE, include_in_schema=False, guards=PARTY, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def reply(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], notice_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """The answer is received."""
    answers = ReplyForm(await request.form())
    if not answers.valid:
        return await _notice_page(request, session, actor, notice_id, answers, now)
    await reply_to_notice(session, actor, possible_id(notice_id), answers.svar, now=now)
    return see_other(request, f"{LIST}/varsel/{notice_id}")


@get(f"{NOTICE}/brev.pdf", include_in_schema=False, guards=PARTY)
async def notice_letter(
    session: NamedDependency[Session], actor: NamedDependency[Actor], notice_id: FromPath[int]
) -> Response[Any]:
    """The letter of the notice."""
    file = await own_notice_letter(session, actor, possible_id(notice_id))
    return file_answer(file, f"varsel-{notice_id}.pdf")


def case_address(number: str) -> str:
    """The page of a complaint as the one it is about sees it; its number has a slash."""
    return f"/min-side/sak/{number.replace('/', '-')}"


async def _decision_page(
    request: WebRequest, session: Session, actor: Actor, number: str, answers: OwnAppealForm, now: datetime
) -> Response[str]:
    line, made = await own_decision(session, actor, number)
    is_late = line.appeal_by is not None and oslo_date(now) > line.appeal_by
    return await _page(
        request, session, actor, "decisions/own_decision.html", now=now, decision=line, appeal=made,
        is_late=is_late, answers=answers,
    )  # fmt: skip


async def _notice_page(
    request: WebRequest, session: Session, actor: Actor, notice_id: int, answers: ReplyForm, now: datetime
) -> Response[str]:
    notice = _one(await own_notices(session, actor), possible_id(notice_id))
    return await _page(
        request, session, actor, "decisions/own_notice.html", now=now, case_notice=notice, answers=answers
    )


def _one(notices: tuple[OwnNotice, ...], notice_id: int) -> OwnNotice:
    for each in notices:
        if each.id == notice_id:
            return each
    raise NotFound(reason("decision_not_found"))


async def _page(
    request: WebRequest, session: Session, actor: Actor, template: str, *, now: datetime, **context: Any
) -> Response[str]:
    """A page of the person's own, with the interpreters' menu for those in the register."""
    form = written_form(request)
    words: dict[str, Any] = {
        "kind_name": lambda kind: kind_title(kind, form),
        "outcome_name": lambda kind, outcome: outcome_title(kind, outcome, form),
    }
    if actor.has(Role.INTERPRETER):
        return await render_own(request, session, actor, template, now=now, **words, **context)
    page = render(request, template, now=now, **words, **context)
    page.headers["cache-control"] = "no-store"
    return page
