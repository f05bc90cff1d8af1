"""/sak/utvalget/{meeting}/referat: the minutes, written by an impartial officer and approved by the leader."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.committee.access import MeetingFacts
from tolkeregister.complaints.committee.minutes import WrittenMinutes, approve_minutes, write_minutes
from tolkeregister.complaints.committee.queries import AgendaCase, MinutesPage, agenda_of, minutes_of
from tolkeregister.complaints.committee.rules.voting import TERMS, advice_of
from tolkeregister.complaints.committee.rules.words import Seat
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.dated import in_force
from web.forms.base import Form
from web.pages.committee.forms import minutes_form
from web.pages.committee.shared import ALL, ONE_MEETING, done, number_in, possible
from web.pages.complaints.forms import NothingForm
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY

MINUTES = f"{ONE_MEETING}/referat"


@get(MINUTES, include_in_schema=False, guards=STAFF)
async def show_minutes(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """What is written so far, with the form for a new version while the meeting is open."""
    meeting, cases, page = await _meeting(session, actor, meeting_id)
    values: dict[str, Any] = {"referat": page.words or None} if page else {}
    for each in page.cases if page else ():
        if each.item_id in _ids(cases):
            values[f"sak-{each.item_id}"] = each.words
            values[f"utfall-{each.item_id}"] = "utsatt" if each.is_postponed else "rad"
    blank = minutes_form(_ids(cases)).blank(**values)
    return await _page(request, session, actor, meeting, cases, page, blank, now)


@post(MINUTES, include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def write(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """A new version, which those who voted are asked to read."""
    meeting, cases, page = await _meeting(session, actor, meeting_id)
    sent = await request.form()
    answers = minutes_form(_ids(cases))(sent)
    if answers.valid:
        told = {
            item: (str(answers.value_of(f"sak-{item}")), answers.value_of(f"utfall-{item}") == "utsatt")
            for item, _ in _written_about(cases)
        }
        writing = write_minutes(
            session, actor, meeting.id, WrittenMinutes(answers.referat or "", told), seen=number_in(sent.get("sett")),
            now=now,
        )  # fmt: skip
        if await done(session, answers, writing):
            return see_other(request, f"{ALL}/{meeting.id}/referat")
    return await _page(request, session, actor, meeting, cases, page, answers, now)


@post(f"{MINUTES}/godkjenn", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def approve(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """The leader approves; the advice stands and is filed in each case."""
    meeting, cases, page = await _meeting(session, actor, meeting_id)
    answers = NothingForm(sent := await request.form())
    approving = approve_minutes(session, actor, meeting.id, number_in(sent.get("sett")), now=now)
    if await done(session, answers, approving):
        return see_other(request, f"{ALL}/{meeting.id}/referat")
    return await _page(request, session, actor, meeting, cases, page, answers, now, is_refused=True)


async def _meeting(
    session: Session, actor: Actor, meeting_id: int
) -> tuple[MeetingFacts, tuple[AgendaCase, ...], MinutesPage | None]:
    meeting, cases = await agenda_of(session, actor, possible(meeting_id))
    return meeting, cases, await minutes_of(session, meeting.id)


def _ids(cases: tuple[AgendaCase, ...]) -> tuple[int, ...]:
    return tuple(item for item, _ in _written_about(cases))


def _written_about(cases: tuple[AgendaCase, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((each.item_id, each.number) for each in cases if each.state == "open")


async def _page(
    request: WebRequest, session: Session, actor: Actor, meeting: MeetingFacts, cases: tuple[AgendaCase, ...],
    page: MinutesPage | None, answers: Form, now: datetime, *, is_refused: bool = False,
) -> Response[str]:  # fmt: skip
    """What is told of a case only to whoever has declared to be impartial in it."""
    open_to_me = {each.item_id for each in cases if each.is_open_to_me}
    shown = [each for each in page.cases if each.item_id in open_to_me] if page else []
    return await render_staff(
        request, session, actor, "committee/minutes.html", now=now, meeting=meeting, page=page, shown=shown,
        answers=answers, is_refused=is_refused, written_about=_written_about(cases), advice_of=advice_of,
        terms=in_force(TERMS, oslo_date(now)), seats=len(Seat),
        may_write=now >= meeting.starts_at and not meeting.is_cancelled and not meeting.is_approved
        and open_to_me >= {each.item_id for each in cases},
        may_approve=page is not None and not meeting.is_approved and actor.account_id == meeting.leader_account_id,
    )  # fmt: skip
