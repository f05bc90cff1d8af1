"""From the receipt of a decision's letter to the last day to appeal (rules/notification.py, rules/deadlines.py)."""

from datetime import datetime, timedelta

from sqlalchemy import text

from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.holidays import holidays_between
from tolkeregister.core.mail.outbox import Message, queue_mail
from tolkeregister.core.rules.dated import in_force
from tolkeregister.decisions.cases.commands import note
from tolkeregister.decisions.letters.models import LetterDelivery
from tolkeregister.decisions.rules.deadlines import appeal_by
from tolkeregister.decisions.rules.notification import notified
from tolkeregister.decisions.rules.terms import TERMS

_DECISION = text("SELECT d.id, d.number, d.case_id FROM decision d WHERE d.letter_id = :letter")
_NOTIFY = text(
    """
    INSERT INTO decision_notification (decision_id, notified_at, rule, appeal_by, known_at)
    VALUES (:decision_id, :notified_at, :rule, :appeal_by, :known_at) ON CONFLICT DO NOTHING RETURNING decision_id
    """
)
_READER = text(
    """
    SELECT p.email, coalesce(a.written_form, 'nb') AS written_form, c.number
      FROM letter l JOIN case_file c ON c.id = l.case_id JOIN person p ON p.id = c.person_id
      LEFT JOIN account a ON (a.person_id = p.id OR a.subject = p.national_id) AND a.door = 'interpreter'
                         AND a.closed_at IS NULL
     WHERE l.id = :letter AND p.dead_on IS NULL ORDER BY a.id LIMIT 1
    """
)


async def letter_came(session: Session, delivery: LetterDelivery, *, now: datetime) -> None:
    """Start the time to appeal when it was a decision, and tell the reader by e-mail that there is a letter."""
    assert delivery.delivered_at is not None
    row = (await session.execute(_DECISION, {"letter": delivery.letter_id})).one_or_none()
    if row is not None:
        await _start(session, row.id, row.case_id, row.number, delivery.route, delivery.delivered_at, now)
    await _tell(session, delivery.letter_id, now)


async def _start(
    session: Session,
    decision_id: int,
    case_id: int,
    number: str,
    route: str,
    delivered_at: datetime,
    now: datetime,
) -> None:
    terms = in_force(TERMS, oslo_date(delivered_at))
    told = notified(route, delivered_at, terms.post_days)
    day = oslo_date(told.at)
    last = appeal_by(day, terms.appeal_weeks, holidays_between(day, day + timedelta(days=60)))
    values = {
        "decision_id": decision_id, "notified_at": told.at, "rule": told.rule, "appeal_by": last, "known_at": now,
    }  # fmt: skip
    if (await session.execute(_NOTIFY, values)).scalar_one_or_none() is not None:
        facts = {"number": number, "rule": told.rule, "until": last.isoformat()}
        await note(session, SYSTEM, case_id, "decision.notified", facts, now=now)
        record(session, SYSTEM, "decision.notified", "decision", number, now=now)


async def _tell(session: Session, letter_id: int, now: datetime) -> None:
    """«Du har fått brev»: never what the letter says (forvaltningsloven § 13)."""
    reader = (await session.execute(_READER, {"letter": letter_id})).one_or_none()
    if reader is None or not reader.email:
        return
    await queue_mail(session, Message(
        template="letter_waiting", recipient=reader.email, event_key=f"letter_waiting:{letter_id}",
        subject_kind="letter", subject_id=str(letter_id), data={"path": "/min-side/vedtak"},
        written_form=reader.written_form,
    ), now=now)  # fmt: skip
