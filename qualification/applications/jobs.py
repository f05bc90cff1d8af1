"""Work of applications that can wait: scanning documents, checking what was sent, looking again when something came."""

from datetime import datetime, timedelta

from sqlalchemy import text

from qualification.applications.documents import CHECK, SCAN, scan_document
from qualification.applications.overdue import tell_what_passed
from qualification.applications.proposing import propose_by_system
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job

_WAITING = text(
    """
    SELECT d.id FROM application_document d WHERE d.scan_state = 'waiting' AND d.removed_at IS NULL
       AND d.uploaded_at < :before ORDER BY d.id LIMIT 100
    """
)
_OPEN = text("SELECT id FROM application WHERE state = 'submitted' AND case_id IS NOT NULL ORDER BY id")


@job(SCAN)
async def scan_one(session: Session, *, document_id: int, now: datetime) -> None:
    """One document. Fails while the scanner is down, and is then tried again; the document stays unopened."""
    await scan_document(session, document_id, now=now)


@job("application.scan_again", every=timedelta(minutes=15))
async def scan_again(session: Session, *, now: datetime) -> None:
    """Documents whose job was given up while the scanner was down for long. Safe to run twice."""
    before = now - timedelta(minutes=15)
    for each in (await session.execute(_WAITING, {"before": before})).scalars().all():
        await enqueue(session, SCAN, key=f"{SCAN}:{each}", document_id=each)


@job(CHECK)
async def check_one(session: Session, *, application_id: int, now: datetime) -> None:
    """Let the system propose when it may. Safe to run twice."""
    await propose_by_system(session, application_id, now=now)


@job("application.check_all", every=timedelta(minutes=30))
async def check_all(session: Session, *, now: datetime) -> None:
    """Evidence may have been imported since: look at every open application again."""
    for each in (await session.execute(_OPEN)).scalars().all():
        await enqueue(session, CHECK, key=f"{CHECK}:{each}", application_id=each)


@job("application.supplements_passed", every=timedelta(hours=1))
async def supplements_passed(session: Session, *, now: datetime) -> None:
    """What was asked for and has not come: officer and applicant are told. Safe to run twice."""
    await tell_what_passed(session, now=now)
