"""The worker's way through an upload, one step per transaction: taken up, read part by part, matched, done.

Every step is whole or not at all. A worker that is killed loses the step in hand; the next one takes it up from what
is committed, so nothing is counted twice and everybody can see how far it has come.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum, auto

from sqlalchemy import func, select, text
from sqlmodel import col

from booking.reports.findings import keep_findings, keep_words
from booking.reports.known import load_context
from booking.reports.ledger import Stored, store
from booking.reports.matching import match_upload
from booking.reports.models import UNFINISHED, ReportUpload, UploadState
from booking.reports.opening import open_upload, part
from booking.reports.reading.engine import Engine, Read
from booking.reports.replaced import read_earlier_again, wait_no_longer
from booking.reports.rules.cut_off import Lateness, half_of, lateness
from booking.reports.rules.findings import Found
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.spreadsheets.lines import read_lines, whole_lines
from tolkeregister.core.spreadsheets.rules import RefusedFile
from tolkeregister.organisations.models import Organisation

PARTS_A_STEP = 16
"""Parts read in one transaction: some hundred and twenty thousand rows, two seconds' work."""

MOST_FINDINGS = 100_000
"""Findings kept one by one for an upload; all are counted."""


_WORD_DECIDED = text(
    """
    SELECT EXISTS (SELECT FROM report_word_use u JOIN report_word w ON w.id = u.word_id
                   WHERE u.upload_id = :id AND w.state <> 'open')
    """
)


class Progress(Enum):
    """What is left to do for a reporter."""

    MORE = auto()
    BUSY = auto()  # another worker is at it
    NOTHING = auto()


async def advance(session: Session, reporter_id: int, *, now: datetime) -> Progress:
    """Take the reporter's oldest unfinished upload one step further. Uploads are read in the order they came."""
    unfinished = (col(ReportUpload.reporter_id) == reporter_id, col(ReportUpload.state).in_(UNFINISHED))
    oldest = (await session.execute(select(func.min(ReportUpload.id)).where(*unfinished))).scalar_one()
    if oldest is None:
        return Progress.NOTHING
    mine = select(ReportUpload).where(col(ReportUpload.id) == oldest).with_for_update(skip_locked=True)
    upload = (await session.execute(mine)).scalar_one_or_none()
    if upload is None:
        return Progress.BUSY
    try:
        await _step(session, upload, now=now)
    except RefusedFile as refusal:
        refuse(upload, refusal.code, now=now, **refusal.facts)
    await session.flush()
    return Progress.MORE


def refuse(upload: ReportUpload, code: str, *, now: datetime, **facts: object) -> None:
    """The whole file cannot be taken."""
    upload.state, upload.refused_code, upload.refused_facts = UploadState.REFUSED, code, dict(facts)
    upload.finished_at = now


async def _step(session: Session, upload: ReportUpload, *, now: datetime) -> None:
    match upload.state:
        case UploadState.RECEIVED:
            upload.started_at = now
            await open_upload(session, upload)
        case UploadState.READING:
            await _read_some(session, upload, now=now)
        case UploadState.MATCHING:
            upload.rows_same = await match_upload(session, upload, now=now)
            upload.state, upload.finished_at = UploadState.DONE, now
            if (await session.execute(_WORD_DECIDED, {"id": upload.id})).scalar_one():
                upload.state = UploadState.RECEIVED  # while it was being read: once more
            await read_earlier_again(session, upload)


async def _read_some(session: Session, upload: ReportUpload, *, now: datetime) -> None:
    """Read the next parts; while one is being stored, the next is judged in a thread."""
    reporter = await session.get_one(Organisation, upload.reporter_id)
    today = oslo_date(max(upload.received_at, now))  # a wrong clock at receipt is mended by reading again
    context = await load_context(session, reporter, today=today)
    engine = Engine(upload.columns, context, room=MOST_FINDINGS - upload.findings)
    last = min(upload.parts_read + PARTS_A_STEP, upload.parts)
    held: Read | None = None
    for number in range(upload.parts_read, last):
        judging = asyncio.create_task(_judge(engine, upload, await _lines_of(session, upload, number)))
        try:
            if held is not None:
                await _store(session, upload, engine, held, reporter.supply_model, now=now)
        finally:
            held = await judging
    if held is not None:
        await _store(session, upload, engine, held, reporter.supply_model, now=now)
    upload.parts_read = last
    if last == upload.parts:
        if not upload.rows_read:
            raise RefusedFile("no_rows")
        upload.state = UploadState.MATCHING


