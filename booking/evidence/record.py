"""Adding to the evidence. What a caller adds is there exactly when the caller's own change is."""

import json
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

Kind = Literal["queue_drawn", "passed_over", "relaxed", "exception"]  # asked and answered are the trigger's

_ADD = text(
    """
    INSERT INTO search_evidence (happened_at, kind, account_id, assignment_id, interpreter_id, details)
    VALUES (:now, :kind, :account, :assignment, :interpreter, CAST(:details AS jsonb)) RETURNING id
    """
)
_SEARCHED = text(
    """
    INSERT INTO search_evidence (happened_at, kind, organisation_id, account_id, details)
    VALUES (:now, 'searched', :organisation, :account, CAST(:details AS jsonb)) RETURNING id
    """
)


async def record_evidence(
    session: Session, actor: Actor, kind: Kind, assignment_id: int, *, interpreter_id: int | None = None,
    now: datetime, **details: Any,
) -> int:  # fmt: skip
    """Add one event about an assignment; returns its id. `details` holds codes, numbers and times only."""
    values = {
        "now": now, "kind": kind, "account": actor.account_id, "assignment": assignment_id,
        "interpreter": interpreter_id, "details": json.dumps(details, default=_plain),
    }  # fmt: skip
    return int((await session.execute(_ADD, values)).scalar_one())


async def record_search(session: Session, actor: Actor, *, now: datetime, **details: Any) -> int:
    """Add that somebody of a public body searched for a time; returns the event's id."""
    values = {
        "now": now, "organisation": actor.organisation_id, "account": actor.account_id,
        "details": json.dumps(details, default=_plain),
    }  # fmt: skip
    return int((await session.execute(_SEARCHED, values)).scalar_one())


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"evidence cannot hold {type(value).__name__}")
