"""Forgetting the bytes of files of results; what they said is in the tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.retention.registry import Forgetting
from tolkeregister.retention.rules.terms import Kept

_FILES = """
    SELECT u.id, (u.finished_at AT TIME ZONE 'Europe/Oslo')::date AS ended_on, false AS is_held
      FROM result_file f JOIN result_upload u ON u.id = f.upload_id WHERE u.finished_at IS NOT NULL
"""
_FORGET = text("DELETE FROM result_file WHERE upload_id = ANY(CAST(:ids AS int[])) RETURNING upload_id")


async def _files(session: Session, ids: Sequence[int], _: datetime) -> Sequence[int]:
    return tuple((await session.execute(_FORGET, {"ids": list(ids)})).scalars())


FORGETTINGS = (Forgetting(Kept.RESULT_FILE, _FILES, _files),)
