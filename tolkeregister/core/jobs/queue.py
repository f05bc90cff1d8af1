"""Putting a job in the queue, inside the caller's transaction: if that rolls back, there never was a job."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.database import Session

CHANNEL = "job"

_ENQUEUE = text(
    """
    WITH new AS (
        INSERT INTO job (name, args, run_at, dedupe_key)
        VALUES (:name, CAST(:args AS jsonb), coalesce(:run_at, now()), :key)
        ON CONFLICT DO NOTHING RETURNING id
    )
    SELECT id, pg_notify('job', '') FROM new
    """
)


async def enqueue(
    session: Session, name: str, *, run_at: datetime | None = None, key: str | None = None, **args: Any
) -> int | None:
    """Queue the job called `name`; `key` keeps a second waiting one away. Returns its id, None if one waits."""
    values = {"name": name, "args": json.dumps(args), "run_at": run_at, "key": key}
    row = (await session.execute(_ENQUEUE, values)).first()
    return None if row is None else int(row.id)
