"""What a campaign does by itself: asks, reminds, and at the end makes inactive, with everybody's state read anew.

Some at a time, each in the transaction of its mail; whoever is being changed by somebody else is left to the next run.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from tolkeregister.campaigns.commands import ASK
from tolkeregister.campaigns.messages import (
    ASKED,
    NOW_INACTIVE,
    REMINDED,
    asking,
    reminding,
    telling_inactive,
)
from tolkeregister.campaigns.rules.days import CampaignDays, due_reminder
from tolkeregister.campaigns.rules.members import TIME_TO_ANSWER, at_deadline
from tolkeregister.core import audit
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job
from tolkeregister.core.mail.outbox import queue_mail
from tolkeregister.core.mail.overtaken import Queued, ask_before_sending
from tolkeregister.profiles.activity import change_activity
from tolkeregister.profiles.jobs import WRITTEN_FORM

REMIND, CLOSE = "campaigns.remind", "campaigns.close"
AT_A_TIME = 200

_MEMBERS = f"""
    SELECT m.campaign_id, m.asked_at, m.reminded_on, i.id, i.number, i.inactive_since, p.email,
           {WRITTEN_FORM} AS written_form, c.answer_by, c.remind_on,
           p.dead_on IS NULL AND EXISTS (
               SELECT FROM entry e JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
                WHERE e.interpreter_id = i.id AND l.valid @> CAST(:now AS timestamptz)) AS is_listed
      FROM campaign_member m JOIN campaign c ON c.id = m.campaign_id
      JOIN interpreter i ON i.id = m.interpreter_id JOIN person p ON p.id = i.person_id
     WHERE m.state = 'waiting' AND {{which}}
     ORDER BY i.id LIMIT :most FOR NO KEY UPDATE OF i, m SKIP LOCKED
