"""What a reporter does: send a report, and answer a question. Nobody is signed in; the case code is all there is.

Nothing here writes a word of the report to the audit trail, a job or a log, and no instant nearer than the hour.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.commands import ReceivedComplaint, receive_complaint
from tolkeregister.complaints.reporting.cleaning import CleanFile
from tolkeregister.complaints.reporting.content import LONGEST_MESSAGE, AssignmentProof, Report
from tolkeregister.complaints.reporting.models import (
    ComplaintAttachment,
    ComplaintMessage,
    ComplaintReport,
    ComplaintSealed,
)
from tolkeregister.complaints.reporting.rules.codes import ALPHABET, SIGNS
from tolkeregister.complaints.reporting.rules.period import period_to_show
from tolkeregister.complaints.reporting.rules.words import Concern
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.words import Channel
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, Invalid

MOST_ATTACHMENTS = 20  # of one report, from beginning to end
_WAIT_FOR_TWIN = text("SELECT pg_advisory_xact_lock(:key)")
_SENT = text("SELECT id FROM complaint_report WHERE code_hash = ANY(:hashes)")
_PERSON = text("SELECT person_id FROM interpreter WHERE number = :number")
_STATE = text(
    "SELECT c.state FROM complaint_report r JOIN complaint c ON c.id = r.complaint_id WHERE r.id = :report"
)
_ONCE = text("SELECT id FROM complaint_message WHERE report_id = :report AND once = :once")
_ATTACHED = text("SELECT count(*) FROM complaint_attachment WHERE report_id = :report")


def new_code() -> str:
    """Sixteen random signs, 80 bits, from the operating system."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))


async def submit_report(
    session: Session, vault: Vault, report: Report, code: str, *, files: Sequence[CleanFile] = (),
    proof: AssignmentProof | None = None, from_card_check: bool = False, now: datetime,
) -> int:  # fmt: skip
    """A case with its report sealed; returns the report's id. The same code again is the same case, whatever it holds.

    `proof` is what a right booking code proves. About misuse of a title or card nobody is named in the case: the number
    on a card may be its victim's.
    """
    hashes = vault.hashes(code)
    await session.execute(_WAIT_FOR_TWIN, {"key": int(hashes[0][:15], 16)})
    twin = (await session.execute(_SENT, {"hashes": list(hashes)})).scalar_one_or_none()
    if twin is not None:
        return int(twin)
    hour = now.replace(minute=0, second=0, microsecond=0)
    person = await _person(session, report, proof)
    proven = proof is not None and person in (None, proof.person_id)
    received = ReceivedComplaint(
        received_at=hour, channel=_channel(proven, from_card_check),
        person_id=None if report.concern == Concern.TITLE else person, reporter_kind=report.kind,
        is_anonymous=report.is_anonymous,
    )  # fmt: skip
    complaint_id = await receive_complaint(session, received, now=hour)
    made = ComplaintReport(
        complaint_id=complaint_id, code_hash=hashes[0], language=report.language, concern=report.concern,
        is_assignment_proven=proven,
        shown_period=period_to_show(proof.day, proof.others) if proven and proof else "",
    )  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    session.add(
        ComplaintSealed(report_id=made.id, content=vault.seal(report.as_bytes(), f"report {made.id}"))
    )
    await _attach(session, vault, made.id, None, files, now)
    return made.id


async def answer(
    session: Session, vault: Vault, report_id: int, words: str, *, files: Sequence[CleanFile] = (), once: str,
    now: datetime,
) -> None:  # fmt: skip
    """The reporter's words, and files, to the directorate. The same `once` again does nothing.

    Raises Invalid for nothing at all, too much, or too many files, Conflict when the case is closed.
    """
    if not words and not files:
        raise Invalid(reason("message_empty", field="melding"))
    if len(words) > LONGEST_MESSAGE:
        raise Invalid(reason("too_long", field="melding", most=LONGEST_MESSAGE))
    await session.execute(_WAIT_FOR_TWIN, {"key": report_id})
    if (await session.execute(_ONCE, {"report": report_id, "once": once})).scalar_one_or_none() is not None:
        return
    if (await session.execute(_STATE, {"report": report_id})).scalar_one() == "closed":
        raise Conflict(reason("complaint_closed"))
    if (
        int((await session.execute(_ATTACHED, {"report": report_id})).scalar_one()) + len(files)
        > MOST_ATTACHMENTS
    ):
        raise Invalid(reason("files_too_many", field="filer", most=MOST_ATTACHMENTS))
    made = ComplaintMessage(
        report_id=report_id, is_from_reporter=True, sent_on=oslo_date(now), once=once,
        content=vault.seal(words.encode(), f"message {report_id}"),
    )  # fmt: skip
    session.add(made)
    await session.flush()
    await _attach(session, vault, report_id, made.id, files, now)


async def _person(session: Session, report: Report, proof: AssignmentProof | None) -> int | None:
    if report.interpreter_number:
        found = await session.execute(_PERSON, {"number": report.interpreter_number})
        return found.scalar_one_or_none()
    return proof.person_id if proof is not None else None


def _channel(proven: bool, from_card_check: bool) -> Channel:
    if proven:
        return Channel.ASSIGNMENT
    return Channel.CARD_CHECK if from_card_check else Channel.FORM


async def _attach(
    session: Session, vault: Vault, report_id: int, message_id: int | None, files: Sequence[CleanFile], now: datetime
) -> None:  # fmt: skip
    for each in files:
        session.add(ComplaintAttachment(
            report_id=report_id, message_id=message_id, media_type=each.media_type, size=len(each.content),
            content=vault.seal(each.content, f"attachment {report_id}"), added_on=oslo_date(now),
        ))  # fmt: skip
    await session.flush()
