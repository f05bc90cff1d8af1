"""The minutes of a meeting: written by the directorate, read by those who took part, approved by the leader.

When they are approved the advice stands, an extract is filed in the journal of each case, and nothing changes any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from tolkeregister.complaints.access import impartial
from tolkeregister.complaints.committee.access import MeetingFacts, meeting_facts, own_meeting
from tolkeregister.complaints.committee.extracts import file_extract
from tolkeregister.complaints.committee.messages import minutes_to_read
from tolkeregister.complaints.committee.models import (
    CommitteeApproval,
    CommitteeMinutes,
    CommitteeMinutesAnswer,
    CommitteeMinutesItem,
)
from tolkeregister.complaints.committee.queries import MinutesPage, minutes_of
from tolkeregister.complaints.committee.rules.meetings import is_open
from tolkeregister.complaints.committee.rules.voting import TERMS, may_approve
from tolkeregister.complaints.log import note
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, reason
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken, conflict, require
from tolkeregister.core.mail.outbox import queue_mail
from tolkeregister.core.rules.dated import in_force
from tolkeregister.decisions.cases.access import require_staff

LONGEST = 8000  # characters
_NEWEST = text("SELECT coalesce(max(version), 0) FROM committee_minutes WHERE meeting_id = :meeting")
_ITEMS = text(
    "SELECT id, complaint_id FROM committee_item WHERE meeting_id = :meeting AND state = 'open' ORDER BY id FOR UPDATE"
)
_VOTERS = text(
    """
    SELECT DISTINCT a.id, a.email, a.written_form FROM committee_vote v JOIN committee_item i ON i.id = v.item_id
      JOIN account a ON a.id = v.account_id WHERE i.meeting_id = :meeting ORDER BY a.id
    """
)
_SETTLE = text("UPDATE committee_item SET state = :state WHERE id = :item")


@dataclass(frozen=True, slots=True)
class WrittenMinutes:
    """What the minutes tell: of the meeting, and of each case by its item's id: (words, whether it is postponed)."""

    words: str
    cases: Mapping[int, tuple[str, bool]]