async def _lines_of(session: Session, upload: ReportUpload, number: int) -> tuple[bytes | None, int]:
    """The whole lines of the next part with what was left of the last, and the number of the first of them."""
    content = await part(session, upload, number, is_converted=upload.format != "csv")
    if number == 0:
        content = without_header(content, upload.lines_read)
    piece, upload.carry = whole_lines(upload.carry, content, is_last=number + 1 == upload.parts)
    first_line = upload.lines_read + 1
    upload.lines_read += 0 if piece is None else piece.count(b"\n") + 1
    return piece, first_line


def without_header(content: bytes, lines: int) -> bytes:
    """The first part after the headers."""
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    return content.split(b"\n", lines)[lines] if content.count(b"\n") >= lines else b""


async def _judge(engine: Engine, upload: ReportUpload, lines: tuple[bytes | None, int]) -> Read:
    piece, first_line = lines
    if piece is None:
        return Read()

    def judge() -> Read:
        sheet = read_lines(
            piece, delimiter=upload.delimiter or ";", width=len(upload.columns), first_line=first_line
        )
        return engine.read(sheet)

    return await asyncio.to_thread(judge)


async def _store(
    session: Session, upload: ReportUpload, engine: Engine, read: Read, supply_model: str, *, now: datetime
) -> None:
    stored = await store(session, upload, read, supply_model=supply_model, now=now)
    for twice in stored.twice:
        code = "same_twice" if twice.is_alike else "reference_twice"
        engine.note(read, twice.line, Found("reference", code), twice.reference)
        read.refused += not twice.is_alike
    await wait_no_longer(session, upload, read, stored)
    await keep_findings(session, upload, read)
    await keep_words(session, upload, read.words, now=now)
    _count(upload, read, stored)


def _count(upload: ReportUpload, read: Read, stored: Stored) -> None:
    upload.rows_read += read.rows
    upload.rows_refused += read.refused
    upload.rows_waiting += read.waiting
    for verdict in ("new", "changed", "unchanged", "withdrawn", "older"):
        name = f"rows_{verdict}"
        setattr(upload, name, getattr(upload, name) + stored.verdicts[verdict])
    upload.counts = dict(Counter(upload.counts) + read.counts)
    if read.starts:
        first, last = (datetime.fromisoformat(each) for each in read.starts)
        upload.first_start = min(upload.first_start or first, first)
        upload.last_start = max(upload.last_start or last, last)
    _count_days(upload, {datetime.fromisoformat(day).date(): rows for day, rows in read.days.items()})


def _count_days(upload: ReportUpload, days: Mapping[date, int]) -> None:
    """How many rows about each half-year, and how many of them came after it had ended, or after its cut-off."""
    received_on, periods = oslo_date(upload.received_at), Counter(upload.periods)
    for day, rows in days.items():
        periods[half_of(day)] += rows
        match lateness(day, received_on):
            case Lateness.LATE:
                upload.rows_late += rows
            case Lateness.AFTER_CUT_OFF:
                upload.rows_after_cut_off += rows
    upload.periods = dict(periods)


async def reporters_with_work(session: Session) -> list[int]:
    """Reporters with unfinished uploads, whether or not a job is queued for them."""
    rows = await session.execute(text(
        "SELECT DISTINCT reporter_id FROM report_upload WHERE state IN ('received', 'reading', 'matching')"
        " AND sha256 IS NOT NULL"
    ))  # fmt: skip
    return list(rows.scalars())
