"""What reporters write, as ciphertext, and who opened it. Nothing here can be read without the vault's key.

Of time only the day is kept where a reporter did something: an hour is a trace.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field

from tolkeregister.complaints.reporting.rules.words import Concern, Opened
from tolkeregister.core.tables import Table, code_check, instant, key

MEDIA_TYPES = ("application/pdf", "image/jpeg", "image/png")


def _sealed() -> Column[bytes]:
    return Column(LargeBinary, nullable=False)


class ComplaintReport(Table, table=True):
    """A report behind a complaint. `code_hash` is a keyed hash of the code that opens its page."""

    __tablename__ = "complaint_report"
    __table_args__ = (code_check("concern", Concern),)
    id: int | None = key()
    complaint_id: int = Field(foreign_key="complaint.id", unique=True)
    code_hash: str = Field(unique=True)
    language: str  # the tag of the language the form was shown in
    concern: str
    is_assignment_proven: bool
    shown_period: str  # when the assignment was, as coarse as `rules/period.py` allows; or ""


class ComplaintSealed(Table, table=True):
    """Everything the form held: words, contact, place, description, booking code."""

    __tablename__ = "complaint_sealed"
    report_id: int = Field(foreign_key="complaint_report.id", primary_key=True)
    content: bytes = Field(sa_column=_sealed())


class ComplaintMessage(Table, table=True):
    """A question from the directorate or an answer from the reporter. `once` makes a repeated sending harmless."""

    __tablename__ = "complaint_message"
    __table_args__ = (
        CheckConstraint("is_from_reporter = (account_id IS NULL)", name="sender"),
        UniqueConstraint("report_id", "once", name="complaint_message_once_key"),
    )
    id: int | None = key()
    report_id: int = Field(foreign_key="complaint_report.id")
    is_from_reporter: bool
    content: bytes = Field(sa_column=_sealed())
    sent_on: date
    account_id: int | None = Field(default=None, foreign_key="account.id")
    once: str


class ComplaintAttachment(Table, table=True):
    """A file, drawn anew without what it carried, sealed. Its name is not kept: names tell."""

    __tablename__ = "complaint_attachment"
    __table_args__ = (code_check("media_type", MEDIA_TYPES), CheckConstraint("size > 0", name="size"))
    id: int | None = key()
    report_id: int = Field(foreign_key="complaint_report.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="complaint_message.id")
    media_type: str
    size: int
    content: bytes = Field(sa_column=_sealed())
    added_on: date


class ComplaintOpening(Table, table=True):
    """Somebody opened what was sealed. Only added to."""

    __tablename__ = "complaint_opening"
    __table_args__ = (code_check("what", Opened),)
    id: int | None = key(big=True)
    report_id: int = Field(foreign_key="complaint_report.id", index=True)
    account_id: int = Field(foreign_key="account.id")
    what: str
    opened_at: datetime = Field(sa_column=instant())
