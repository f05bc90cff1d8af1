"""What comes by the calendar: last days near, bodies that have not answered, reviews, and coming back by date."""

from datetime import datetime, timedelta

from sqlalchemy import text

from tolkeregister.complaints.clocking import clocks_of
from tolkeregister.complaints.log import note
from tolkeregister.complaints.messages import information_reminder, last_day_near
from tolkeregister.complaints.reacting import let_in
from tolkeregister.complaints.rules.terms import TERMS
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.holidays import holidays_between
from tolkeregister.core.jobs.registry import job
from tolkeregister.core.mail.outbox import queue_mail
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.working_days import add_working_days

REMIND, ASK_AGAIN, RETURN = "complaint.remind", "complaint.ask_again", "complaint.return"

_OPEN = text(
    """
    SELECT c.id, c.number, a.email, a.written_form FROM complaint c
      JOIN account a ON a.id = c.officer_account_id AND a.closed_at IS NULL
     WHERE c.state <> 'closed' ORDER BY c.id
    """
)
_REMINDED = text(
    "UPDATE complaint_stage SET reminded_at = :now WHERE id = :id AND reminded_at IS NULL RETURNING id"
)
_REVIEWS = text(
    """
    UPDATE exclusion_review r SET reminded_at = :now FROM complaint c
      LEFT JOIN account a ON a.id = c.officer_account_id AND a.closed_at IS NULL
     WHERE c.id = r.complaint_id AND r.reviewed_at IS NULL AND r.reminded_at IS NULL AND r.due_on <= :until
       AND c.state <> 'closed'
    RETURNING c.id, c.number, a.email, a.written_form, r.due_on
    """
)
# The address stands in the first e-mail; the request keeps a hash of it.
_UNANSWERED = text(
    """
    UPDATE information_request r SET reminded_at = :now FROM complaint c, mail_message m
     WHERE m.event_key = 'information_asked:' || r.id AND c.id = r.complaint_id AND c.state <> 'closed'
       AND r.answered_at IS NULL AND r.withdrawn_at IS NULL AND r.reminded_at IS NULL AND r.due_on <= :until
    RETURNING r.id, r.complaint_id, r.email, m.data ->> 'path' AS path, r.due_on
    """
)
# Ended, not reversed, and nobody has looked since it ended.
_ENDED = text(
    """
    SELECT DISTINCT ON (r.person_id) r.person_id, r.complaint_id, upper(r.valid) AS ended_at
      FROM reaction r WHERE r.kind = 'exclusion' AND upper_inf(r.recorded) AND upper(r.valid) <= :now
       AND NOT EXISTS (SELECT FROM complaint_log g WHERE g.complaint_id = r.complaint_id
                          AND g.code IN ('exclusion.over', 'exclusion.over_not_listed')
                          AND g.happened_at >= upper(r.valid))
     ORDER BY r.person_id, upper(r.valid) DESC
    """
)


@job(REMIND, every=timedelta(hours=1))
async def remind_of_last_days(session: Session, *, now: datetime) -> None:
    """Say once in the log, and to the officer, that a clock's last day or a review is some working days away."""
    today = oslo_date(now)
    ahead = in_force(TERMS, today).remind_days
    until = add_working_days(today, ahead, holidays_between(today, today + timedelta(days=30)))
    for row in (await session.execute(_OPEN)).all():
        for clock in await clocks_of(session, row.id, now=now):
            if clock.ended_at is not None or clock.last_day is None or clock.last_day > until:
                continue
            if (await session.execute(_REMINDED, {"id": clock.id, "now": now})).scalar_one_or_none() is None:
                continue
            facts = {"stage": clock.stage, "until": clock.last_day.isoformat()}
            await note(session, SYSTEM, row.id, "clock.reminded", facts, now=now)
            message = last_day_near(row.number, row.email, clock.stage, clock.last_day, row.written_form)
            await queue_mail(session, message, now=now)
    for row in (await session.execute(_REVIEWS, {"now": now, "until": until})).all():
        await note(session, SYSTEM, row.id, "review.reminded", {"until": row.due_on.isoformat()}, now=now)
        if row.email is not None:
            message = last_day_near(row.number, row.email, "review", row.due_on, row.written_form)
            await queue_mail(session, message, now=now)


@job(ASK_AGAIN, every=timedelta(hours=1))
async def ask_bodies_again(session: Session, *, now: datetime) -> None:
    """Remind a public body once, some working days before its last day."""
    today = oslo_date(now)
    ahead = in_force(TERMS, today).remind_days
    until = add_working_days(today, ahead, holidays_between(today, today + timedelta(days=30)))
    for row in (await session.execute(_UNANSWERED, {"now": now, "until": until})).all():
        message = information_reminder(row.id, row.email, row.path, row.due_on)
        await queue_mail(session, message, now=now)
        await note(session, SYSTEM, row.complaint_id, "information.reminded", now=now)


@job(RETURN, every=timedelta(minutes=5))
async def return_by_date(session: Session, *, now: datetime) -> None:
    """An exclusion is over: whoever still meets the requirements stands in the register again (rule W8).

    Whoever does not is noted once, and comes back by a new application.
    """
    for row in (await session.execute(_ENDED, {"now": now})).all():
        decision = await let_in(session, SYSTEM, row.person_id, now=now)
        code = "exclusion.over" if decision.allowed else "exclusion.over_not_listed"
        await note(session, SYSTEM, row.complaint_id, code, {"why": ", ".join(decision.codes)}, now=now)
