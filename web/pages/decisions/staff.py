"""/sak/{number}: one case with what can be done now, its decisions, documents and log."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.access import note_case_read
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.access import CaseRef, case_by_number, papers_open, require_papers
from tolkeregister.decisions.cases.archive import archive_of
from tolkeregister.decisions.cases.commands import close_case, declare_habilitet, take_case
from tolkeregister.decisions.cases.journal import KeptFile, file_of
from tolkeregister.decisions.cases.queries import CasePage, case_page, open_cases
from tolkeregister.decisions.notices.commands import give_notice, go_without_notice
from tolkeregister.decisions.outcomes.queries import appeal_page, decisions_of, draft_in_work, drafts_of
from tolkeregister.profiles.reads import note_read_of_case
from web.dependencies import LOOKS
from web.pages.decisions.forms import NOTICE, HabilitetForm, NoticeForm
from web.pages.decisions.shown import event_words, file_answer, kind_title, outcome_title, possible_id
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY

CASE = "/sak/{number:str}"


@get("/sak/saker", include_in_schema=False, guards=STAFF)
async def list_cases(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Every case under way."""
    form = written_form(request)
    return await render_staff(
        request, session, actor, "decisions/list.html", now=now, cases=await open_cases(session, actor, now=now),
        kind_name=lambda kind: kind_title(kind, form),
    )  # fmt: skip


@get(CASE, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_case(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The case."""
    case = await look_at_case(session, actor, number, now=now)
    return await render_case(request, session, actor, case, HabilitetForm.blank(), now=now)


@post(f"{CASE}/ta", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def take(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The officer takes the case on."""
    case = await case_by_number(session, actor, number)
    await take_case(session, actor, case.id, now=now)
    return see_other(request, f"/sak/{case.number}")


@post(f"{CASE}/avslutt", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def close(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The case is done."""
    case = await case_by_number(session, actor, number)
    await close_case(session, actor, case.id, code="case.done", now=now)
    return see_other(request, f"/sak/{case.number}")


@post(f"{CASE}/habilitet", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def declare(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The officer says what ties them to the person."""
    case = await look_at_case(session, actor, number, now=now)
    answers = HabilitetForm(await request.form())
    if not answers.valid:
        return await render_case(request, session, actor, case, answers, now=now)
    await declare_habilitet(session, actor, case.id, answers.habil, now=now)
    return see_other(request, f"/sak/{case.number}")


@get(f"{CASE}/varsel", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_notice(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """What the person is told before a decision against them."""
    case = await look_at_case(session, actor, number, now=now)
    return await case_form(
        request, session, actor, case, "decisions/notice.html", now=now, answers=NoticeForm.blank()
    )


@post(f"{CASE}/varsel", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def send_notice(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The notice is sent, or the urgency recorded."""
    case = await look_at_case(session, actor, number, now=now)
    answers = NoticeForm(await request.form())
    if not answers.valid:
        return await case_form(
            request, session, actor, case, "decisions/notice.html", now=now, answers=answers
        )
    if answers.varsel == NOTICE:
        await give_notice(session, actor, case.id, answers.begrunnelse, days=answers.dager, now=now)
    else:
        await go_without_notice(session, actor, case.id, answers.begrunnelse, now=now)
    return see_other(request, f"/sak/{case.number}")


@get(f"{CASE}/dokument/{{post_number:int}}", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def document(
    session: NamedDependency[Session], actor: NamedDependency[Actor], now: NamedDependency[datetime],
    number: FromPath[str], post_number: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """One document of the journal."""
    case = await look_at_file(session, actor, number, now=now)
    file = await file_of(session, case.id, possible_id(post_number))
    ending = {"application/pdf": "pdf", "application/zip": "zip"}.get(file.media_type, "txt")
    return file_answer(file, f"sak-{case.number}-{post_number}.{ending}")


@get(f"{CASE}/arkiv.zip", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def archive(
    session: NamedDependency[Session], actor: NamedDependency[Actor], now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The whole case in an open format."""
    case = await look_at_file(session, actor, number, now=now)
    made = await archive_of(session, actor, case.id)
    return file_answer(KeptFile(made.content, "application/zip", made.name, ""), made.name)


async def look_at_case(session: Session, actor: Actor, number: str, *, now: datetime) -> CasePage:
    """The case as an officer sees it; that they looked is noted for the person it is about. Raises NotFound."""
    case = await case_page(session, actor, number, now=now)
    await note_read_of_case(session, actor, number, now=now)
    await note_case_read(session, actor, number, now=now)
    return case


async def look_at_file(session: Session, actor: Actor, number: str, *, now: datetime) -> CaseRef:
    """The case whose papers are opened, noted in the same way."""
    case = await case_by_number(session, actor, number)
    await require_papers(session, actor, case)
    await note_read_of_case(session, actor, number, now=now)
    await note_case_read(session, actor, number, now=now)
    return case


async def render_case(
    request: WebRequest,
    session: Session,
    actor: Actor,
    case: CasePage,
    answers: HabilitetForm,
    *,
    now: datetime,
) -> Response[str]:
    """The page of a case, with the form about habilitet as it stands."""
    drafts = await drafts_of(session, actor, case.id)
    decisions = await decisions_of(session, actor, case.id)
    today = oslo_date(now)
    is_open = papers_open(case.kind, case.me).allowed
    return await case_form(
        request, session, actor, case, "decisions/case.html", now=now, answers=answers, drafts=drafts, is_open=is_open,
        decisions=decisions, work=await draft_in_work(session, actor, drafts, today=today, now=now),
        appeals=[await appeal_page(session, actor, each.appeal_id) for each in decisions if each.appeal_id],
    )  # fmt: skip


async def case_form(
    request: WebRequest, session: Session, actor: Actor, case: CasePage, template: str, *, now: datetime,
    **context: Any,
) -> Response[str]:  # fmt: skip
    """Any page about one case."""
    form = written_form(request)
    return await render_staff(
        request, session, actor, template, now=now, case=case, kind_name=kind_title(case.kind, form),
        outcome_name=lambda outcome: outcome_title(case.kind, outcome, form), event_name=event_words, **context,
    )  # fmt: skip
