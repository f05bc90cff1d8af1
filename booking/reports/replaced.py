"""Rows that wait for a word, and have been sent again, mended, in a later file: the word need not be decided for them.

A row that waits is nowhere but in its file. So the file is read once more when a later one has come, as it is when a
word is decided, and what the later one has said of a reference is not waited for.
"""

from sqlalchemy import select, text
from sqlmodel import col

from booking.reports.commands import ask_worker
from booking.reports.ledger import Stored
from booking.reports.models import ReportUpload, UploadState
from booking.reports.reading.engine import Read
from tolkeregister.core.database import Session

_SAID_LATER = text(
    """
    SELECT r.reference FROM unnest(CAST(:refs AS text[])) AS r (reference)
     WHERE EXISTS (SELECT FROM assignment_fact f WHERE f.reporter_id = :reporter_id AND f.reference = r.reference
                                                   AND f.upload_id > :upload_id)
        OR EXISTS (SELECT FROM undelivered_fact u WHERE u.reporter_id = :reporter_id AND u.reference = r.reference
                                                    AND u.upload_id > :upload_id)
    """
)
# Earlier files that wait for a word this one does not use: it may be their mended version.
_MAY_BE_REPLACED = text(
    """
    SELECT DISTINCT e.id FROM report_upload e JOIN report_word_use u ON u.upload_id = e.id
      JOIN report_word w ON w.id = u.word_id AND w.state = 'open'
     WHERE e.reporter_id = :reporter_id AND e.id < :upload_id
       AND NOT EXISTS (SELECT FROM report_word_use own WHERE own.upload_id = :upload_id AND own.word_id = u.word_id)
    """
)


async def wait_no_longer(session: Session, upload: ReportUpload, read: Read, stored: Stored) -> None:
    """Take the rows of a piece that a later file has spoken of off what waits. At first there is no later file."""
    if upload.times_read == 1 or not read.waiting_rows:
        return
    values = {
        "reporter_id": upload.reporter_id, "upload_id": upload.id,
        "refs": sorted({row.reference for row in read.waiting_rows.values()}),
    }  # fmt: skip
    replaced = set((await session.execute(_SAID_LATER, values)).scalars())
    for row in read.waiting_rows.values():
        if row.reference not in replaced:
            continue
        for word in row.words:
            read.words[word].rows -= 1
        if not row.is_refused:
            read.waiting -= 1
            stored.verdicts["older"] += 1
    read.words = {word: use for word, use in read.words.items() if use.rows}


async def read_earlier_again(session: Session, upload: ReportUpload) -> None:
    """Have the files that this one may have mended read once more, when it has been read for the first time."""
    if upload.times_read > 1:
        return
    values = {"reporter_id": upload.reporter_id, "upload_id": upload.id}
    ids = list((await session.execute(_MAY_BE_REPLACED, values)).scalars())
    waiting = select(ReportUpload).where(
        col(ReportUpload.id).in_(ids), col(ReportUpload.bytes_deleted_at).is_(None),
        col(ReportUpload.state) == UploadState.DONE,
    )  # fmt: skip
    for earlier in (await session.execute(waiting.with_for_update(skip_locked=True))).scalars():
        earlier.state = UploadState.RECEIVED
        await ask_worker(session, earlier.reporter_id)
