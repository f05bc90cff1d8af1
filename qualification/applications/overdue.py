"""What was asked for and has not come in time: said once to officer and applicant, never a silent end (rule A6)."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.mail.outbox import Message, queue_mail
from tolkeregister.core.rules.oslo_time import local_day
from tolkeregister.decisions.cases.commands import note

_PASSED = text(
    """
    UPDATE supplement_request q SET passed_at = :now
      FROM application p JOIN case_file c ON c.id = p.case_id JOIN account a ON a.id = p.account_id
     WHERE p.id = q.application_id AND p.state = 'submitted' AND q.answer_by < :today
       AND q.answered_at IS NULL AND q.ended_at IS NULL AND q.passed_at IS NULL
    RETURNING q.id, q.application_id, q.answer_by, c.id AS case_id, c.number, p.language_tag,
              coalesce(c.officer_account_id, q.account_id) AS officer_id,
              coalesce(nullif(p.email, ''), a.email) AS email, a.written_form
    """
)
_OFFICER = text(
    "SELECT email, written_form FROM account WHERE id = :id AND closed_at IS NULL AND email <> ''"
)


async def tell_what_passed(session: Session, *, now: datetime) -> int:
    """Tell the case's officer (else who asked) and the applicant, once for each question; returns how many.

    The application stays open: an officer proposes to reject it, and an answer still counts until that is signed.
    """
    rows = (await session.execute(_PASSED, {"now": now, "today": oslo_date(now)})).all()
    for row in rows:
        await note(
            session, SYSTEM, row.case_id, "supplement.passed", {"until": row.answer_by.isoformat()}, now=now
        )
        record(session, SYSTEM, "supplement.passed", "application", row.application_id, now=now)
        if row.email:
            path = f"/soknad/{row.application_id}"
            await _tell(session, row, "supplement_passed_own", row.email, row.written_form, path, now=now)
        officer = (await session.execute(_OFFICER, {"id": row.officer_id})).one_or_none()
        if officer is not None:
            path = f"/sak/soknad/{row.number}"
            await _tell(session, row, "supplement_passed", officer.email, officer.written_form, path, now=now)
    return len(rows)


async def _tell(
    session: Session, row: Any, template: str, recipient: str, form: str, path: str, *, now: datetime
) -> None:
    await queue_mail(session, Message(
        template=template, recipient=recipient, event_key=f"{template}:{row.id}", subject_kind="case",
        subject_id=row.number, written_form=form,
        data={"number": row.number, "answer_by": local_day(row.answer_by).starts_at.isoformat(), "path": path},
    ), now=now)  # fmt: skip
