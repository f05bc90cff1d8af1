"""What a reporter sees with the code: how far the case has come in three steps, and what was written both ways."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import text

from tolkeregister.complaints.reporting.rules.codes import read
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.words import Answer
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session

Step = Literal["received", "under_way", "closed"]

_BY_CODE = text("SELECT id FROM complaint_report WHERE code_hash = ANY(:hashes)")
_STATE = text(
    "SELECT c.state FROM complaint_report r JOIN complaint c ON c.id = r.complaint_id WHERE r.id = :report"
)
_MESSAGES = text(
    """
    SELECT m.is_from_reporter, m.content, m.sent_on,
           (SELECT count(*) FROM complaint_attachment a WHERE a.message_id = m.id) AS files
      FROM complaint_message m WHERE m.report_id = :report ORDER BY m.id
    """
)


_ANSWERS = text(
    """
    SELECT a.code, a.body, a.answered_at
      FROM complaint_report r JOIN complaint_answer a ON a.complaint_id = r.complaint_id
     WHERE r.id = :report ORDER BY a.id
    """
)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that was written, and how many files came with it."""

    is_from_reporter: bool
    words: str
    sent_on: date
    files: int


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer from the directorate: a code whose words the page has, and what the officer added."""

    code: Answer
    remark: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class Thread:
    """A report as its sender sees it."""

    report_id: int
    step: Step
    messages: tuple[Message, ...]
    answers: tuple[Answered, ...] = ()

    @property
    def waits_for_reporter(self) -> bool:
        """Whether the last word is a question."""
        return bool(self.messages) and not self.messages[-1].is_from_reporter and self.step != "closed"


async def report_by_code(session: Session, vault: Vault, typed: str) -> int | None:
    """The report that a code opens. The same work and the same answer for every code that opens nothing."""
    hashes = vault.hashes(read(typed) or "")
    found = (await session.execute(_BY_CODE, {"hashes": list(hashes)})).scalar_one_or_none()
    return int(found) if found is not None else None


async def thread_of(session: Session, vault: Vault, report_id: int) -> Thread | None:
    """What was written so far; None when retention has removed it."""
    state = (await session.execute(_STATE, {"report": report_id})).scalar_one_or_none()
    if state is None:
        return None
    rows = (await session.execute(_MESSAGES, {"report": report_id})).all()
    answers = (await session.execute(_ANSWERS, {"report": report_id})).all()
    return Thread(
        report_id, _step(state), tuple([message(vault, report_id, each) for each in rows]),
        tuple(Answered(Answer(each.code), each.body, oslo_date(each.answered_at)) for each in answers),
    )  # fmt: skip


def message(vault: Vault, report_id: int, row: object) -> Message:
    """One row of `complaint_message`, opened."""
    sealed, files = bytes(row.content), int(row.files)  # type: ignore[attr-defined]
    words = vault.open(sealed, f"message {report_id}").decode()
    return Message(row.is_from_reporter, words, row.sent_on, files)  # type: ignore[attr-defined]


def _step(state: str) -> Step:
    if state == "closed":
        return "closed"
    return "received" if state == "received" else "under_way"
