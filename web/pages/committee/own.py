"""/utvalg: what a member of the committee sees and does: own meetings, each case, the papers, a vote, the minutes."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.access import note_complaint_read
from tolkeregister.complaints.committee.absence import state_absence, take_back_absence
from tolkeregister.complaints.committee.access import MemberCase, case_with_papers, member_case, own_meeting
from tolkeregister.complaints.committee.calendar import event_of
from tolkeregister.complaints.committee.habilitet import declare_for_case
from tolkeregister.complaints.committee.minutes import answer_minutes
from tolkeregister.complaints.committee.own import own_agenda, own_meetings, own_minutes, own_vote
from tolkeregister.complaints.committee.packing import pack_for_member
from tolkeregister.complaints.committee.rules.voting import advice_of
from tolkeregister.complaints.committee.voting import vote
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.ics import publication
from tolkeregister.core.settings import Settings
from web.dependencies import LOOKS
from web.forms.base import Form
from web.forms.options import options_from
from web.pages.committee.forms import YES, MemberHabilitetForm, MinutesAnswerForm, VoteForm
from web.pages.committee.shared import (
    MEMBERS,
    OWN,
    OWN_CASE,
    OWN_MEETING,
    PDF,
    done,
    number_in,
    possible,
)
from web.pages.downloads import as_file, not_kept
from web.pages.page import WebRequest, render, see_other
from web.security.limits import FORM_BODY
from web.view.labels_of_decisions import DECISIONS


@get(OWN, include_in_schema=False, guards=MEMBERS)
async def show_own_meetings(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Coming meetings, and those that have been."""
    found = await own_meetings(session, actor)
    coming = [each for each in reversed(found) if each.ends_at > now and not each.is_cancelled]
    past = [each for each in found if each not in coming]
    return not_kept(render(request, "committee/own.html", coming=coming, past=past))


