"""Somebody who holds a place cannot come to a meeting, so that the deputy is called; and that they can after all."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from tolkeregister.complaints.committee.access import (
    MeetingFacts,
    expected_at,
    meeting_facts,
    own_meeting,
    sittings_of,
)
from tolkeregister.complaints.committee.messages import meeting_at, meeting_off
from tolkeregister.complaints.committee.models import CommitteeAbsence
from tolkeregister.complaints.committee.planning import summon_those_expected
from tolkeregister.complaints.committee.rules.meetings import is_open, may_change
from tolkeregister.complaints.committee.rules.words import Place
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import RuleBroken, require
from tolkeregister.core.mail.outbox import queue_mail

_ROUNDS = text(
    "SELECT count(*) FROM committee_absence WHERE meeting_id = :meeting AND taken_back_at IS NOT NULL"
)
_TAKE_BACK = text(
    """
    UPDATE committee_absence SET taken_back_at = :now
     WHERE meeting_id = :meeting AND account_id = :account AND taken_back_at IS NULL RETURNING id
    """
)
_STOOD_IN = text(
    """
    SELECT EXISTS (SELECT FROM committee_vote v JOIN committee_item i ON i.id = v.item_id
                    WHERE i.meeting_id = :meeting AND v.seat = :seat AND v.account_id <> :account)
    """
)
# A calendar takes a later entry with the same sequence for the newer one.
_TOUCH = text("UPDATE committee_meeting SET changed_at = :now WHERE id = :meeting")
_RECEIVERS = text(
    """
    SELECT id, email, written_form FROM account WHERE id = ANY(CAST(:ids AS int[])) AND closed_at IS NULL ORDER BY id
    """
)


async def state_absence(session: Session, actor: Actor, meeting_id: int, *, now: datetime) -> None:
    """A member or deputy cannot come; the deputy is called. Twice is once; RuleBroken when the meeting has begun."""
    meeting = await own_meeting(session, actor, meeting_id, lock=True)
    require(may_change(meeting.rule, now))
    before = await expected_at(session, meeting_id)
    values = {"meeting_id": meeting_id, "account_id": actor.account_id, "stated_at": now}
    await session.execute(insert(CommitteeAbsence).values(**values).on_conflict_do_nothing())
    told = await summon_those_expected(session, meeting_id, now=now)
    if await _rounds(session, meeting_id):  # somebody was called off, and may be needed again
        await _tell_difference(session, meeting_id, before, told | {actor.account_id}, now)
    record(session, actor, "committee.absent", "committee_meeting", meeting_id, now=now)


async def take_back_absence(session: Session, actor: Actor, meeting_id: int, *, now: datetime) -> None:
    """They can come after all, also when the meeting has begun: the place is theirs again. Twice is once.

    RuleBroken when the minutes are approved, and when the deputy has voted for the place: a seat has one voice.
    """
    meeting = await own_meeting(session, actor, meeting_id, lock=True)
    require(is_open(meeting.rule))
    before = await expected_at(session, meeting_id)
    if await _has_stood_in(session, actor, meeting_id):
        raise RuleBroken(reason("deputy_has_voted"))
    values = {"meeting": meeting_id, "account": actor.account_id, "now": now}
    if (await session.execute(_TAKE_BACK, values)).scalar_one_or_none() is None:
        return
    told = await summon_those_expected(session, meeting_id, now=now)
    if now < meeting.starts_at:
        await _tell_difference(session, meeting_id, before, told, now)
    record(session, actor, "committee.comes_after_all", "committee_meeting", meeting_id, now=now)


async def _has_stood_in(session: Session, actor: Actor, meeting_id: int) -> bool:
    """Whether somebody else has voted for the place of a member who is away."""
    by_case = await sittings_of(session, meeting_id)
    own = next(one for group in by_case.values() for one in group if one.account_id == actor.account_id)
    if own.place is Place.DEPUTY or not own.is_absent:
        return False
    asked = {"meeting": meeting_id, "seat": own.seat.value, "account": actor.account_id}
    return bool((await session.execute(_STOOD_IN, asked)).scalar_one())


async def _rounds(session: Session, meeting_id: int) -> int:
    return int((await session.execute(_ROUNDS, {"meeting": meeting_id})).scalar_one())


async def _tell_difference(
    session: Session, meeting_id: int, before: Collection[int], told: Collection[int | None], now: datetime
) -> None:  # fmt: skip
    """To whoever is to come now and was not, and whoever was to come and is not; `told` know it already."""
    await session.execute(_TOUCH, {"meeting": meeting_id, "now": now})
    meeting, after = await meeting_facts(session, meeting_id), await expected_at(session, meeting_id)
    changed = {"ids": sorted((set(before) ^ after).difference(told))}
    again = await _rounds(session, meeting_id)
    for row in (await session.execute(_RECEIVERS, changed)).all():
        await _tell(session, meeting, row.id in after, row.email, row.written_form, again, now)


async def _tell(
    session: Session, meeting: MeetingFacts, is_expected: bool, email: str, form: str, again: int, now: datetime
) -> None:  # fmt: skip
    say = meeting_at if is_expected else meeting_off
    message = say(meeting.id, meeting.sequence, email, form, meeting.starts_at, meeting.ends_at, again=again)
    await queue_mail(session, message, now=now)
