"""Meetings: planned, changed and cancelled by an administrator, with everybody who is to come told of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import Range, insert

from tolkeregister.complaints.committee.access import MeetingFacts, expected_at, meeting_facts
from tolkeregister.complaints.committee.messages import meeting_at, meeting_off
from tolkeregister.complaints.committee.models import CommitteeMeeting, CommitteeSummons
from tolkeregister.complaints.committee.rules.meetings import may_change, may_plan
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, conflict, require
from tolkeregister.core.mail.outbox import Message, queue_mail

_LEADER = text(
    """
    SELECT EXISTS (SELECT FROM account a JOIN account_role r ON r.account_id = a.id
                    WHERE a.id = :id AND a.door = 'directorate' AND a.closed_at IS NULL
                      AND r.role IN ('officer', 'administrator'))
    """
)
_MOVE = text(
    """
    UPDATE committee_meeting SET period = tstzrange(:starts_at, :ends_at), venue = :venue, video_link = :link,
           leader_account_id = :leader,
           sequence = sequence + 1, changed_at = :now WHERE id = :id
    """
)
_CANCEL = text(
    """
    UPDATE committee_meeting SET cancelled_at = :now, cancelled_because = :why, sequence = sequence + 1,
           changed_at = :now WHERE id = :id
    """
)
# Its cases wait for another agenda.
_FREE = text("UPDATE committee_item SET state = 'postponed' WHERE meeting_id = :id AND state = 'open'")
_SUMMONED = text(
    """
    SELECT a.id, a.email, a.written_form FROM committee_summons v JOIN account a ON a.id = v.account_id
     WHERE v.meeting_id = :id AND a.closed_at IS NULL ORDER BY a.id
    """
)
_ABSENT = text("SELECT account_id FROM committee_absence WHERE meeting_id = :id AND taken_back_at IS NULL")
LONGEST = 300  # characters

Telling = Callable[[int, int, str, str, datetime, datetime], Message]


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """When, where or by which link, and who of the directorate leads (rule W5: the directorate leads)."""

    starts_at: datetime
    ends_at: datetime
    venue: str
    video_link: str
    leader_account_id: int


async def plan_meeting(session: Session, actor: Actor, plan: MeetingPlan, *, now: datetime) -> int:
    """A new meeting; everybody who sits in the committee on the day is summoned. Returns its id."""
    await _check(session, actor, plan, now)
    meeting = CommitteeMeeting(
        period=Range(plan.starts_at, plan.ends_at), venue=plan.venue.strip(), video_link=plan.video_link.strip(),
        leader_account_id=plan.leader_account_id, sequence=0, changed_at=now,
    )  # fmt: skip
    session.add(meeting)
    await session.flush()
    assert meeting.id is not None
    await summon_those_expected(session, meeting.id, now=now)
    record(session, actor, "committee.meeting_planned", "committee_meeting", meeting.id, now=now)
    return meeting.id


async def change_meeting(
    session: Session, actor: Actor, meeting_id: int, plan: MeetingPlan, *, seen: int, now: datetime
) -> None:
    """Another time, place or leader. `seen` is the sequence the actor looked at: Conflict when somebody was before.

    Everybody who was summoned hears of it, and whoever no longer sits on the new day is called off.
    """
    meeting = await meeting_facts(session, meeting_id, lock=True)
    require(may_change(meeting.rule, now))
    await _check(session, actor, plan, now)
    if meeting.sequence != seen:
        raise conflict("meeting_was_changed")
    values = {"id": meeting_id, "starts_at": plan.starts_at, "ends_at": plan.ends_at, "venue": plan.venue.strip(),
              "link": plan.video_link.strip(), "leader": plan.leader_account_id, "now": now}  # fmt: skip
    await session.execute(_MOVE, values)
    expected = await expected_at(session, meeting_id)
    changed = await meeting_facts(session, meeting_id)
    for row in (await session.execute(_SUMMONED, {"id": meeting_id})).all():
        await _tell(session, meeting_at if row.id in expected else meeting_off, changed, row, now)
    await summon_those_expected(session, meeting_id, now=now)
    record(session, actor, "committee.meeting_changed", "committee_meeting", meeting_id, now=now)


async def cancel_meeting(
    session: Session, actor: Actor, meeting_id: int, because: str, *, now: datetime
) -> None:
    """The meeting is not held. Its cases may be put on another agenda."""
    _require_administrator(actor)
    meeting = await meeting_facts(session, meeting_id, lock=True)
    require(may_change(meeting.rule, now))
    if not because.strip() or len(because) > LONGEST:
        raise Invalid(reason("cause_missing", field="grunn"))
    absent = set((await session.execute(_ABSENT, {"id": meeting_id})).scalars())
    await session.execute(_CANCEL, {"id": meeting_id, "why": because.strip(), "now": now})
    await session.execute(_FREE, {"id": meeting_id})
    cancelled = await meeting_facts(session, meeting_id)
    for row in (await session.execute(_SUMMONED, {"id": meeting_id})).all():
        if row.id not in absent:
            await _tell(session, meeting_off, cancelled, row, now)
    record(session, actor, "committee.meeting_cancelled", "committee_meeting", meeting_id, now=now)


async def summon_those_expected(session: Session, meeting_id: int, *, now: datetime) -> frozenset[int]:
    """Invite everybody who is to take part and has not been invited yet, such as a deputy who is called now.

    Returns the accounts that were invited.
    """
    meeting = await meeting_facts(session, meeting_id)
    new = set()
    for account_id in sorted(await expected_at(session, meeting_id)):
        statement = (
            insert(CommitteeSummons)
            .values(meeting_id=meeting_id, account_id=account_id, summoned_at=now)
            .on_conflict_do_nothing()
            .returning(CommitteeSummons.account_id)  # type: ignore[call-overload]
        )
        new |= set((await session.execute(statement)).scalars())
    for row in (await session.execute(_SUMMONED, {"id": meeting_id})).all():
        if row.id in new:
            await _tell(session, meeting_at, meeting, row, now)
    return frozenset(new)


async def _tell(session: Session, say: Telling, meeting: MeetingFacts, row: object, now: datetime) -> None:
    to: tuple[str, str] = (row.email, row.written_form)  # type: ignore[attr-defined]
    message = say(meeting.id, meeting.sequence, *to, meeting.starts_at, meeting.ends_at)
    await queue_mail(session, message, now=now)


async def _check(session: Session, actor: Actor, plan: MeetingPlan, now: datetime) -> None:
    _require_administrator(actor)
    require(may_plan(plan.starts_at, plan.ends_at, plan.venue, plan.video_link, now))
    if max(len(plan.venue), len(plan.video_link)) > LONGEST:
        raise Invalid(reason("too_long", field="sted", most=LONGEST))
    if not (await session.execute(_LEADER, {"id": plan.leader_account_id})).scalar_one():
        raise Invalid(reason("leader_not_found", field="leder"))


def _require_administrator(actor: Actor) -> None:
    if not (actor.is_system or actor.has(Role.ADMINISTRATOR)):
        raise NotAllowed(reason("role_missing"))
