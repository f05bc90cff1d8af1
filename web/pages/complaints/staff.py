"""/sak/varsler and /sak/varsel/{number}: the queue, one complaint, its report, its log, and each thing to be done."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.access import note_complaint_read
from tolkeregister.complaints.committee.advice import advice_in
from tolkeregister.complaints.heard.more_time import last_request
from tolkeregister.complaints.heard.queries import heard_desk
from tolkeregister.complaints.hearing import last_shown
from tolkeregister.complaints.information import LEGAL_BASIS
from tolkeregister.complaints.intake import declare
from tolkeregister.complaints.queries import ComplaintPage, complaint_page, hit_list, open_complaints
from tolkeregister.complaints.reporting.desk import open_report, proposed_copy_of
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.terms import TERMS
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.settings import Settings
from web.dependencies import LOOKS
from web.forms.base import Form
from web.pages.complaints.actions import ACTIONS, Action, offered, usual_next
from web.pages.complaints.doing import Doing
from web.pages.decisions.forms import HabilitetForm
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY
from web.view.labels_of_complaints import COMPLAINT_LOG, COMPLAINTS

LIST = "/sak/varsler"
ONE = "/sak/varsel/{number:str}"
FILTERS = ("mine", "over-fristen")


@get(LIST, include_in_schema=False, guards=STAFF)
async def show_queue(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Complaints under way, or those of one state; mine, or those past a last day."""
    state = request.query_params.get("status", "")
    chosen = request.query_params.get("vis", "")
    lines = await open_complaints(
        session, actor, state=state if state in COMPLAINTS["complaint_state"] else None, mine=chosen == FILTERS[0],
        late=chosen == FILTERS[1], now=now,
    )  # fmt: skip
    return await render_staff(
        request, session, actor, "complaints/list.html", now=now, complaints=lines, status=state, chosen=chosen,
        states=COMPLAINTS["complaint_state"], address_of=address_of,
    )  # fmt: skip


@get(ONE, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_complaint(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The complaint with its clocks and what has happened."""
    page = await _looked_at(session, actor, number, now)
    heard = await heard_desk(session, page.id) if page.is_open_to_me else None
    until = heard.refusal.deadline_at if heard and heard.refusal else None
    return await page_of(
        request, session, actor, page, "complaints/show.html", now=now, answers=HabilitetForm.blank(), heard=heard,
        appeal_is_late=until is not None and until < now,
    )  # fmt: skip


@get(f"{ONE}/logg", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_log(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """Everything that has happened, by whom."""
    page = await _looked_at(session, actor, number, now)
    return await page_of(request, session, actor, page, "complaints/log.html", now=now)


@get(f"{ONE}/melding", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_report(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """What was reported: the seal is broken, and that it was is noted."""
    page = await _looked_at(session, actor, number, now)
    opened = await open_report(session, actor, Vault.from_settings(settings), page.id, now=now)
    return await page_of(request, session, actor, page, "complaints/report.html", now=now, opened=opened)


@post(f"{ONE}/habilitet", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def declare_tie(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The officer says what ties them to whoever it is about."""
    page = await complaint_page(session, actor, number_in(number), now=now)
    answers = HabilitetForm(await request.form())
    if not answers.valid:
        return await page_of(request, session, actor, page, "complaints/show.html", now=now, answers=answers)
    await declare(session, actor, page.number, answers.habil, now=now)
    return see_other(request, address_of(page.number))


@get(f"{ONE}/gjor/{{action:str}}", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_action(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], number: FromPath[str], action: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The form of one thing to be done."""
    page, found = await _action(session, actor, number, action, now)
    values: dict[str, Any] = {"hjemmel": LEGAL_BASIS} if action == "opplysninger" else {}
    if action == "uttalelse" and page.is_open_to_me:
        values = {"kopi": await _copy_to_begin_from(session, actor, settings, page, now)}
    blank = found.form.blank(today=oslo_date(now), **values)
    return await _action_page(request, session, actor, page, action, blank, now)


@post(f"{ONE}/gjor/{{action:str}}", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def do_action(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], number: FromPath[str], action: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Do it; what a rule says against it stands in the form, and nothing is done."""
    page, found = await _action(session, actor, number, action, now)
    answers = found.form(await request.form(), today=oslo_date(now))
    if answers.valid:
        try:
            async with session.begin_nested():
                await found.run(Doing(session, actor, page, answers, Vault.from_settings(settings), now))
        except (Invalid, RuleBroken) as refused:
            answers.refuse_reasons(refused.reasons)
    if not answers.valid:
        return await _action_page(request, session, actor, page, action, answers, now)
    return see_other(request, address_of(page.number))


async def _copy_to_begin_from(
    session: Session, actor: Actor, settings: Settings, page: ComplaintPage, now: datetime
) -> str | None:
    """What was shown last, else what redaction proposes, so that nobody writes it anew; the officer mends it."""
    shown = await last_shown(session, page.id)
    if shown is not None:
        return shown
    return await proposed_copy_of(session, actor, Vault.from_settings(settings), page.id, now=now)


def address_of(number: str) -> str:
    """The page of a complaint; its number has a slash."""
    return f"/sak/varsel/{number.replace('/', '-')}"


def number_in(given: str) -> str:
    """The complaint's number as the address writes it."""
    return given.replace("-", "/", 1)


async def _looked_at(session: Session, actor: Actor, number: str, now: datetime) -> ComplaintPage:
    page = await complaint_page(session, actor, number_in(number), now=now)
    await note_complaint_read(session, actor, page.id, now=now)
    return page


async def _action(
    session: Session, actor: Actor, number: str, action: str, now: datetime
) -> tuple[ComplaintPage, Action]:
    page = await complaint_page(session, actor, number_in(number), now=now)
    if action not in ACTIONS:
        raise NotFound(reason("complaint_not_found"))
    return page, ACTIONS[action]


async def _action_page(
    request: WebRequest,
    session: Session,
    actor: Actor,
    page: ComplaintPage,
    action: str,
    answers: Form,
    now: datetime,
) -> Response[str]:
    found, hits = ACTIONS[action], None
    advice = await advice_in(session, page.id) if page.is_open_to_me else None
    if found.shows_hits and page.interpreter_id is not None and page.is_open_to_me:
        hits = await hit_list(session, actor, page.interpreter_id, effective_at=now, now=now)
    return await page_of(
        request, session, actor, page, "complaints/action.html", now=now, answers=answers, doing=found,
        action=f"{address_of(page.number)}/gjor/{action}", hits=hits, advice=advice,
        asked=await last_request(session, page.id) if action == "mer-tid" and page.is_open_to_me else None,
    )  # fmt: skip


async def page_of(
    request: WebRequest, session: Session, actor: Actor, page: ComplaintPage, template: str, *, now: datetime,
    **context: Any,
) -> Response[str]:  # fmt: skip
    """Any page about one complaint."""
    may = offered(page)
    return await render_staff(
        request, session, actor, template, now=now, complaint=page, here=address_of(page.number),
        offered=[each for each in may if each is may[0] or not each[1].is_rare],
        rarely=[each for each in may[1:] if each[1].is_rare], usual=usual_next(page), event_words=COMPLAINT_LOG,
        today=oslo_date(now), terms_from=in_force(TERMS, oslo_date(page.received_at)).valid_from, **context,
    )  # fmt: skip
