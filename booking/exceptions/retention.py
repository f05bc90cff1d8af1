"""Forgetting who interpreted from outside the register; the exception itself stays (tolkeloven § 7)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.retention.registry import Forgetting
from tolkeregister.retention.rules.terms import Kept

# As long after the end as it stands: an assignment that is moved keeps the name for longer.
_PEOPLE = """
    SELECT o.exception_id AS id, (max(upper(a.period)) AT TIME ZONE 'Europe/Oslo')::date AS ended_on, false AS is_held
      FROM outside_interpreter o JOIN assignment a ON a.exception_id = o.exception_id GROUP BY o.exception_id
"""
_FORGET = text(
    "DELETE FROM outside_interpreter WHERE exception_id = ANY(CAST(:ids AS int[])) RETURNING exception_id"
)


async def _people(session: Session, ids: Sequence[int], _: datetime) -> Sequence[int]:
    return tuple((await session.execute(_FORGET, {"ids": list(ids)})).scalars())


FORGETTINGS = (Forgetting(Kept.OUTSIDE_INTERPRETER, _PEOPLE, _people),)
