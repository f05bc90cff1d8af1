"""/sak/{number}/klage: an appeal that came by post, and each step in handling one."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER, HTTP_409_CONFLICT

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, NotFound, RuleBroken
from tolkeregister.decisions.appeals.commands import appeal_on_paper, take_step
from tolkeregister.decisions.appeals.forwarding import ANSWERS, forward_appeal, ministry_answered
from tolkeregister.decisions.appeals.models import StepKind
from tolkeregister.decisions.cases.queries import CasePage
from tolkeregister.decisions.kinds import kind_of
from tolkeregister.decisions.outcomes.queries import AppealPage, DecisionLine, appeal_page, decisions_of
from web.dependencies import LOOKS
from web.forms.options import Option
from web.pages.decisions.forms import PaperAppealForm, StepForm
from web.pages.decisions.shown import possible_id
from web.pages.decisions.staff import CASE, case_form, look_at_case
from web.pages.directorate.staff_page import STAFF
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY
from web.view.labels_of_decisions import DECISIONS

PAPER = f"{CASE}/klage"
STEP = f"{PAPER}/{{appeal_id:int}}"


@get(PAPER, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_paper(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """An appeal on paper against the newest decision."""
    case = await look_at_case(session, actor, number, now=now)
    decision = await _appealable(session, actor, case)
    blank = PaperAppealForm.blank(today=oslo_date(now), sendt=oslo_date(now))
    return await case_form(
        request,
        session,
        actor,
        case,
        "decisions/paper_appeal.html",
        now=now,
        answers=blank,
        decision=decision,
    )


@post(PAPER, include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def take_paper(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The appeal is journaled; too late without a reason goes back to the form."""
    case = await look_at_case(session, actor, number, now=now)
    decision = await _appealable(session, actor, case)
    answers = PaperAppealForm(await request.form(), today=oslo_date(now))
    if answers.valid:
        try:
            async with session.begin_nested():
                await appeal_on_paper(
                    session, actor, decision.id, answers.klage, sent_on=answers.sendt,
                    late_because=answers.hvorfor or "", now=now,
                )  # fmt: skip
        except RuleBroken as refused:
            answers.refuse_reasons(refused.reasons)
    if not answers.valid:
        return await case_form(
            request,
            session,
            actor,
            case,
            "decisions/paper_appeal.html",
            now=now,
            answers=answers,
            decision=decision,
        )
    return see_other(request, f"/sak/{case.number}")


@get(STEP, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_step(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], appeal_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """What may follow."""
    case = await look_at_case(session, actor, number, now=now)
    appeal = await _appeal(session, actor, case, appeal_id)
    answers = StepForm.blank(options=step_options(appeal, case.kind))
    return await case_form(
        request, session, actor, case, "decisions/appeal_step.html", now=now, answers=answers, appeal=appeal
    )


@post(STEP, include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def do_step(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], appeal_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """One step."""
    case = await look_at_case(session, actor, number, now=now)
    appeal = await _appeal(session, actor, case, appeal_id)
    answers = StepForm(await request.form(), options=step_options(appeal, case.kind))
    status = None
    if answers.valid:
        try:
            async with session.begin_nested():
                await _take(session, actor, appeal.id, StepKind(answers.steg), answers.begrunnelse, now=now)
            return see_other(request, f"/sak/{case.number}")
        except (Conflict, RuleBroken) as refused:
            answers.refuse_reasons(refused.reasons, {each.code: "steg" for each in refused.reasons})
            status = HTTP_409_CONFLICT if isinstance(refused, Conflict) else None
    return await case_form(
        request, session, actor, case, "decisions/appeal_step.html", now=now, answers=answers, appeal=appeal,
        status_code=status,
    )  # fmt: skip


async def _take(
    session: Session, actor: Actor, appeal_id: int, kind: StepKind, why: str, *, now: datetime
) -> None:
    if kind is StepKind.FORWARDED:
        await forward_appeal(session, actor, appeal_id, why, now=now)
    elif kind in ANSWERS:
        await ministry_answered(session, actor, appeal_id, kind, why, now=now)
    else:
        await take_step(session, actor, appeal_id, kind, why, now=now)


def step_options(appeal: AppealPage, kind: str) -> dict[str, tuple[Option, ...]]:
    """The steps that may follow, and whether the decision waits meanwhile where it can."""
    codes = list(appeal.following)
    if codes and kind_of(kind).waits_for_appeal:
        codes.append("suspension_ended" if appeal.is_suspended else "suspended")
    return {"steg": tuple(Option(code, DECISIONS["appeal_state"][code]) for code in codes)}


async def _appealable(session: Session, actor: Actor, case: CasePage) -> DecisionLine:
    for each in await decisions_of(session, actor, case.id):
        if each.replaced_by is None and each.appeal_id is None:
            return each
    raise NotFound(reason("decision_not_found"))


async def _appeal(session: Session, actor: Actor, case: CasePage, appeal_id: int) -> AppealPage:
    appeal = await appeal_page(session, actor, possible_id(appeal_id))
    if not appeal.number.startswith(f"{case.number}-"):
        raise NotFound(reason("appeal_not_found"))
    return appeal
