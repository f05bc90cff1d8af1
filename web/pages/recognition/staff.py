"""/sak/godkjenning: cases by the clock that runs, one case with its next step, and services for a time."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.recognition.commands import (
    Qualification,
    acknowledge,
    extend,
    open_recognition,
    papers_complete,
    propose_recognition,
    record_provision,
)
from qualification.recognition.queries import provisions, recognition, recognitions
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.profiles.reads import note_read_of_case
from web.dependencies import LOOKS
from web.pages.applications.own import language_options
from web.pages.decisions.acting import done
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.page import WebRequest, see_other
from web.pages.recognition.forms import ExtendForm, NewForm, OutcomeForm, ProvisionForm
from web.security.limits import FORM_BODY

LIST = "/sak/godkjenning"
ONE = f"{LIST}/{{number:str}}"


@get(LIST, include_in_schema=False, guards=STAFF)
async def show_list(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Cases and services for a time."""
    return await render_staff(
        request, session, actor, "recognition/list.html", now=now, found=await recognitions(session, actor),
        provisions=await provisions(session, actor),
    )  # fmt: skip


@get(f"{LIST}/ny", include_in_schema=False, guards=STAFF)
async def ask_new(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """What came by post."""
    blank = NewForm.blank(options=await language_options(request, session, now), type="speech")
    return await render_staff(request, session, actor, "recognition/new.html", now=now, answers=blank)


@post(f"{LIST}/ny", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def save_new(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """A case with its first clock."""
    answers = NewForm(await request.form(), options=await language_options(request, session, now))
    opened: list[str] = []

    async def act() -> None:
        asked = Qualification(
            answers.land,
            answers.spraak,
            answers.type,
            answers.kvalifikasjon,
            answers.utsteder,
            answers.utstedt,
        )
        ref = await open_recognition(
            session, actor, answers.nummer, asked, received_on=answers.mottatt, now=now
        )
        opened.append(ref.number)

    if await done(session, answers, act):
        return see_other(request, f"{LIST}/{opened[0]}")
    return await render_staff(request, session, actor, "recognition/new.html", now=now, answers=answers)


@get(f"{LIST}/midlertidig", include_in_schema=False, guards=STAFF)
async def ask_provision(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Who provides services for a time."""
    blank = ProvisionForm.blank(options=await language_options(request, session, now))
    return await render_staff(request, session, actor, "recognition/provision.html", now=now, answers=blank)


@post(f"{LIST}/midlertidig", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def save_provision(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Recorded; nothing is recognised by it."""
    answers = ProvisionForm(await request.form(), options=await language_options(request, session, now))

    async def act() -> None:
        await record_provision(
            session, actor, answers.navn, answers.land, (answers.spraak,), answers.rett, since=answers.fra,
            until=answers.til, now=now,
        )  # fmt: skip

    if await done(session, answers, act):
        return see_other(request, LIST)
    return await render_staff(request, session, actor, "recognition/provision.html", now=now, answers=answers)


@get(ONE, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_one(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """One case."""
    return await _one(request, session, actor, number, ExtendForm.blank(), OutcomeForm.blank(), now)


@post(f"{ONE}/mottatt", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def send_acknowledgement(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The applicant is told that it has come."""
    await acknowledge(session, actor, number, now=now)
    return see_other(request, f"{LIST}/{number}")


@post(f"{ONE}/komplett", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def is_complete(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The three months begin."""
    await papers_complete(session, actor, number, now=now)
    return see_other(request, f"{LIST}/{number}")


@post(f"{ONE}/forleng", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def extend_time(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """A month more."""
    answers = ExtendForm(await request.form())

    async def act() -> None:
        await extend(session, actor, number, answers.hvorfor, now=now)

    if await done(session, answers, act):
        return see_other(request, f"{LIST}/{number}")
    return await _one(request, session, actor, number, answers, OutcomeForm.blank(), now)


@post(f"{ONE}/foresla", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def propose(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """A draft, signed on the page of the case."""
    answers = OutcomeForm(await request.form())

    async def act() -> None:
        await propose_recognition(
            session, actor, number, answers.utfall, answers.begrunnelse, tie=answers.habil, now=now
        )

    if await done(session, answers, act):
        return see_other(request, f"/sak/{number}")
    return await _one(request, session, actor, number, ExtendForm.blank(), answers, now)


async def _one(
    request: WebRequest, session: Session, actor: Actor, number: str, more: ExtendForm, outcome: OutcomeForm,
    now: datetime,
) -> Response[str]:  # fmt: skip
    found = await recognition(session, actor, number)
    await note_read_of_case(session, actor, number, now=now)
    return await render_staff(
        request, session, actor, "recognition/one.html", now=now, found=found, more=more, outcome=outcome,
        answers=more if more.errors else outcome,
    )  # fmt: skip
