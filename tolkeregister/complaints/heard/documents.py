"""The papers of a case its party may read: what went between them and the directorate, and what was given on request.

Of a case about access it is only that. Everything else (what others told us, internal papers) opens only by an
answered request (`file_access.py`).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from tolkeregister.complaints.heard.access import Heard, note_look
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.decisions.cases.journal import KeptFile

# Open is what went between the two, and what an answered request says yes to in its last word about it.
OPEN_TO_PARTY = """
    (p.counterpart = 'party' AND p.direction <> 'internal' OR EXISTS (
        SELECT FROM file_access_request q
          JOIN LATERAL (SELECT v.verdict FROM file_access_verdict v WHERE v.request_id = q.id AND v.post_id = p.id
                         ORDER BY v.id DESC LIMIT 1) last ON true
         WHERE q.complaint_id = c.id AND q.answered_at IS NOT NULL AND last.verdict = 'given'))
"""
_POSTS = f"""
    SELECT p.id, p.number, k.number AS case_number, p.kind, p.title, p.direction, p.counterpart, p.document_on,
           f.media_type, p.sha256, p.journaled_at, {OPEN_TO_PARTY} AS is_open
      FROM complaint c JOIN case_file k ON k.id IN (c.case_id, c.temporary_case_id) OR k.id IN (
           SELECT l.case_id FROM file_access_request q JOIN letter l ON l.id = q.letter_id WHERE q.complaint_id = c.id)
      JOIN journal_post p ON p.case_id = k.id JOIN archived_file f ON f.sha256 = p.sha256
     WHERE c.id = :complaint AND (k.id IN (c.case_id, c.temporary_case_id)
                                  OR p.counterpart = 'party' AND p.direction <> 'internal')
"""
_ALL = text(f"{_POSTS} ORDER BY p.journaled_at, p.id")
_ONE = text(
    f"SELECT o.*, f.content FROM ({_POSTS} AND p.id = :post) o JOIN archived_file f ON f.sha256 = o.sha256"
    " WHERE o.is_open"
)


@dataclass(frozen=True, slots=True)
class Document:
    """One paper of the case. `is_open`: its party may read it."""

    id: int
    number: int
    case_number: str
    kind: str
    title: str
    direction: str
    counterpart: str
    document_on: date
    media_type: str
    sha256: str
    journaled_at: datetime
    is_open: bool


async def documents_of(session: Session, complaint_id: int) -> tuple[Document, ...]:
    """Every paper of the complaint's cases, the first one first. What may be shown to whom is for the caller."""
    rows = await session.execute(_ALL, {"complaint": complaint_id})
    return tuple(Document(*each) for each in rows)


async def open_document(session: Session, heard: Heard, post_id: int, *, now: datetime) -> KeptFile:
    """One paper, noted; NotFound for one that is not open to the party, exactly as for one that is not there."""
    row = (await session.execute(_ONE, {"complaint": heard.complaint_id, "post": post_id})).one_or_none()
    if row is None:
        raise NotFound(reason("document_not_found"))
    await note_look(session, heard, post_id=post_id, now=now)
    return KeptFile(bytes(row.content), row.media_type, row.title, row.sha256)
