"""/sak/{number}/utkast …: proposing, approving, sending back, previewing and signing."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.hitting import hits_of_draft
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound, conflict
from tolkeregister.core.rules.oslo_time import local_day
from tolkeregister.decisions.cases.journal import KeptFile
from tolkeregister.decisions.cases.queries import CasePage
from tolkeregister.decisions.kinds import kind_of
from tolkeregister.decisions.outcomes.commands import (
    DecisionDraft,
    approve_decision,
    propose_decision,
    return_decision,
    sign_decision,
)
from tolkeregister.decisions.outcomes.letter import preview_letter
from tolkeregister.decisions.outcomes.queries import (
    DraftInWork,
    DraftLine,
    decisions_of,
    draft_in_work,
    drafts_of,
    outcomes_of,
)
from web.dependencies import LOOKS
from web.forms.options import names_from
from web.pages.decisions.acting import draft_seen
from web.pages.decisions.forms import DraftForm, RemarkForm
from web.pages.decisions.shown import file_answer
from web.pages.decisions.staff import CASE, case_form, look_at_case
from web.pages.directorate.staff_page import STAFF
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY


@get(f"{CASE}/utkast", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_draft(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """A new version, beginning with what the last one said."""
    case = await look_at_case(session, actor, number, now=now)
    last = await _last(session, actor, case)
    values: dict[str, Any] = {}
    if last is not None:
        values = {"utfall": last.outcome, "hjemmel": last.legal_basis, "begrunnelse": last.reasons}
    options = await draft_options(session, actor, case, written_form(request))
    blank = DraftForm.blank(options=options, today=oslo_date(now), **values)
    return await _draft_page(request, session, actor, case, blank, last, now)


@post(f"{CASE}/utkast", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def propose(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The new version is there to be seen by a second person or signed."""
    case = await look_at_case(session, actor, number, now=now)
    sent = await request.form()
    options = await draft_options(session, actor, case, written_form(request))
    answers = DraftForm(sent, options=options, today=oslo_date(now))
    last = await _last(session, actor, case)
    if not answers.valid:
        return await _draft_page(request, session, actor, case, answers, last, now)
    version = await kind_of(case.kind).version_now(session, now)
    draft = DecisionDraft(
        outcome=answers.utfall, legal_basis=answers.hjemmel, rule_version=version,
        facts=dict(last.facts) if last else {}, reasons=answers.begrunnelse,
        effective_from=local_day(answers.fra).starts_at if answers.fra else None,
        replaces=await _replaced(session, actor, case, answers.erstatter),
    )  # fmt: skip
    await propose_decision(session, actor, case.id, draft, seen=draft_seen(sent.get("sett")), now=now)
    return see_other(request, f"/sak/{case.number}")


@post(f"{CASE}/godkjenn", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def approve(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The second person says yes to the version they read."""
    case = await look_at_case(session, actor, number, now=now)
    draft = await _draft_read(session, actor, case, str((await request.form()).get("utkast", "")), now)
    await approve_decision(session, actor, draft.line.id, now=now)
    return see_other(request, f"/sak/{case.number}")


@get(f"{CASE}/send-tilbake", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_return(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """What is wrong with it."""
    case = await look_at_case(session, actor, number, now=now)
    draft = await _draft_read(session, actor, case, "", now)
    return await case_form(
        request,
        session,
        actor,
        case,
        "decisions/return.html",
        now=now,
        answers=RemarkForm.blank(),
        draft=draft.line,
    )


@post(f"{CASE}/send-tilbake", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def send_back(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The second person sends it back."""
    case = await look_at_case(session, actor, number, now=now)
    sent = await request.form()
    draft = await _draft_read(session, actor, case, str(sent.get("utkast", "")), now)
    answers = RemarkForm(sent)
    if not answers.valid:
        return await case_form(
            request, session, actor, case, "decisions/return.html", now=now, answers=answers, draft=draft.line
        )
    await return_decision(session, actor, draft.line.id, answers.merknad, now=now)
    return see_other(request, f"/sak/{case.number}")


@get(f"{CASE}/forhandsvis.pdf", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def preview(
    session: NamedDependency[Session], actor: NamedDependency[Actor], now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The letter exactly as it is sent if the officer signs today."""
    case = await look_at_case(session, actor, number, now=now)
    draft = await _draft_read(session, actor, case, "", now)
    made = await preview_letter(session, actor, draft.line.id, now=now)
    return file_answer(KeptFile(made.pdf, "application/pdf", "", made.sha256), f"utkast-{case.number}.pdf")


@get(f"{CASE}/signer", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_signature(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The letter to read, and the button."""
    case = await look_at_case(session, actor, number, now=now)
    draft = await _draft_read(session, actor, case, "", now)
    made, line = await preview_letter(session, actor, draft.line.id, now=now), draft.line
    hits = await hits_of_draft(session, actor, case.id, line.outcome, line.effective_from, now=now)
    return await case_form(
        request,
        session,
        actor,
        case,
        "decisions/sign.html",
        now=now,
        draft=draft,
        sha256=made.sha256,
        hits=hits,
    )


@post(f"{CASE}/signer", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def sign(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Signed and sent."""
    case = await look_at_case(session, actor, number, now=now)
    sent = await request.form()
    draft = await _draft_read(session, actor, case, str(sent.get("utkast", "")), now)
    await sign_decision(session, actor, draft.line.id, seen_letter=str(sent.get("brev", "")), now=now)
    return see_other(request, f"/sak/{case.number}")


async def draft_options(session: Session, actor: Actor, case: CasePage, form: str) -> dict[str, Any]:
    """The outcomes the case can end in now, and the decisions of the case that may be replaced."""
    decisions = await decisions_of(session, actor, case.id)
    possible = await outcomes_of(session, actor, case.id)
    return {
        "utfall": names_from((each.code, each.title.in_form(form)) for each in possible),
        "erstatter": names_from((each.number, each.number) for each in decisions if not each.replaced_by),
    }


async def _replaced(session: Session, actor: Actor, case: CasePage, number: str | None) -> int | None:
    decisions = await decisions_of(session, actor, case.id) if number else ()
    return next((each.id for each in decisions if each.number == number), None)


async def _last(session: Session, actor: Actor, case: CasePage) -> DraftLine | None:
    return next(iter(await drafts_of(session, actor, case.id)), None)


async def _draft_read(
    session: Session, actor: Actor, case: CasePage, given: str, now: datetime
) -> DraftInWork:
    """The draft in work; NotFound in a case without any. One that is signed or replaced by now is a conflict."""
    made = await drafts_of(session, actor, case.id)
    drafts = tuple(each for each in made if given in ("", str(each.id)))
    work = await draft_in_work(session, actor, drafts, today=oslo_date(now), now=now) if drafts else None
    if work is None and drafts and drafts[0].is_signed:
        raise conflict("already_signed")
    if work is None:
        raise conflict("draft_not_found") if made else NotFound(reason("draft_not_found"))
    return work


async def _draft_page(
    request: WebRequest, session: Session, actor: Actor, case: CasePage, answers: DraftForm,
    last: DraftLine | None, now: datetime,
) -> Response[str]:  # fmt: skip
    return await case_form(
        request,
        session,
        actor,
        case,
        "decisions/draft.html",
        now=now,
        answers=answers,
        seen=last.id if last else 0,
    )
