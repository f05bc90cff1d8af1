"""What an officer does with a report: open it, ask its sender, and begin from what the interpreter may see of it.

Each opening of the seal is noted with who and when, never with what was read.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.log import note
from tolkeregister.complaints.reporting.access import ReportInHand, require_report
from tolkeregister.complaints.reporting.content import LONGEST_MESSAGE, Report
from tolkeregister.complaints.reporting.models import ComplaintMessage, ComplaintOpening
from tolkeregister.complaints.reporting.queries import Message, thread_of
from tolkeregister.complaints.reporting.rules.words import Opened
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound

_SEALED = text("SELECT content FROM complaint_sealed WHERE report_id = :report")
_FILES = text("SELECT id, media_type, size FROM complaint_attachment WHERE report_id = :report ORDER BY id")
_FILE = text("SELECT media_type, content FROM complaint_attachment WHERE report_id = :report AND id = :file")
_IS_REPORTED = text("SELECT id FROM complaint_report WHERE complaint_id = :complaint")
_FORGET = tuple(
    text(
        f"DELETE FROM {table} WHERE report_id = (SELECT id FROM complaint_report WHERE complaint_id = :complaint)"
    )
    for table in ("complaint_attachment", "complaint_message", "complaint_sealed")
)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a report, without its content."""

    id: int
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """A report with its seal broken. `report` is None when retention has removed it."""

    in_hand: ReportInHand
    report: Report | None
    messages: tuple[Message, ...]
    files: tuple[Attached, ...]


async def open_report(
    session: Session, actor: Actor, vault: Vault, complaint_id: int, *, now: datetime
) -> OpenedReport:
    """Everything the reporter wrote. Noted, so it needs a writing session. Raises as `require_report`."""
    in_hand = await require_report(session, actor, complaint_id)
    await _note_opening(session, actor, in_hand.id, complaint_id, Opened.REPORT, now)
    sealed = (await session.execute(_SEALED, {"report": in_hand.id})).scalar_one_or_none()
    thread = await thread_of(session, vault, in_hand.id)
    files = (await session.execute(_FILES, {"report": in_hand.id})).all()
    return OpenedReport(
        in_hand,
        Report.from_bytes(vault.open(bytes(sealed), f"report {in_hand.id}")) if sealed is not None else None,
        thread.messages if thread is not None else (),
        tuple(Attached(*each) for each in files),
    )


async def open_attachment(
    session: Session, actor: Actor, vault: Vault, complaint_id: int, file_id: int, *, now: datetime
) -> tuple[str, bytes]:
    """Media type and bytes of one cleaned file. NotFound for one of another report."""
    in_hand = await require_report(session, actor, complaint_id)
    row = (await session.execute(_FILE, {"report": in_hand.id, "file": file_id})).one_or_none()
    if row is None:
        raise NotFound(reason("document_not_found"))
    await _note_opening(session, actor, in_hand.id, complaint_id, Opened.ATTACHMENT, now)
    return row.media_type, vault.open(bytes(row.content), f"attachment {in_hand.id}")


async def put_question(
    session: Session, actor: Actor, vault: Vault, complaint_id: int, words: str, *, now: datetime
) -> None:
    """A question, or an answer, that the reporter finds with the code. Nothing is sent to anybody."""
    in_hand = await require_report(session, actor, complaint_id)
    _require_words(words, LONGEST_MESSAGE, "sporsmal")
    session.add(ComplaintMessage(
        report_id=in_hand.id, is_from_reporter=False, account_id=actor.account_id, sent_on=oslo_date(now),
        content=vault.seal(words.strip().encode(), f"message {in_hand.id}"), once=secrets.token_hex(16),
    ))  # fmt: skip
    await note(session, actor, complaint_id, "reporter.asked", now=now)
    record(session, actor, "complaint.reporter_asked", "complaint", complaint_id, now=now)


async def proposed_copy_of(
    session: Session, actor: Actor, vault: Vault, complaint_id: int, *, now: datetime
) -> str | None:
    """What redaction proposes that the interpreter sees, for an officer to read and mend; noted as an opening.

    None where nothing is sealed: a complaint on paper, or one that retention has removed.
    """
    if (await session.execute(_IS_REPORTED, {"complaint": complaint_id})).scalar_one_or_none() is None:
        return None
    opened = await open_report(session, actor, vault, complaint_id, now=now)
    return opened.report.proposed_copy if opened.report is not None else None


async def forget_report(session: Session, complaint_id: int) -> int:
    """Remove every sealed word and file of a report for good, for retention; returns how many rows went."""
    gone = [await session.execute(each, {"complaint": complaint_id}) for each in _FORGET]
    return sum(each.rowcount for each in gone)  # type: ignore[attr-defined]


def _require_words(words: str, most: int, field: str) -> None:
    if not words.strip():
        raise Invalid(reason("message_empty", field=field))
    if len(words) > most:
        raise Invalid(reason("too_long", field=field, most=most))


async def _note_opening(
    session: Session, actor: Actor, report_id: int, complaint_id: int, what: Opened, now: datetime
) -> None:
    assert actor.account_id is not None
    session.add(ComplaintOpening(report_id=report_id, account_id=actor.account_id, what=what, opened_at=now))
    record(session, actor, "complaint.report_opened", "complaint", complaint_id, now=now, what=what)
    await session.flush()
