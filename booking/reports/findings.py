"""Keeping what was wrong: findings one by one while there is room, and words that wait for a meaning."""

from datetime import datetime

from sqlalchemy import text

from booking.reports.ledger import copy_lines
from booking.reports.models import ReportUpload
from booking.reports.reading.engine import Read, WordUse
from booking.reports.reading.memory import copy_text
from booking.reports.rules.lookups import UnknownWord
from tolkeregister.core.database import Session

MOST_OPEN_WORDS = 1_000
"""On one reporter's work list. A file with more unknown words has its columns mixed up."""

_OPEN = text(
    """
    SELECT count(*) FROM report_word w WHERE reporter_id = :reporter_id AND state = 'open'
       AND EXISTS (SELECT FROM report_word_use u WHERE u.word_id = w.id)
    """
)
_WORD = text(
    """
    INSERT INTO report_word (reporter_id, kind, word, shown, choices, state, first_seen_at)
    VALUES (:reporter_id, :kind, :word, :shown, to_jsonb(CAST(:choices AS text[])), 'open', :now)
    ON CONFLICT (reporter_id, kind, word) DO UPDATE SET shown = report_word.shown
    RETURNING id
    """
)
_USE = text(
    """
    INSERT INTO report_word_use (word_id, upload_id, rows, first_line)
    VALUES (:word_id, :upload_id, :rows, :first_line)
    ON CONFLICT (word_id, upload_id) DO UPDATE SET rows = report_word_use.rows + excluded.rows
    """
)


async def keep_findings(session: Session, upload: ReportUpload, read: Read) -> None:
    """Append the findings of a piece."""
    columns = ("upload_id", "line", "column_name", "code", "severity", "value")
    lines = [copy_text((upload.id, f.line, f.column, f.code, f.severity, f.value)) for f in read.findings]
    await copy_lines(session, "report_finding", columns, lines)
    upload.findings += len(read.findings)


async def keep_words(
    session: Session, upload: ReportUpload, words: dict[UnknownWord, WordUse], *, now: datetime
) -> None:
    """Put words on the work list of the reporter, with how many rows wait for them."""
    if not words:
        return
    room = MOST_OPEN_WORDS - (await session.execute(_OPEN, {"reporter_id": upload.reporter_id})).scalar_one()
    for word, use in sorted(words.items(), key=lambda each: -each[1].rows)[: max(room, 0)]:
        values = {"reporter_id": upload.reporter_id, "kind": word.kind, "word": word.word[:80], "shown": use.shown,
                  "choices": list(word.choices), "now": now}  # fmt: skip
        word_id = (await session.execute(_WORD, values)).scalar_one()
        row = {
            "word_id": word_id,
            "upload_id": upload.id,
            "rows": use.rows,
            "first_line": use.first_line,
        }
        await session.execute(_USE, row)
