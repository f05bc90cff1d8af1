"""Receiving a file of results: kept as it came and left to the worker. The same bytes twice are the same upload."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select, text
from sqlmodel import col

from qualification.imports.access import institution_of
from qualification.imports.models import ResultFile, ResultUpload, UploadState
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, conflict
from tolkeregister.core.jobs.queue import enqueue

READ = "results.read"
LARGEST_FILE = 48 * 1024 * 1024
"""Bytes; some three hundred thousand rows."""

MOST_WAITING = 20
"""Files of one institution that are not finished."""

Via = Literal["page", "api"]
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 20))")


@dataclass(frozen=True, slots=True)
class Received:
    """The upload; `is_new` is false when the institution had sent the same bytes before, and nothing more is done."""

    upload_id: int
    is_new: bool


async def receive_results(
    session: Session, actor: Actor, content: bytes, *, file_name: str, via: Via, now: datetime
) -> Received:
    """Keep a file and ask the worker to read it. The same bytes from the same institution are the same upload.

    Raises NotAllowed, Invalid (`file_empty`, `file_too_large`) and Conflict (`too_many_waiting`).
    """
    institution = await institution_of(session, actor)
    if not content.strip():
        raise Invalid(reason("file_empty", field="file"))
    if len(content) > LARGEST_FILE:
        raise Invalid(reason("file_too_large", field="file", most=LARGEST_FILE))
    sha256 = hashlib.sha256(content).hexdigest()
    # whoever sends the same file in the same moment waits here, and finds the first one's
    await session.execute(_ONE_AT_A_TIME, {"key": f"{institution}:{sha256}"})
    ours = col(ResultUpload.institution_code) == institution
    same = select(col(ResultUpload.id)).where(ours, col(ResultUpload.sha256) == sha256)
    earlier = (await session.execute(same)).scalar_one_or_none()
    if earlier is not None:
        return Received(earlier, is_new=False)
    waiting = select(func.count()).where(ours, col(ResultUpload.state) == UploadState.RECEIVED)
    if (await session.execute(waiting)).scalar_one() >= MOST_WAITING:
        raise conflict("too_many_waiting", most=MOST_WAITING)
    upload = ResultUpload(
        institution_code=institution, account_id=actor.account_id, via=via, size=len(content), sha256=sha256,
        received_at=now, file_name=_plain(file_name),
    )  # fmt: skip
    session.add(upload)
    await session.flush()
    assert upload.id is not None
    session.add(ResultFile(upload_id=upload.id, content=content))
    await session.flush()
    await enqueue(session, READ, key=f"{READ}:{upload.id}", upload_id=upload.id)
    record(
        session, actor, "results.received", "result_upload", upload.id, now=now, size=len(content), via=via
    )
    return Received(upload.id, is_new=True)


def _plain(name: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(printable.split())[-120:] or "fil"
