"""Reports in the background: one step after the other for each reporter, doubles every night."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import select, text
from sqlmodel import col

from booking.reports.commands import STEP, ask_worker
from booking.reports.matching import match_everything
from booking.reports.models import UNFINISHED, ReportUpload
from booking.reports.work import Progress, advance, refuse, reporters_with_work
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job

log = structlog.get_logger()

WAIT_FOR_ANOTHER = timedelta(seconds=2)
WAIT_LONGEST = timedelta(days=1)
"""How long a file is tried again while the database has no room, no locks or is away; then it is refused."""

_PASSES = ("DiskFull", "OutOfMemory", "LockNotAvailable", "DeadlockDetected", "CannotConnect", "ConnectionDoesNotExist",
           "AdminShutdown", "ConnectionRefused", "InterfaceError", "OSError", "TimeoutError")  # fmt: skip
_GIVEN_UP = text(
    """
    DELETE FROM job WHERE name = :name AND parked_at IS NOT NULL AND args ->> 'reporter_id' = :reporter_id
    RETURNING last_error
    """
)


@job(STEP)
async def step(session: Session, *, now: datetime, reporter_id: int) -> None:
    """One step of a reporter's oldest unfinished upload; asks for the next."""
    progress = await advance(session, reporter_id, now=now)
    if progress is Progress.MORE:
        await ask_worker(session, reporter_id)
    elif progress is Progress.BUSY:
        at = now + WAIT_FOR_ANOTHER
        await enqueue(session, STEP, run_at=at, key=f"{STEP}:{reporter_id}", reporter_id=reporter_id)


@job("reports.tend", every=timedelta(minutes=10))
async def tend(session: Session, *, now: datetime) -> None:
    """Take up what lies still. A file that cannot be read at any attempt is refused, so that the next ones are read."""
    for reporter_id in await reporters_with_work(session):
        errors = list(
            (await session.execute(_GIVEN_UP, {"name": STEP, "reporter_id": str(reporter_id)})).scalars()
        )
        if errors:
            mine = (col(ReportUpload.reporter_id) == reporter_id, col(ReportUpload.state).in_(UNFINISHED))
            oldest = (
                select(ReportUpload).where(*mine).order_by(col(ReportUpload.id)).limit(1).with_for_update()
            )
            upload = (await session.execute(oldest)).scalar_one()
            if not passes(errors[-1]) or now - upload.received_at > WAIT_LONGEST:
                log.error("reports.given_up", upload=upload.id)
                refuse(upload, "could_not_be_handled", now=now)
                await session.flush()
        await ask_worker(session, reporter_id)


def passes(error: str | None) -> bool:
    """Whether what hindered an attempt has nothing to do with the file."""
    return any(name in (error or "") for name in _PASSES)


@job("reports.match", every=timedelta(days=1))
async def match_nightly(session: Session, *, now: datetime) -> None:
    """What was confirmed here after an agency reported it is counted once."""
    await match_everything(session, now=now)