"""
_TO_ASK = text(_MEMBERS.format(which="m.asked_at IS NULL"))
_TO_REMIND = text(_MEMBERS.format(
    which="m.asked_at IS NOT NULL AND CAST(:today AS date) <= c.answer_by AND EXISTS ("
          "SELECT FROM unnest(c.remind_on) AS d(day) WHERE d.day <= :today"
          " AND d.day > (m.asked_at AT TIME ZONE 'Europe/Oslo')::date AND d.day > coalesce(m.reminded_on, '-infinity'))"
))  # fmt: skip
_TO_END = text(_MEMBERS.format(which="c.answer_by < CAST(:today AS date) AND m.asked_at <= :long_enough_ago"))
_ASKED_NOW = text(
    "UPDATE campaign_member SET asked_at = :now WHERE campaign_id = :campaign AND interpreter_id = :id"
)
# The yearly question rests while a campaign asks the same.
_QUESTION = text("UPDATE interpreter SET confirmation_asked_at = :now WHERE id = :id")
_REMINDED_NOW = text(
    """
    UPDATE campaign_member SET reminders = reminders + 1, reminded_on = :due
     WHERE campaign_id = :campaign AND interpreter_id = :id
    """
)
_END = text(
    """
    UPDATE campaign_member SET state = :state, answered_at = :now, made_inactive_at = :made_inactive_at
     WHERE campaign_id = :campaign AND interpreter_id = :id
    """
)
_CLOSE_ALL = text(
    """
    UPDATE campaign c SET closed_at = :now
     WHERE c.closed_at IS NULL AND c.stopped_at IS NULL AND c.answer_by < CAST(:today AS date)
       AND NOT EXISTS (SELECT FROM campaign_member m WHERE m.campaign_id = c.id AND m.state = 'waiting')
    RETURNING c.id
    """
)
_STANDS = text(
    """
    SELECT EXISTS (SELECT FROM campaign_member m JOIN interpreter i ON i.id = m.interpreter_id
                    WHERE m.campaign_id = :campaign AND i.number = :number AND m.state = :state)
    """
)


@job(ASK, every=timedelta(hours=1))
async def ask_those_chosen(session: Session, *, now: datetime) -> None:
    """The first mail to each who is still in the register; safe to run twice."""
    rows = await _members(session, _TO_ASK, now)
    for row in rows:
        values = {"campaign": row.campaign_id, "id": row.id, "now": now}
        if not row.is_listed:
            await _end(session, row, "left", now)
            continue
        await session.execute(_ASKED_NOW, values)
        await session.execute(_QUESTION, values)
        await queue_mail(session, asking(*_whom(row)), now=now)
    if len(rows) == AT_A_TIME:
        await enqueue(session, ASK, key=ASK)


@job(REMIND, every=timedelta(hours=1))
async def remind_those_who_wait(session: Session, *, now: datetime) -> None:
    """One reminder for each day set, to those who have not answered when it is written."""
    rows = await _members(session, _TO_REMIND, now)
    for row in rows:
        days = CampaignDays(row.answer_by, tuple(row.remind_on))
        due = due_reminder(
            days, asked_on=oslo_date(row.asked_at), reminded_on=row.reminded_on, today=oslo_date(now)
        )
        if not row.is_listed:
            await _end(session, row, "left", now)
        elif due is not None:
            values = {"campaign": row.campaign_id, "id": row.id, "due": due, "now": now}
            await session.execute(_REMINDED_NOW, values)
            await session.execute(_QUESTION, values)
            await queue_mail(session, reminding(*_whom(row), due), now=now)
    if len(rows) == AT_A_TIME:
        await enqueue(session, REMIND, key=REMIND)


@job(CLOSE, every=timedelta(hours=1))
async def end_those_over(session: Session, *, now: datetime) -> None:
    """Who has not answered becomes inactive, one by one; the campaign is closed when nobody waits any longer."""
    rows = await _members(session, _TO_END, now)
    for row in rows:
        outcome = at_deadline(
            answer_by=row.answer_by,
            asked_at=row.asked_at,
            is_listed=row.is_listed,
            today=oslo_date(now),
            now=now,
        )
        if outcome == "left":
            await _end(session, row, "left", now)
        elif outcome == "inactive":
            await _make_inactive(session, row, now)
    if len(rows) == AT_A_TIME:
        await enqueue(session, CLOSE, key=CLOSE)
    for campaign_id in (
        (await session.execute(_CLOSE_ALL, {"now": now, "today": oslo_date(now)})).scalars().all()
    ):
        audit.record(session, SYSTEM, "campaign.closed", "campaign", campaign_id, now=now)


async def _make_inactive(session: Session, row: Any, now: datetime) -> None:
    if row.inactive_since is not None:  # on a pause of their own, which stays their own
        await _end(session, row, "inactive", now)
        return
    await _end(session, row, "inactive", now, made_inactive_at=now)
    await change_activity(
        session, SYSTEM, row.id, row.number, is_active=False, now=now, campaign=row.campaign_id
    )
    await queue_mail(session, telling_inactive(*_whom(row)), now=now)


async def still_so(session: Session, mail: Queued) -> bool:
    """Whether somebody has still not answered, or is still inactive, when the mail at last goes out."""
    state = "inactive" if mail.template == NOW_INACTIVE else "waiting"
    values = {"campaign": mail.data["campaign_id"], "number": mail.subject_id, "state": state}
    return bool((await session.execute(_STANDS, values)).scalar_one())


for _template in (ASKED, REMINDED, NOW_INACTIVE):
    ask_before_sending(_template, still_so)


async def _members(session: Session, statement: Any, now: datetime) -> list[Any]:
    values = {"now": now, "today": oslo_date(now), "most": AT_A_TIME, "long_enough_ago": now - TIME_TO_ANSWER}
    return list((await session.execute(statement, values)).all())


async def _end(
    session: Session, row: Any, state: str, now: datetime, made_inactive_at: datetime | None = None
) -> None:
    values = {"campaign": row.campaign_id, "id": row.id, "state": state, "now": now,
              "made_inactive_at": made_inactive_at}  # fmt: skip
    await session.execute(_END, values)


def _whom(row: Any) -> tuple[int, str, str, str, Any]:
    return row.campaign_id, row.number, row.email, row.written_form, row.answer_by
