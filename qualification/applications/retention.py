"""Forgetting applications that were never sent, and the files of withdrawn ones. Sent ones are in the archive."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.retention.registry import Forgetting
from tolkeregister.retention.rules.terms import Kept

_DRAFTS = """
    SELECT a.id, (greatest(a.started_at, (SELECT max(d.uploaded_at) FROM application_document d
             WHERE d.application_id = a.id)) AT TIME ZONE 'Europe/Oslo')::date AS ended_on,
           is_held((SELECT coalesce(o.person_id, p.id) FROM account o LEFT JOIN person p ON p.national_id = o.subject
                     WHERE o.id = a.account_id), NULL) AS is_held
      FROM application a WHERE a.state = 'draft'
"""
_DOCUMENTS = """
    SELECT d.id, (coalesce(d.removed_at, a.ended_at) AT TIME ZONE 'Europe/Oslo')::date AS ended_on,
           is_held((SELECT coalesce(o.person_id, p.id) FROM account o LEFT JOIN person p ON p.national_id = o.subject
                     WHERE o.id = a.account_id), NULL) AS is_held
      FROM application_document d JOIN application a ON a.id = d.application_id
     WHERE d.journal_post_id IS NULL AND d.file_name <> '' AND (a.state = 'withdrawn' OR d.removed_at IS NOT NULL)
"""
_REMOVE = text("SELECT forget_application_drafts(CAST(:ids AS int[]))")
_EMPTY = text(
    "UPDATE application_document SET content = NULL, file_name = '' WHERE id = ANY(CAST(:ids AS int[]))"
)


async def _drafts(session: Session, ids: Sequence[int], _: datetime) -> Sequence[int]:
    count = (await session.execute(_REMOVE, {"ids": list(ids)})).scalar_one()
    if count != len(ids):
        raise RuntimeError(f"{count} of {len(ids)} drafts could be forgotten")
    return ids


async def _documents(session: Session, ids: Sequence[int], _: datetime) -> Sequence[int]:
    await session.execute(_EMPTY, {"ids": list(ids)})
    return ids


FORGETTINGS = (
    Forgetting(Kept.APPLICATION_DRAFT, _DRAFTS, _drafts),
    Forgetting(Kept.APPLICATION_DOCUMENT, _DOCUMENTS, _documents),
)
