"""Taking up a received file: what it is, where its rows start, and text made of what is no text."""

import asyncio
from collections.abc import AsyncIterator, Iterator

from sqlalchemy import delete, insert, select
from sqlmodel import col

from booking.reports.commands import PART_BYTES
from booking.reports.models import ReportFinding, ReportPart, ReportUpload, ReportWordUse, UploadState
from booking.reports.rules.columns import read_header
from tolkeregister.core.database import Session
from tolkeregister.core.spreadsheets.convert import text_of_utf16, text_of_workbook
from tolkeregister.core.spreadsheets.opening import Opening, format_of, open_text
from tolkeregister.core.spreadsheets.rules import RefusedFile

LARGEST_WORKBOOK = 32 * 1024 * 1024
"""Bytes, compressed. A larger register is sent as CSV."""

_COUNTERS = ("parts_read", "lines_read", "rows_read", "rows_refused", "rows_waiting", "rows_new", "rows_changed",
             "rows_unchanged", "rows_withdrawn", "rows_same", "rows_older", "rows_late", "rows_after_cut_off",
             "findings")  # fmt: skip


async def open_upload(session: Session, upload: ReportUpload) -> None:
    """Make the upload ready to be read from its first row, whatever was read before. Raises RefusedFile."""
    await _forget_earlier_reading(session, upload)
    first = await part(session, upload, 0, is_converted=False)
    upload.format = format_of(first)
    if upload.format != "csv":
        first = await _convert(session, upload)
    opening = open_text(first, read_header, is_converted=upload.format == "workbook")
    _begin(upload, opening)


def _begin(upload: ReportUpload, opening: Opening) -> None:
    upload.delimiter = opening.delimiter
    upload.columns, upload.ignored_columns = list(opening.header.columns), list(opening.header.ignored)
    upload.lines_read = opening.lines
    upload.state = UploadState.READING


async def _forget_earlier_reading(session: Session, upload: ReportUpload) -> None:
    for name in _COUNTERS:
        setattr(upload, name, 0)
    upload.carry, upload.counts, upload.periods, upload.times_read = b"", {}, {}, upload.times_read + 1
    upload.first_start = upload.last_start = upload.finished_at = None
    await session.execute(delete(ReportFinding).where(col(ReportFinding.upload_id) == upload.id))
    await session.execute(delete(ReportWordUse).where(col(ReportWordUse.upload_id) == upload.id))
    converted = (col(ReportPart.upload_id) == upload.id, col(ReportPart.is_converted))
    await session.execute(delete(ReportPart).where(*converted))
    count = select(col(ReportPart.number)).where(
        col(ReportPart.upload_id) == upload.id, col(ReportPart.is_converted).is_(False)
    )
    upload.parts = len((await session.execute(count)).all())


async def part(session: Session, upload: ReportUpload, number: int, *, is_converted: bool) -> bytes:
    """One part of the file as it came, or of the text made of it."""
    content = select(col(ReportPart.content)).where(
        col(ReportPart.upload_id) == upload.id, col(ReportPart.is_converted).is_(is_converted),
        col(ReportPart.number) == number,
    )  # fmt: skip
    return bytes((await session.execute(content)).scalar_one())


async def _parts(session: Session, upload: ReportUpload) -> AsyncIterator[bytes]:
    for number in range(upload.parts):
        yield await part(session, upload, number, is_converted=False)


async def _convert(session: Session, upload: ReportUpload) -> bytes:
    """Store the file's text in parts of whole lines; returns the first."""
    if upload.size > LARGEST_WORKBOOK:
        raise RefusedFile("workbook_too_large", most=LARGEST_WORKBOOK)
    content = b"".join([piece async for piece in _parts(session, upload)])
    is_book = upload.format == "workbook"
    pieces: Iterator[bytes] = (
        text_of_workbook(content, PART_BYTES, read_header) if is_book else text_of_utf16(content, PART_BYTES)
    )
    del content
    first, number = b"", 0
    while (piece := await _next(pieces)) is not None:
        values = {"upload_id": upload.id, "is_converted": True, "number": number, "content": piece}
        await session.execute(insert(ReportPart).values(**values))
        first, number = first or piece, number + 1
    if not number:
        raise RefusedFile("no_rows")
    upload.parts = number
    return first


async def _next(pieces: Iterator[bytes]) -> bytes | None:
    """The next piece, made in a thread so that the worker's other jobs go on."""
    return await asyncio.to_thread(next, pieces, None)
