"""/sak/soknader: what waits by deadline, and one application with facts and checks beside its documents."""

from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from qualification.applications.desk import (
    AGES,
    DeskPage,
    ages_of,
    application_of_case,
    desk_page,
    load_of,
    time_taken,
    waiting_applications,
    without_person,
)
from qualification.applications.documents import open_document
from qualification.applications.forgery import reports_waiting
from qualification.applications.kinds import LISTING
from qualification.recognition.queries import recognition_of
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.profiles.reads import note_read_of_case
from web.dependencies import LOOKS
from web.pages.applications.documents import document_answer
from web.pages.applications.own import possible
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.page import WebRequest

LIST = "/sak/soknader"
ONE = "/sak/soknad/{number:str}"
LOOK_BACK = timedelta(days=365)
KINDS = (LISTING, "recognition")


@get(LIST, include_in_schema=False, guards=STAFF)
async def show_desk(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The queue with load and age, and how long cases have taken."""
    waiting = await waiting_applications(session, actor, now=now)
    taken = await time_taken(session, actor, KINDS, since=now - LOOK_BACK)
    return await render_staff(
        request, session, actor, "applications/desk.html", now=now, waiting=waiting, load=load_of(waiting),
        ages=tuple(zip((*AGES, None), ages_of(waiting), strict=True)), taken=taken,
        longest=max((each.median_days for each in taken), default=0),
        unknown=await without_person(session, actor), reports=await reports_waiting(session, actor),
    )  # fmt: skip


@get(ONE, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_one(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """One application."""
    found = await look_at_application(session, actor, number, now=now)
    recognition = await recognition_of(session, actor, found.id)
    return await staff_form(
        request, session, actor, "applications/handling.html", found, now=now, recognition=recognition
    )


@get(f"{ONE}/dokument/{{document_id:int}}", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def open_file(
    session: NamedDependency[Session], actor: NamedDependency[Actor], now: NamedDependency[datetime],
    number: FromPath[str], document_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """A document that is found clean."""
    application_id = await application_of_case(session, actor, number)
    await note_read_of_case(session, actor, number, now=now)
    return document_answer(await open_document(session, actor, application_id, possible(document_id)))


async def look_at_application(session: Session, actor: Actor, number: str, *, now: datetime) -> DeskPage:
    """One application as an officer sees it; that they looked is noted for the applicant. Raises NotFound."""
    found = await desk_page(session, actor, number, now=now)
    await note_read_of_case(session, actor, number, now=now)
    return found


async def staff_form(
    request: WebRequest, session: Session, actor: Actor, template: str, found: DeskPage, *, now: datetime,
    **context: Any,
) -> Response[str]:  # fmt: skip
    """Any page about one application."""
    number = found.page.line.number
    return await render_staff(
        request,
        session,
        actor,
        template,
        now=now,
        found=found,
        number=number,
        here=f"/sak/soknad/{number}",
        **context,
    )
