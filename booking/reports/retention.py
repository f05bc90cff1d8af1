"""Forgetting the bytes of files that have long been read; until then they can be read again. Receipt and facts stay."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.retention.registry import Forgetting
from tolkeregister.retention.rules.terms import Kept

_FILES = """
    SELECT u.id, (u.finished_at AT TIME ZONE 'Europe/Oslo')::date AS ended_on, false AS is_held
      FROM report_upload u WHERE u.finished_at IS NOT NULL AND u.bytes_deleted_at IS NULL
"""
_PARTS = text("DELETE FROM report_part WHERE upload_id = ANY(CAST(:ids AS int[]))")
_SAY = text("UPDATE report_upload SET bytes_deleted_at = :now WHERE id = ANY(CAST(:ids AS int[]))")


async def _files(session: Session, ids: Sequence[int], now: datetime) -> Sequence[int]:
    await session.execute(_PARTS, {"ids": list(ids)})
    await session.execute(_SAY, {"ids": list(ids), "now": now})
    return ids


FORGETTINGS = (Forgetting(Kept.REPORT_FILE, _FILES, _files),)