@get(OWN_MEETING, include_in_schema=False, guards=MEMBERS)
async def show_own_meeting(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """When and where, and the cases the member is called in."""
    agenda = await own_agenda(session, actor, possible(meeting_id))
    return not_kept(render(
        request, "committee/own_meeting.html", agenda=agenda, meeting=agenda.meeting,
        has_begun=now >= agenda.meeting.starts_at, minutes=(await own_minutes(session, actor, agenda.meeting.id))[1],
    ))  # fmt: skip


@post(f"{OWN_MEETING}/fravaer", include_in_schema=False, guards=MEMBERS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def say_absent(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """The member cannot come; the deputy is called."""
    await state_absence(session, actor, possible(meeting_id), now=now)
    return see_other(request, OWN)


@post(f"{OWN_MEETING}/fravaer/ta-tilbake", include_in_schema=False, guards=MEMBERS,
      status_code=HTTP_303_SEE_OTHER, request_max_body_size=FORM_BODY)  # fmt: skip
async def come_after_all(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """The place is the member's again; the deputy is called off."""
    await take_back_absence(session, actor, possible(meeting_id), now=now)
    return see_other(request, f"{OWN}/{meeting_id}")


@get(f"{OWN_MEETING}/kalender.ics", include_in_schema=False, guards=MEMBERS)
async def calendar_file(
    session: NamedDependency[Session], actor: NamedDependency[Actor], settings: NamedDependency[Settings],
    meeting_id: FromPath[int],
) -> Response[bytes]:  # fmt: skip
    """The meeting as a calendar file."""
    meeting = await own_meeting(session, actor, possible(meeting_id))
    file = publication([event_of(meeting, settings.base_url)], sender=settings.mail_from)
    name = f'attachment; filename="utvalg-{meeting.id}.ics"'
    return Response(file.content, media_type=file.media_type, headers={"Content-Disposition": name})


@get(OWN_CASE, include_in_schema=False, guards=MEMBERS)
async def show_own_case(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    meeting_id: FromPath[int], item_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """Whom the case is about, and the question of habilitet."""
    case = await member_case(session, actor, possible(meeting_id), possible(item_id))
    return _case(request, case, MemberHabilitetForm.blank(options=TIES))


@post(OWN_CASE, include_in_schema=False, guards=MEMBERS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def declare(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int], item_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Impartial: on to the papers. Tied: they never open."""
    case = await member_case(session, actor, possible(meeting_id), possible(item_id))
    answers = MemberHabilitetForm(await request.form(), options=TIES)
    if answers.valid:
        declaring = declare_for_case(session, actor, case.meeting.id, case.item_id, answers.habil, now=now)
        if await done(session, answers, declaring):
            onward = "/papirer" if answers.habil == "none" else ""
            return see_other(request, f"{_here(case)}{onward}")
    return _case(request, case, answers)


@get(f"{OWN_CASE}/papirer", include_in_schema=False, guards=MEMBERS, opt=LOOKS)
async def show_papers(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int], item_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """The pack, and the vote."""
    case = await case_with_papers(session, actor, possible(meeting_id), possible(item_id))
    await note_complaint_read(session, actor, case.complaint_id, now=now)
    own = await own_vote(session, actor, case.item_id)
    blank = VoteForm.blank(rad=own.recommends, begrunnelse=own.reasons or None)
    return await _papers(request, session, actor, case, blank, now)


@post(f"{OWN_CASE}/papirer", include_in_schema=False, guards=MEMBERS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def cast_vote(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int], item_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """What the member advises, and why."""
    case = await case_with_papers(session, actor, possible(meeting_id), possible(item_id))
    answers = VoteForm(sent := await request.form())
    if answers.valid:
        voting = vote(
            session, actor, case.meeting.id, case.item_id, answers.rad, answers.begrunnelse,
            seen=number_in(sent.get("sett")), now=now,
        )  # fmt: skip
        if await done(session, answers, voting):
            return see_other(request, f"/utvalg/{case.meeting.id}")
    return await _papers(request, session, actor, case, answers, now)


@get(f"{OWN_CASE}/mappe.pdf", include_in_schema=False, guards=MEMBERS, opt=LOOKS)
async def open_pack(
    session: NamedDependency[Session], actor: NamedDependency[Actor], now: NamedDependency[datetime],
    settings: NamedDependency[Settings], meeting_id: FromPath[int], item_id: FromPath[int],
) -> Response[bytes]:  # fmt: skip
    """The newest pack; that it was opened is noted."""
    ids = possible(meeting_id), possible(item_id)
    opened = await pack_for_member(session, actor, Vault.from_settings(settings), *ids, now=now)
    return as_file(opened.pdf, f"sakspapirer-{item_id}-{opened.version}.pdf", PDF)


@get(f"{OWN_MEETING}/referat", include_in_schema=False, guards=MEMBERS)
async def show_own_minutes(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    meeting_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """The minutes of the cases the member took part in."""
    return await _minutes(request, session, actor, possible(meeting_id), MinutesAnswerForm.blank())


@post(f"{OWN_MEETING}/referat", include_in_schema=False, guards=MEMBERS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def answer(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], meeting_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Whether they are right."""
    meeting = await own_meeting(session, actor, possible(meeting_id))
    answers = MinutesAnswerForm(sent := await request.form())
    if answers.valid:
        answering = answer_minutes(
            session, actor, meeting.id, number_in(sent.get("sett")), is_approved=answers.svar == YES,
            remark=answers.merknad or "", now=now,
        )  # fmt: skip
        if await done(session, answers, answering):
            return see_other(request, f"/utvalg/{meeting.id}/referat")
    return await _minutes(request, session, actor, meeting.id, answers)


TIES = {"habil": options_from(DECISIONS["tie"])}


def _here(case: MemberCase) -> str:
    return f"/utvalg/{case.meeting.id}/sak/{case.item_id}"


def _case(request: WebRequest, case: MemberCase, answers: Form) -> Response[str]:
    return not_kept(render(request, "committee/own_case.html", case=case, here=_here(case), answers=answers))


async def _papers(
    request: WebRequest, session: Session, actor: Actor, case: MemberCase, answers: Form, now: datetime
) -> Response[str]:
    agenda = await own_agenda(session, actor, case.meeting.id)
    has_papers = any(each.has_papers for each in agenda.cases if each.item_id == case.item_id)
    return not_kept(render(
        request, "committee/own_papers.html", case=case, here=_here(case), answers=answers, has_papers=has_papers,
        own=await own_vote(session, actor, case.item_id), may_vote=has_papers and now >= case.meeting.starts_at,
        ties=MemberHabilitetForm.blank(options=TIES),
    ))  # fmt: skip


async def _minutes(
    request: WebRequest, session: Session, actor: Actor, meeting_id: int, answers: Form
) -> Response[str]:
    meeting, page = await own_minutes(session, actor, meeting_id)
    return not_kept(render(
        request, "committee/own_minutes.html", meeting=meeting, page=page, answers=answers, advice_of=advice_of,
        may_answer=page is not None and not meeting.is_approved and actor.account_id in page.voters - page.answered,
    ))  # fmt: skip
