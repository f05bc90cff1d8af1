"""Forgetting who searched for what, who was asked, and the words of orders whose assignments are long over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.retention.complaints import log_rows
from tolkeregister.retention.registry import Forgetting
from tolkeregister.retention.rules.terms import Kept

_SEARCHED = """
    SELECT e.id, (e.happened_at AT TIME ZONE 'Europe/Oslo')::date AS ended_on, false AS is_held
      FROM search_evidence e WHERE e.kind = 'searched'
"""
_EVIDENCE = """
    SELECT e.id, (e.happened_at AT TIME ZONE 'Europe/Oslo')::date AS ended_on,
           is_held((SELECT i.person_id FROM interpreter i WHERE i.id = e.interpreter_id), NULL) AS is_held
      FROM search_evidence e
     WHERE e.kind <> 'searched' AND (e.account_id IS NOT NULL OR e.interpreter_id IS NOT NULL OR e.details <> '{}')
"""
_ORDERS = """
    SELECT r.id, (max(upper(a.period)) AT TIME ZONE 'Europe/Oslo')::date AS ended_on,
           bool_or(is_held((SELECT i.person_id FROM interpreter i WHERE i.id = a.interpreter_id), NULL)) AS is_held
      FROM request r JOIN assignment a ON a.request_id = r.id WHERE r.theme <> '' GROUP BY r.id
"""
_BLANK = (
    text(
        """
        UPDATE request SET theme = '', participants = '', gender_reason = left(gender_reason, 0),
               interpreter_reason = left(interpreter_reason, 0), plan_b = NULL
         WHERE id = ANY(CAST(:ids AS int[]))
        """
    ),
    text(
        """
        UPDATE offer o SET remark = NULL FROM assignment a
         WHERE a.id = o.assignment_id AND a.request_id = ANY(CAST(:ids AS int[])) AND o.remark IS NOT NULL
        """
    ),
    text("SELECT forget_rooms(CAST(:ids AS int[]))"),
)


async def _orders(session: Session, ids: Sequence[int], _: datetime) -> Sequence[int]:
    for statement in _BLANK:
        await session.execute(statement, {"ids": list(ids)})
    return ids


FORGETTINGS = (
    Forgetting(Kept.SEARCHED, _SEARCHED, log_rows("searched")),
    Forgetting(Kept.SEARCH_EVIDENCE, _EVIDENCE, log_rows("search_evidence")),
    Forgetting(Kept.ORDER_WORDS, _ORDERS, _orders),
)
