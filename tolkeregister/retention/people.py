"""Forgetting who somebody was, long after they left the register, and the texts of e-mails."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.retention.registry import Forgetting
from tolkeregister.retention.rules.terms import Kept

_LEFT = """
    SELECT p.id, (max(upper(l.valid)) AT TIME ZONE 'Europe/Oslo')::date AS ended_on, is_held(p.id, NULL) AS is_held
      FROM person p JOIN interpreter i ON i.person_id = p.id JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
     WHERE p.given_name <> ''
     GROUP BY p.id HAVING NOT bool_or(upper_inf(l.valid))
"""
_MAIL = """
    SELECT m.id, (coalesce(m.sent_at, m.created_at) AT TIME ZONE 'Europe/Oslo')::date AS ended_on, false AS is_held
      FROM mail_message m WHERE m.state <> 'queued' AND m.recipient <> ''
"""
_ANONYMISE = text("SELECT anonymise_person(:id)")
_BLANK_MAIL = text(
    "UPDATE mail_message SET recipient = '', data = '{}', last_error = NULL WHERE id = ANY(CAST(:ids AS int[]))"
)


async def _people(session: Session, ids: Sequence[int], _: datetime) -> Sequence[int]:
    return [each for each in ids if (await session.execute(_ANONYMISE, {"id": each})).scalar_one()]


async def _mail(session: Session, ids: Sequence[int], _: datetime) -> Sequence[int]:
    await session.execute(_BLANK_MAIL, {"ids": list(ids)})
    return ids


FORGETTINGS = (Forgetting(Kept.PERSON, _LEFT, _people), Forgetting(Kept.MAIL, _MAIL, _mail))
