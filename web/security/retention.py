"""Forgetting what sign-in leaves behind: old sessions, attempts, forms nobody came back for, and counts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.retention.registry import Forget, Forgetting
from tolkeregister.retention.rules.terms import Kept

_COUNT = "key || ' ' || extract(epoch FROM window_start)::bigint"


def _of(kind: Kept, table: str, key: str, began: str) -> Forgetting:
    rows = f"SELECT {key} AS id, {began} AS ended_on, false AS is_held FROM {table}"
    return Forgetting(kind, rows, _deleting(table, key))


def _deleting(table: str, key: str) -> Forget:
    statement = text(f"DELETE FROM {table} WHERE {key} = ANY(:ids) RETURNING {key}")

    async def forget(session: Session, ids: Sequence[Any], _: datetime) -> Sequence[Any]:
        return tuple((await session.execute(statement, {"ids": list(ids)})).scalars())

    return forget


FORGETTINGS = (
    _of(Kept.WEB_SESSION, "web_session", "id", "created_at"),
    _of(Kept.SIGN_IN_ATTEMPT, "sign_in_attempt", "state_hash", "created_at"),
    _of(Kept.FORM_DRAFT, "form_draft", "key_hash", "created_at"),
    _of(Kept.RATE_COUNT, "rate_count", _COUNT, "window_start"),
)
