"""Receiving a file: kept as it came, and left to the worker. The same bytes twice are the same upload."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, insert, select, text
from sqlmodel import col

from booking.reports.access import reporter_of
from booking.reports.models import UNFINISHED, ReportPart, ReportUpload, UploadState
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict
from tolkeregister.core.jobs.queue import enqueue

STEP = "reports.step"
PART_BYTES = 768 * 1024
"""Files are kept and read in parts of this size: some ten thousand rows, and forty times as many bytes in Python."""

LARGEST_FILE = 256 * 1024 * 1024
"""Bytes; some two and a half million rows."""

MOST_WAITING = 20
"""Files of one reporter that are not finished."""

Via = Literal["page", "command", "api"]

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 8))")


@dataclass(frozen=True, slots=True)
class Received:
    """The upload; `is_new` is false when the reporter had sent the same bytes before, and nothing more is done."""

    upload_id: int
    is_new: bool


async def receive_upload(
    session: Session, actor: Actor, content: AsyncIterator[bytes], *, file_name: str, via: Via, now: datetime
) -> Received:
    """Keep a file and ask the worker to read it. The same bytes from the same reporter are the same upload.

    The content comes in pieces of any size and is never whole in memory. Raises NotAllowed, Invalid (`file_empty`,
    `file_too_large`) and Conflict (`too_many_waiting`).
    """
    reporter_id = reporter_of(actor)
    await _not_too_many(session, reporter_id)
    upload = ReportUpload(
        reporter_id=reporter_id, account_id=actor.account_id, via=via, size=0, received_at=now,
        file_name=" ".join("".join(c if c.isprintable() else " " for c in file_name).split())[-120:] or "fil",
    )  # fmt: skip
    session.add(upload)
    await session.flush()
    assert upload.id is not None
    sha256 = await _keep(session, upload, content)
    # whoever sends the same file in the same moment waits here, and finds the first one's
    await session.execute(_ONE_AT_A_TIME, {"key": f"{reporter_id}:{sha256}"})
    same = select(col(ReportUpload.id)).where(
        col(ReportUpload.reporter_id) == reporter_id, col(ReportUpload.sha256) == sha256
    )
    earlier = (await session.execute(same)).scalar_one_or_none()
    if earlier is not None:
        await session.delete(upload)
        await session.flush()
        return Received(earlier, is_new=False)
    upload.sha256 = sha256
    await session.flush()
    await ask_worker(session, reporter_id)
    record(session, actor, "report.received", "report_upload", upload.id, now=now, size=upload.size, via=via)
    return Received(upload.id, is_new=True)


async def ask_worker(session: Session, reporter_id: int) -> None:
    """Queue the next step of the reporter's uploads; one at a time waits."""
    await enqueue(session, STEP, key=f"{STEP}:{reporter_id}", reporter_id=reporter_id)


async def read_again(session: Session, actor: Actor, upload_id: int, *, now: datetime) -> None:
    """Have a finished file read once more: when what hindered it is gone. What it has stored already is unchanged.

    Raises NotFound for others' files, Conflict when it is not finished or its bytes have been deleted.
    """
    mine = (col(ReportUpload.id) == upload_id, col(ReportUpload.reporter_id) == reporter_of(actor))
    found = select(ReportUpload).where(*mine).with_for_update()
    upload = (await session.execute(found)).scalar_one_or_none()
    if upload is None:
        raise NotFound(reason("upload_not_found"))
    if upload.state in UNFINISHED or upload.bytes_deleted_at is not None:
        raise conflict("cannot_be_read_again")
    upload.state, upload.refused_code, upload.refused_facts = UploadState.RECEIVED, None, {}
    await session.flush()
    await ask_worker(session, upload.reporter_id)
    record(session, actor, "report.read_again", "report_upload", upload_id, now=now)


async def _not_too_many(session: Session, reporter_id: int) -> None:
    waiting = select(func.count()).where(
        col(ReportUpload.reporter_id) == reporter_id, col(ReportUpload.state).in_(UNFINISHED)
    )
    if (await session.execute(waiting)).scalar_one() >= MOST_WAITING:
        raise conflict("too_many_waiting", most=MOST_WAITING)


async def _keep(session: Session, upload: ReportUpload, content: AsyncIterator[bytes]) -> str:
    """Store the content in parts of PART_BYTES; returns its SHA-256."""
    digest, held = hashlib.sha256(), bytearray()
    async for piece in content:
        digest.update(piece)
        upload.size += len(piece)
        if upload.size > LARGEST_FILE:
            raise Invalid(reason("file_too_large", field="file", most=LARGEST_FILE))
        held += piece
        while len(held) >= PART_BYTES:
            await _keep_part(session, upload, bytes(held[:PART_BYTES]))
            del held[:PART_BYTES]
    if not upload.size:
        raise Invalid(reason("file_empty", field="file"))
    if held:
        await _keep_part(session, upload, bytes(held))
    return digest.hexdigest()


async def _keep_part(session: Session, upload: ReportUpload, content: bytes) -> None:
    values = {"upload_id": upload.id, "is_converted": False, "number": upload.parts, "content": content}
    await session.execute(insert(ReportPart).values(**values))
    upload.parts += 1
