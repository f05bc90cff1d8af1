"""/soknad: who can apply and what is needed, the own applications, the task list, sending and withdrawing."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.applications.commands import start_application, submit, withdraw_application
from qualification.applications.queries import own_application_page, own_applications
from qualification.applications.review import answer_supplement
from qualification.applications.rules.parts import may_submit
from qualification.recognition.queries import own_recognition
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid
from web.names import names_now
from web.pages.applications.forms import StartForm
from web.pages.page import WebRequest, render, see_other, written_form
from web.security.csrf import form_token
from web.security.guards import require
from web.security.limits import FORM_BODY

PAGE = "/soknad"
ONE = f"{PAGE}/{{application_id:int}}"
APPLICANTS = [require(Role.APPLICANT, Role.INTERPRETER)]
LARGEST_ID = 2**31 - 1


@get(PAGE, include_in_schema=False)
async def show_start(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """For everybody: who can apply, what is needed and how long it takes. For applicants also their own."""
    may_apply = actor.has(Role.APPLICANT, Role.INTERPRETER)
    mine = await own_applications(session, actor) if may_apply else ()
    return await own_page(
        request, session, actor, "applications/start.html", now=now, mine=mine, may_apply=may_apply
    )


@get(f"{PAGE}/ny", include_in_schema=False, guards=APPLICANTS)
async def ask_language(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Which language and type."""
    given: dict[str, Any] = {"type": "speech"}
    if tag := request.query_params.get("spraak"):
        given["spraak"] = tag
    options = await language_options(request, session, now)
    blank = StartForm.blank(options=options, **given)
    return await own_page(request, session, actor, "applications/new.html", now=now, answers=blank)


@post(f"{PAGE}/ny", include_in_schema=False, guards=APPLICANTS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def begin(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """A new application, or the open one for the same language and type."""
    answers = StartForm(await request.form(), options=await language_options(request, session, now))
    if answers.valid:
        try:
            async with session.begin_nested():
                made = await start_application(session, actor, answers.spraak, answers.type, now=now)
            return see_other(request, f"{PAGE}/{made}")
        except (Invalid, Conflict) as wrong:
            unplaced = [each.code for each in wrong.reasons if each.facts.get("field") not in answers.names]
            answers.refuse_reasons(wrong.reasons, dict.fromkeys(unplaced, "spraak"))
    return await own_page(request, session, actor, "applications/new.html", now=now, answers=answers)


@get(ONE, include_in_schema=False, guards=APPLICANTS)
async def show_application(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], application_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """The task list of a draft; where a sent one stands."""
    found = await own_application_page(session, actor, possible(application_id))
    template = "applications/tasks.html" if found.line.state == "draft" else "applications/status.html"
    return await own_page(
        request, session, actor, template, now=now, found=found, today=oslo_date(now),
        is_just_sent=request.query_params.get("sendt") == "ja",
        recognition=await own_recognition(session, actor, found.line.id),
    )  # fmt: skip


@get(f"{ONE}/se-over", include_in_schema=False, guards=APPLICANTS)
async def show_review(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], application_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Everything on one page, with what is lacking."""
    found = await own_application_page(session, actor, possible(application_id))
    if found.line.state != "draft":
        return see_other(request, f"{PAGE}/{application_id}")
    return await own_page(
        request,
        session,
        actor,
        "applications/review.html",
        now=now,
        found=found,
        judged=may_submit(found.draft),
    )


@post(f"{ONE}/se-over", include_in_schema=False, guards=APPLICANTS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def send(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], application_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Sent. A second click leads to the same receipt; what is lacking leads back to the page."""
    found = await own_application_page(session, actor, possible(application_id))
    if found.line.state == "draft" and not may_submit(found.draft).allowed:
        return see_other(request, f"{PAGE}/{application_id}/se-over")
    await submit(session, actor, application_id, now=now)
    return see_other(request, f"{PAGE}/{application_id}", sendt="ja")


@get(f"{ONE}/trekk", include_in_schema=False, guards=APPLICANTS)
async def ask_withdraw(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], application_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """What withdrawing means."""
    found = await own_application_page(session, actor, possible(application_id))
    return await own_page(request, session, actor, "applications/withdraw.html", now=now, found=found)


@post(f"{ONE}/trekk", include_in_schema=False, guards=APPLICANTS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def do_withdraw(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], application_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Withdrawn."""
    await withdraw_application(session, actor, possible(application_id), now=now)
    return see_other(request, f"{PAGE}/{application_id}")


@post(f"{ONE}/svar", include_in_schema=False, guards=APPLICANTS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def answered(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], application_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """What was asked for has been added."""
    await answer_supplement(session, actor, possible(application_id), now=now)
    return see_other(request, f"{PAGE}/{application_id}")


async def language_options(request: WebRequest, session: Session, now: datetime) -> dict[str, Any]:
    """Every language of the register's list but Norwegian."""
    names = await names_now(session, request.app.state, now)
    found = names.options[written_form(request)]
    return {"spraak": tuple(each for each in found if each.value not in ("no", "nb", "nn"))}


def possible(application_id: int) -> int:
    """The id, or one that no application has."""
    return application_id if 0 < application_id <= LARGEST_ID else 0


async def own_page(
    request: WebRequest, session: Session, actor: Actor, template: str, *, now: datetime, **context: Any
) -> Response[str]:
    """A page of the applicant's, never kept by a cache."""
    state = request.app.state
    page = render(
        request, template, now=now, names=await names_now(session, state, now), badges={},
        csrf_token=form_token(state.settings, actor.session_id, clock=state.clock), **context,
    )  # fmt: skip
    page.headers["cache-control"] = "no-store"
    return page
