"""Telling those who stand in the register that the exam in one of their languages is open, once for each round.

Of the interpreters asked in 2021, 22 per cent had had no information about the exam (IMDi's annual report 2021, survey
among 239 in the register). It is told to those without bevilling in the language, whatever their category, and of the
part they can take: the oral one for whoever has passed the first, or has a degree in the language.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from qualification.plan.messages import EXAM_OPENS, exam_message
from qualification.plan.queries import NEWEST
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.mail.outbox import Message, queue_mail
from tolkeregister.core.mail.overtaken import Queued, ask_before_sending
from tolkeregister.core.rules.oslo_time import local_day
from tolkeregister.profiles.jobs import WRITTEN_FORM

AT_A_TIME = 200

# Who has wished for it is told for the wish, and nobody of the same round twice.
_TO_TELL = text(
    f"""
    SELECT i.id, i.number, x.line, p.email, {WRITTEN_FORM} AS written_form, x.language_tag, x.test,
           o.name AS institution, x.application_closes, x.fee_nok
      FROM plan_item x JOIN institution o ON o.code = x.institution_code
      JOIN entry e ON e.language_tag = x.language_tag AND e.type IN ('speech', 'sign')
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
      JOIN interpreter i ON i.id = e.interpreter_id JOIN person p ON p.id = i.person_id AND p.dead_on IS NULL
     WHERE x.plan_id = {NEWEST} AND x.test IN ('siling', 'practical')
       AND :today BETWEEN x.application_opens AND x.application_closes
       AND NOT EXISTS (SELECT FROM evidence v WHERE v.person_id = p.id AND v.kind = 'bevilling'
                          AND v.language_tag = x.language_tag AND upper_inf(v.recorded)
                          AND v.valid @> CAST(:now AS timestamptz))
       AND (x.test = 'practical') = (
           EXISTS (SELECT FROM evidence b WHERE b.person_id = p.id AND b.kind = 'bachelor'
                      AND b.language_tag = x.language_tag AND upper_inf(b.recorded)
                      AND b.valid @> CAST(:now AS timestamptz))
           OR EXISTS (SELECT FROM test_result r JOIN test_round q ON q.id = r.round_id
                        JOIN candidate k ON k.id = r.candidate_id AND k.person_id = p.id
                       WHERE q.test = 'siling' AND q.language_tag = x.language_tag AND r.part = 'whole'
                         AND r.verdict = 'passed'
                         AND NOT EXISTS (SELECT FROM test_result s WHERE s.supersedes_id = r.id)))
       AND NOT EXISTS (SELECT FROM opening_news_declined d WHERE d.interpreter_id = i.id)
       AND NOT EXISTS (SELECT FROM opening_told t WHERE t.interpreter_id = i.id AND t.line = x.line)
       AND NOT EXISTS (SELECT FROM test_interest w JOIN account a ON a.id = w.account_id AND a.person_id = p.id
                        WHERE w.language_tag = x.language_tag AND w.test = 'siling'
                          AND (w.withdrawn_at IS NULL OR EXISTS (SELECT FROM interest_told t WHERE t.interest_id = w.id
                                                                  AND t.line = x.line)))
     ORDER BY x.application_closes, i.id LIMIT :most FOR NO KEY UPDATE OF i SKIP LOCKED
    """
)
_TOLD = text(
    "INSERT INTO opening_told (interpreter_id, line, told_at) VALUES (:id, :line, :now) ON CONFLICT DO NOTHING"
)
_DECLINED = text(
    """
    SELECT EXISTS (SELECT FROM opening_news_declined d JOIN interpreter i ON i.id = d.interpreter_id
                    WHERE i.number = :number)
    """
)


async def tell_the_listed(session: Session, *, now: datetime) -> int:
    """Queue the mails that are due, AT_A_TIME at most; returns how many. Safe to run twice and at once."""
    values = {"now": now, "today": oslo_date(now), "most": AT_A_TIME}
    rows = (await session.execute(_TO_TELL, values)).all()
    for row in rows:
        await session.execute(_TOLD, {"id": row.id, "line": row.line, "now": now})
        await queue_mail(session, _message(row), now=now)
    return len(rows)


def _message(row: Any) -> Message:
    return exam_message(
        number=row.number, line=row.line, recipient=row.email, written_form=row.written_form,
        language_tag=row.language_tag, test=row.test, institution=row.institution, fee_nok=row.fee_nok,
        closes_at=local_day(row.application_closes).starts_at,
    )  # fmt: skip


async def is_still_wanted(session: Session, mail: Queued) -> bool:
    """Whether somebody has not said no between the queue and the mail server."""
    return not (await session.execute(_DECLINED, {"number": mail.subject_id})).scalar_one()


ask_before_sending(EXAM_OPENS, is_still_wanted)
