"""Telling those who have wished for it that something opens, and watching the three years after degrees."""

from datetime import datetime, timedelta

from sqlalchemy import text

from qualification.plan.commands import TELL_OPENED
from qualification.plan.graduates import raise_alarms
from qualification.plan.messages import opening_message
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
     ORDER BY p.application_closes, w.id LIMIT :most
       FOR NO KEY UPDATE OF w SKIP LOCKED
    """
)
_TOLD = text(
    "INSERT INTO interest_told (interest_id, line, told_at) VALUES (:interest, :line, :now) ON CONFLICT DO NOTHING"
)


@job(TELL_OPENED, every=timedelta(hours=1))
async def tell_opened(session: Session, *, now: datetime) -> None:
    """One message for each wish and offer, once, however often it runs and however often the plan is replaced."""
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


@job(WATCH_GRADUATES, every=timedelta(days=1))
async def watch_graduates(session: Session, *, now: datetime) -> None:
    """Alarms 12, 6 and 3 months before the three years are over, and after; each once for each degree."""
    await raise_alarms(session, now=now)
