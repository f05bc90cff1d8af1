"""Jobs of cases and letters: handing over, asking for receipts, reminding of deadlines."""

from datetime import datetime, timedelta

from sqlalchemy import text

from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job
from tolkeregister.core.mail.outbox import Message, queue_mail
from tolkeregister.core.rules.dated import in_force
from tolkeregister.decisions.cases.commands import note
from tolkeregister.decisions.letters.commands import DELIVER
from tolkeregister.decisions.letters.delivery import LOOK, hand_over, in_hand, look
from tolkeregister.decisions.outcomes.notification import letter_came
from tolkeregister.decisions.rules.terms import TERMS

LOOK_AT_ALL, REMIND = "letter.look_at_all", "case.remind"

# Where a job was lost, the letter is found again here. A letter that was never opened is asked about for a month.
_DUE = text(
    """
    SELECT id, state FROM letter_delivery
     WHERE next_at <= :now AND (state IN ('queued', 'fallback', 'handed_over')
           OR (state = 'delivered' AND route = 'mailbox' AND delivered_at > :month_ago))
     ORDER BY next_at, id LIMIT 200
    """
)
_TO_REMIND = text(
    """
    UPDATE case_file SET reminded_at = :now
     WHERE state <> 'closed' AND deadline_at < :until
       AND (reminded_at IS NULL OR reminded_at < deadline_at - CAST(:ahead AS interval))
    RETURNING id, number, deadline_at, officer_account_id
    """
)
_OFFICER = text("SELECT email, written_form FROM account WHERE id = :id AND closed_at IS NULL")


@job(DELIVER)
async def deliver_letter(session: Session, *, now: datetime, delivery_id: int) -> None:
    """Hand one letter over; nothing for one that has been."""
    delivery = await in_hand(session, delivery_id)
    if delivery is not None and delivery.next_at <= now:
        await hand_over(session, delivery, now=now)


@job(LOOK)
async def look_after_letter(session: Session, *, now: datetime, delivery_id: int) -> None:
    """Ask for one receipt."""
    delivery = await in_hand(session, delivery_id)
    if delivery is not None and await look(session, delivery, now=now):
        await letter_came(session, delivery, now=now)


@job(LOOK_AT_ALL, every=timedelta(minutes=1))
async def look_after_letters(session: Session, *, now: datetime) -> None:
    """Queue what is due: one job each, so that one carrier's trouble is not another letter's."""
    rows = await session.execute(_DUE, {"now": now, "month_ago": now - timedelta(days=30)})
    for row in rows.all():
        name = DELIVER if row.state in ("queued", "fallback") else LOOK
        await enqueue(session, name, key=f"{name}:{row.id}", delivery_id=row.id)


@job(REMIND, every=timedelta(hours=1))
async def remind_of_deadlines(session: Session, *, now: datetime) -> None:
    """Say once in the log, and to the case's officer by e-mail, that a deadline is near."""
    ahead = timedelta(days=in_force(TERMS, oslo_date(now)).remind_days)
    rows = await session.execute(_TO_REMIND, {"now": now, "until": now + ahead, "ahead": ahead})
    for row in rows.all():
        until = oslo_date(row.deadline_at).isoformat()
        await note(session, SYSTEM, row.id, "case.reminded", {"until": until}, now=now)
        officer = (await session.execute(_OFFICER, {"id": row.officer_account_id})).one_or_none()
        if officer is not None:
            await queue_mail(session, Message(
                template="case_deadline", recipient=officer.email, event_key=f"case_deadline:{row.number}:{until}",
                subject_kind="case", subject_id=row.number, written_form=officer.written_form,
                data={"number": row.number, "answer_by": row.deadline_at.isoformat(), "path": f"/sak/{row.number}"},
            ), now=now)  # fmt: skip
