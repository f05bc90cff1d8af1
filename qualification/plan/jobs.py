"""Telling those who have wished for it that something opens, and watching the three years after degrees."""

from datetime import datetime, timedelta

from sqlalchemy import text

from qualification.interest.commands import name_what_is_in_the_list
from qualification.plan.commands import TELL_LISTED, TELL_OPENED
from qualification.plan.exam_news import AT_A_TIME as NEWS_AT_A_TIME
from qualification.plan.exam_news import tell_the_listed
from qualification.plan.graduates import note_told, raise_alarms, untold_alarms
from qualification.plan.messages import alarm_message, opening_message
from qualification.plan.queries import NEWEST
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job
from tolkeregister.core.mail.outbox import queue_mail
from tolkeregister.core.rules.oslo_time import local_day

WATCH_GRADUATES = "plan.watch_graduates"
AT_A_TIME = 200

# The plan in force and the wishes as they are when the job runs. Who wishes for the exam is told of both its parts.
_TO_TELL = text(
    f"""
    SELECT w.id, p.line, a.email, a.written_form, p.language_tag, p.test, i.name AS institution,
           p.application_closes, p.fee_nok
      FROM plan_item p JOIN institution i ON i.code = p.institution_code
      JOIN test_interest w ON w.language_tag = p.language_tag AND w.withdrawn_at IS NULL
       AND w.test = CASE p.test WHEN 'practical' THEN 'siling' ELSE p.test END
      JOIN account a ON a.id = w.account_id AND a.closed_at IS NULL AND a.email <> ''
     WHERE p.plan_id = {NEWEST} AND :today BETWEEN p.application_opens AND p.application_closes
       AND NOT EXISTS (SELECT FROM interest_told t WHERE t.interest_id = w.id AND t.line = p.line)
       AND NOT EXISTS (SELECT FROM opening_told t JOIN interpreter n ON n.id = t.interpreter_id
                        WHERE n.person_id = a.person_id AND t.line = p.line)
     ORDER BY p.application_closes, w.id LIMIT :most
       FOR NO KEY UPDATE OF w SKIP LOCKED
    """
)
_TOLD = text(
    "INSERT INTO interest_told (interest_id, line, told_at) VALUES (:interest, :line, :now) ON CONFLICT DO NOTHING"
)
# Those who may open the page of the deadlines.
_PLANNERS = text(
    """
    SELECT a.id, a.email, a.written_form FROM account a
     WHERE a.door = 'directorate' AND a.closed_at IS NULL AND a.email <> ''
       AND EXISTS (SELECT FROM account_role r WHERE r.account_id = a.id AND r.role IN ('officer', 'administrator'))
     ORDER BY a.id
    """
)


@job(TELL_OPENED, every=timedelta(hours=1))
async def tell_opened(session: Session, *, now: datetime) -> None:
    """One message for each wish and offer, once, however often it runs and however often the plan is replaced."""
    await name_what_is_in_the_list(session, now=now)
    rows = (await session.execute(_TO_TELL, {"today": oslo_date(now), "most": AT_A_TIME})).all()
    for row in rows:
        message = opening_message(
            interest_id=row.id, line=row.line, recipient=row.email, written_form=row.written_form,
            language_tag=row.language_tag, test=row.test, institution=row.institution, fee_nok=row.fee_nok,
            closes_at=local_day(row.application_closes).starts_at,
        )  # fmt: skip
        await queue_mail(session, message, now=now)
        await session.execute(_TOLD, {"interest": row.id, "line": row.line, "now": now})
    if len(rows) == AT_A_TIME:
        await enqueue(session, TELL_OPENED, key=TELL_OPENED)


@job(TELL_LISTED, every=timedelta(hours=1))
async def tell_listed(session: Session, *, now: datetime) -> None:
    """The exam is open in a language: one message to each interpreter listed in it who has not said no."""
    if await tell_the_listed(session, now=now) == NEWS_AT_A_TIME:
        await enqueue(session, TELL_LISTED, key=TELL_LISTED)


@job(WATCH_GRADUATES, every=timedelta(days=1))
async def watch_graduates(session: Session, *, now: datetime) -> None:
    """Alarms 12, 6 and 3 months before the three years are over, and after; each once for each degree.

    The planners get one message about all that are new. With nobody to tell, they stay new.
    """
    await raise_alarms(session, now=now)
    cohorts = await untold_alarms(session, now=now)
    planners = (await session.execute(_PLANNERS)).all()
    if not planners:
        return
    rows = [
        {"language_tag": each.language_tag, "graduates": each.graduates, "stage": each.clock.stage,
         "ends_at": local_day(each.clock.ends_on).starts_at.isoformat()}
        for each in cohorts
    ]  # fmt: skip
    for planner in planners if rows else ():
        message = alarm_message(
            account_id=planner.id,
            recipient=planner.email,
            written_form=planner.written_form,
            cohorts=rows,
            now=now,
        )
        await queue_mail(session, message, now=now)
    await note_told(session, now=now)
