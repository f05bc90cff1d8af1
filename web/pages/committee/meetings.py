"""/sak/utvalget: meetings and their agendas; an administrator plans, changes and cancels."""

from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.committee.access import MeetingFacts, meeting_facts
from tolkeregister.complaints.committee.planning import (
    MeetingPlan,
    cancel_meeting,
    change_meeting,
    plan_meeting,
)
from tolkeregister.complaints.committee.queries import agenda_of, all_meetings, leaders, minutes_of
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import OSLO, oslo_date
from tolkeregister.core.database import Session
from web.forms.base import Form
from web.forms.options import names_from
from web.pages.committee.forms import CancelMeetingForm, MeetingForm
from web.pages.committee.shared import ALL, ONE_MEETING, done, instant, number_in, possible
from web.pages.directorate.staff_page import ADMINISTRATORS, STAFF, render_staff
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY


@get(ALL, include_in_schema=False, guards=STAFF)
async def show_meetings(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Coming meetings, the nearest first, and those that have been."""
    found = await all_meetings(session, actor)
    coming = [each for each in reversed(found) if each.ends_at > now and not each.is_cancelled]
    return await render_staff(
        request, session, actor, "committee/meetings.html", now=now, coming=coming,
        past=[each for each in found if each not in coming], may_plan=actor.has(Role.ADMINISTRATOR),
    )  # fmt: skip


@get(f"{ALL}/nytt", include_in_schema=False, guards=ADMINISTRATORS)
async def ask_meeting(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """When and where."""
    blank = MeetingForm.blank(
        options=await plan_options(session), today=oslo_date(now), leder=str(actor.account_id)
    )
    return await _form(request, session, actor, None, blank, now)


@post(f"{ALL}/nytt", include_in_schema=False, guards=ADMINISTRATORS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def plan(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Everybody who sits on the day is summoned."""
    answers = MeetingForm(await request.form(), options=await plan_options(session), today=oslo_date(now))
    if answers.valid and await done(session, answers, plan_meeting(session, actor, _plan(answers), now=now)):
        return see_other(request, ALL)
    return await _form(request, session, actor, None, answers, now)


@get(ONE_MEETING, include_in_schema=False, guards=STAFF)
async def show_meeting(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """The agenda, who is called in each case, and how far the minutes have come."""
    meeting, cases = await agenda_of(session, actor, possible(meeting_id))
    return await render_staff(
        request, session, actor, "committee/meeting.html", now=now, meeting=meeting, cases=cases,
        minutes=await minutes_of(session, meeting.id), has_begun=now >= meeting.starts_at,
        may_change=actor.has(Role.ADMINISTRATOR) and now < meeting.starts_at and not meeting.is_cancelled,
    )  # fmt: skip


@get(f"{ONE_MEETING}/endre", include_in_schema=False, guards=ADMINISTRATORS)
async def ask_change(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """The meeting as it stands."""
    meeting = await meeting_facts(session, possible(meeting_id))
    starts, ends = meeting.starts_at.astimezone(OSLO), meeting.ends_at.astimezone(OSLO)
    blank = MeetingForm.blank(
        options=await plan_options(session), today=oslo_date(now), dato=starts.date(),
        fra=starts.hour * 60 + starts.minute,
        til=ends.hour * 60 + ends.minute, sted=meeting.venue or None, lenke=meeting.video_link or None,
        leder=str(meeting.leader_account_id),
    )  # fmt: skip
    return await _form(request, session, actor, meeting, blank, now)


@post(f"{ONE_MEETING}/endre", include_in_schema=False, guards=ADMINISTRATORS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def change(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Everybody who was summoned is told, with the entry of their calendar changed."""
    meeting = await meeting_facts(session, possible(meeting_id))
    sent = await request.form()
    answers = MeetingForm(sent, options=await plan_options(session), today=oslo_date(now))
    if answers.valid:
        seen = number_in(sent.get("sett"))
        changing = change_meeting(session, actor, meeting.id, _plan(answers), seen=seen, now=now)
        if await done(session, answers, changing):
            return see_other(request, f"{ALL}/{meeting.id}")
    return await _form(request, session, actor, meeting, answers, now)


@get(f"{ONE_MEETING}/avlys", include_in_schema=False, guards=ADMINISTRATORS)
async def ask_cancel(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """Why it is not held."""
    meeting = await meeting_facts(session, possible(meeting_id))
    return await _cancel(request, session, actor, meeting, CancelMeetingForm.blank(), now)


@post(f"{ONE_MEETING}/avlys", include_in_schema=False, guards=ADMINISTRATORS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def cancel(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Everybody who was to come is told."""
    meeting = await meeting_facts(session, possible(meeting_id))
    answers = CancelMeetingForm(await request.form())
    if answers.valid:
        cancelling = cancel_meeting(session, actor, meeting.id, answers.grunn, now=now)
        if await done(session, answers, cancelling):
            return see_other(request, f"{ALL}/{meeting.id}")
    return await _cancel(request, session, actor, meeting, answers, now)


def _plan(answers: MeetingForm) -> MeetingPlan:
    starts_at = instant(answers.dato, answers.fra)
    ends_at = instant(answers.dato + timedelta(days=answers.til // 1440), answers.til)
    return MeetingPlan(starts_at, ends_at, answers.sted or "", answers.lenke or "", int(answers.leder))


async def plan_options(session: Session) -> dict[str, Any]:
    """Who may lead a meeting."""
    return {"leder": names_from((str(account), name) for account, name in await leaders(session))}


async def _form(
    request: WebRequest, session: Session, actor: Actor, meeting: MeetingFacts | None, answers: Form, now: datetime
) -> Response[str]:  # fmt: skip
    return await render_staff(
        request, session, actor, "committee/plan.html", now=now, meeting=meeting, answers=answers
    )


async def _cancel(
    request: WebRequest, session: Session, actor: Actor, meeting: MeetingFacts, answers: Form, now: datetime
) -> Response[str]:
    return await render_staff(
        request, session, actor, "committee/cancel.html", now=now, meeting=meeting, answers=answers
    )
