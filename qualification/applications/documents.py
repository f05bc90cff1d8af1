"""Adding, removing, scanning and opening the documents of an application. Nobody opens one before it is found clean."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from qualification.applications.access import (
    locked_application,
    own_application,
    require_others_application,
    require_own_application,
)
from qualification.applications.case import journal_documents
from qualification.applications.models import (
    Application,
    ApplicationDocument,
    ApplicationState,
    DocumentKind,
    ScanState,
)
from qualification.applications.rules.documents import may_keep, media_type_of, shown_name
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.scanning import ScanResult, scan

SCAN = "application.scan"
CHECK = "application.check"

_KEPT = text("SELECT count(*) FROM application_document WHERE application_id = :id AND removed_at IS NULL")
_SAME = text(
    "SELECT id FROM application_document WHERE application_id = :id AND sha256 = :sha256 AND removed_at IS NULL"
)
_REMOVE = text(
    """
    UPDATE application_document SET removed_at = :now, content = NULL
     WHERE id = :document AND application_id = :id AND removed_at IS NULL AND journal_post_id IS NULL RETURNING id
    """
)
_UNSCANNED = text(
    "SELECT application_id, content FROM application_document"
    " WHERE id = :id AND scan_state = 'waiting' AND removed_at IS NULL"
)
_SCANNED = text(
    """
    UPDATE application_document SET scan_state = :state, scanned_at = :now,
           content = CASE WHEN CAST(:state AS text) = 'infected' THEN NULL ELSE content END
     WHERE id = :id AND scan_state = 'waiting' RETURNING application_id
    """
)
_CONTENT = text(
    """
    SELECT d.file_name, d.media_type, coalesce(d.content, f.content) AS content FROM application_document d
      LEFT JOIN journal_post p ON p.id = d.journal_post_id LEFT JOIN archived_file f ON f.sha256 = p.sha256
     WHERE d.id = :document AND d.application_id = :id AND d.scan_state = 'clean' AND d.removed_at IS NULL
    """
)


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A clean document's bytes."""

    file_name: str
    media_type: str
    content: bytes


async def add_document(
    session: Session, actor: Actor, application_id: int, kind: str, file_name: str, content: bytes, *,
    now: datetime,
) -> int:  # fmt: skip
    """Keep a file until it is scanned; returns its id, the earlier one for the same bytes again.

    Raises Invalid with why a file cannot be kept (nothing else is lost), Conflict when the application has ended.
    """
    found = await own_application(session, actor, application_id)
    if found.state not in (ApplicationState.DRAFT, ApplicationState.SUBMITTED):
        raise conflict("application_ended")
    if kind not in set(DocumentKind):
        raise Invalid(reason("unknown_document_kind", field="slag"))
    kept = int((await session.execute(_KEPT, {"id": application_id})).scalar_one())
    judged = may_keep(content, kept)
    if not judged.allowed:
        raise Invalid(*judged.reasons)
    sha256 = hashlib.sha256(content).hexdigest()
    same = (await session.execute(_SAME, {"id": application_id, "sha256": sha256})).scalar()
    if same is not None:
        return int(same)
    media_type = media_type_of(content)
    assert media_type is not None
    made = ApplicationDocument(
        application_id=application_id, kind=kind, file_name=shown_name(file_name, media_type),
        media_type=media_type, size=len(content), sha256=sha256, content=content, uploaded_at=now,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    record(session, actor, "document.added", "application", application_id, now=now, document=made.id)
    await enqueue(session, SCAN, document_id=made.id)
    return made.id


async def remove_document(
    session: Session, actor: Actor, application_id: int, document_id: int, *, now: datetime
) -> None:
    """Take a document back, as long as it is not in the journal of a case. Conflict when it is, or is gone."""
    await own_application(session, actor, application_id)
    values = {"document": document_id, "id": application_id, "now": now}
    if (await session.execute(_REMOVE, values)).scalar_one_or_none() is None:
        raise conflict("document_not_removable")
    record(session, actor, "document.removed", "application", application_id, now=now, document=document_id)


async def scan_document(session: Session, document_id: int, *, now: datetime) -> ScanResult | None:
    """Have one scanned and keep the verdict; None when it is scanned or gone already. Raises ScannerDown."""
    row = (await session.execute(_UNSCANNED, {"id": document_id})).one_or_none()
    if row is None:
        return None
    result = await scan(bytes(row.content))
    found = await locked_application(session, row.application_id)
    state = ScanState.CLEAN if result.is_clean else ScanState.INFECTED
    values = {"state": state.value, "now": now, "id": document_id}
    if (await session.execute(_SCANNED, values)).scalar_one_or_none() is not None:
        await _after_scan(session, found, now=now)
    return result


async def open_own_document(
    session: Session, actor: Actor, application_id: int, document_id: int
) -> OpenedDocument:
    """One's own document; NotFound for another's, and for one that is not found clean."""
    await require_own_application(session, actor, application_id)
    return await _content(session, application_id, document_id)


async def open_document(
    session: Session, actor: Actor, application_id: int, document_id: int
) -> OpenedDocument:
    """A document as an officer reads it; NotFound for one that is not found clean: it fails closed."""
    await require_others_application(session, actor, application_id)
    return await _content(session, application_id, document_id)


async def _content(session: Session, application_id: int, document_id: int) -> OpenedDocument:
    values = {"document": document_id, "id": application_id}
    row = (await session.execute(_CONTENT, values)).one_or_none()
    if row is None or row.content is None:
        raise NotFound(reason("document_not_found"))
    return OpenedDocument(row.file_name, row.media_type, bytes(row.content))


async def _after_scan(session: Session, found: Application, *, now: datetime) -> None:
    await journal_documents(session, found, now=now)
    if found.state == ApplicationState.SUBMITTED:
        await enqueue(session, CHECK, key=f"{CHECK}:{found.id}", application_id=found.id)