async def write_minutes(
    session: Session, actor: Actor, meeting_id: int, written: WrittenMinutes, *, seen: int, now: datetime
) -> int:
    """A new version for those who took part to read. `seen` is the newest version on the page, 0 for none.

    Returns its id. The writer is impartial in every case that is told of. RuleBroken before the meeting has begun.
    """
    require_staff(actor)
    meeting = await meeting_facts(session, meeting_id, lock=True)
    require(is_open(meeting.rule))
    if now < meeting.starts_at:
        raise RuleBroken(reason("meeting_not_begun"))
    newest = int((await session.execute(_NEWEST, {"meeting": meeting_id})).scalar_one())
    if newest != seen:
        raise conflict("minutes_were_changed")
    items = await _items_told(session, actor, meeting_id, written)
    assert actor.account_id is not None
    made = CommitteeMinutes(
        meeting_id=meeting_id, version=newest + 1, words=_checked(written.words), written_by=actor.account_id,
        written_at=now,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    for item_id in items:
        words, is_postponed = written.cases[item_id]
        row = CommitteeMinutesItem(
            minutes_id=made.id, item_id=item_id, words=_checked(words), is_postponed=is_postponed
        )
        session.add(row)
    await session.flush()
    await _ask_those_who_voted(session, made.id, meeting_id, now)
    record(
        session,
        actor,
        "committee.minutes_written",
        "committee_meeting",
        meeting_id,
        now=now,
        version=made.version,
    )
    return made.id


async def _items_told(
    session: Session, actor: Actor, meeting_id: int, written: WrittenMinutes
) -> tuple[int, ...]:
    """The cases on the agenda by their items' ids; each is told of, by somebody who is impartial in it."""
    items = (await session.execute(_ITEMS, {"meeting": meeting_id})).all()
    for item in items:
        require(await impartial(session, actor, item.complaint_id))
        if not written.cases.get(item.id, ("", False))[0].strip():
            raise Invalid(reason("discussion_missing", field=f"sak-{item.id}"))
    return tuple(item.id for item in items)


async def answer_minutes(
    session: Session, actor: Actor, meeting_id: int, minutes_id: int, *, is_approved: bool, remark: str = "",
    now: datetime,
) -> None:  # fmt: skip
    """Somebody who took part says that a version is right, or what is wrong with it; once for each version.

    Conflict when another version is the newest by now, or when it is answered.
    """
    meeting = await own_meeting(session, actor, meeting_id, lock=True)
    require(is_open(meeting.rule))
    page = await minutes_of(session, meeting_id)
    if page is None or actor.account_id not in page.voters:
        raise NotFound(reason("meeting_not_found"))
    if page.id != minutes_id:
        raise conflict("minutes_were_changed")
    if not is_approved and not remark.strip():
        raise Invalid(reason("remark_missing", field="merknad"))
    values = {
        "minutes_id": minutes_id, "account_id": actor.account_id, "is_approved": is_approved,
        "remark": remark.strip()[:LONGEST], "answered_at": now,
    }  # fmt: skip
    statement = (
        insert(CommitteeMinutesAnswer)
        .values(**values)
        .on_conflict_do_nothing()
        .returning(CommitteeMinutesAnswer.account_id)  # type: ignore[call-overload]
    )
    if (await session.execute(statement)).scalar_one_or_none() is None:
        raise conflict("already_answered_minutes")
    record(
        session,
        actor,
        "committee.minutes_answered",
        "committee_meeting",
        meeting_id,
        now=now,
        approved=is_approved,
    )


async def approve_minutes(
    session: Session, actor: Actor, meeting_id: int, minutes_id: int, *, now: datetime
) -> None:
    """The leader approves: advice in each case that has a quorum, filed in its journal; the rest is postponed.

    Raises RuleBroken for somebody who does not lead the meeting or is not impartial in one of its cases, and by
    `may_approve`; Conflict when another version is the newest.
    """
    require_staff(actor)
    meeting = await meeting_facts(session, meeting_id, lock=True)
    if actor.account_id != meeting.leader_account_id:
        raise RuleBroken(reason("only_the_leader"))
    page = await minutes_of(session, meeting_id)
    if page is None or page.id != minutes_id:
        raise conflict("minutes_were_changed")
    items = {row.id: row.complaint_id for row in await session.execute(_ITEMS, {"meeting": meeting_id})}
    if set(items) != {each.item_id for each in page.cases}:
        raise conflict("minutes_were_changed")
    for complaint_id in items.values():
        require(await impartial(session, actor, complaint_id))
    require(_may_approve(meeting, page, now))
    for case in page.cases:
        await session.execute(
            _SETTLE, {"item": case.item_id, "state": "postponed" if case.is_postponed else "advised"}
        )
        await file_extract(session, actor, meeting, page, case, items[case.item_id], now=now)
        code = "committee.postponed" if case.is_postponed else "committee.advised"
        await note(session, actor, items[case.item_id], code, {"meeting": meeting_id}, now=now)
    assert actor.account_id is not None
    session.add(
        CommitteeApproval(
            meeting_id=meeting_id, minutes_id=minutes_id, account_id=actor.account_id, approved_at=now
        )
    )
    await session.flush()
    record(session, actor, "committee.minutes_approved", "committee_meeting", meeting_id, now=now)


def _may_approve(meeting: MeetingFacts, page: MinutesPage, now: datetime) -> Decision:
    today = oslo_date(now)
    return may_approve(
        meeting.rule, {each.number: (each.votes, each.is_postponed) for each in page.cases},
        waiting=page.waiting, written_on=oslo_date(page.written_at), today=today, terms=in_force(TERMS, today),
    )  # fmt: skip


def _checked(words: str) -> str:
    if len(words) > LONGEST:
        raise Invalid(reason("too_long", field="referat", most=LONGEST))
    return words.strip()


async def _ask_those_who_voted(session: Session, minutes_id: int, meeting_id: int, now: datetime) -> None:
    today = oslo_date(now)
    last = (today + timedelta(days=in_force(TERMS, today).answer_days)).isoformat()
    for row in (await session.execute(_VOTERS, {"meeting": meeting_id})).all():
        message = minutes_to_read(minutes_id, meeting_id, row.email, row.written_form, last)
        await queue_mail(session, message, now=now)
