"""Notices before a decision, or why none was given, and the replies."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from tolkeregister.core.tables import Table, instant, key


class CaseNotice(Table, table=True):
    """Either a letter with a last day to reply, or the urgency for which there was none (rule A5)."""

    __tablename__ = "case_notice"
    __table_args__ = (
        UniqueConstraint("id", "case_id", name="case_notice_case_key"),
        CheckConstraint(
            "(letter_id IS NULL) = (urgency IS NOT NULL) AND (letter_id IS NULL) = (reply_by IS NULL)",
            name="either",
        ),
        CheckConstraint("length(urgency) > 0", name="urgency"),
    )
    id: int | None = key()
    case_id: int = Field(foreign_key="case_file.id", index=True)
    given_at: datetime = Field(sa_column=instant())
    account_id: int = Field(foreign_key="account.id")
    reasons: str
    letter_id: int | None = Field(default=None, foreign_key="letter.id")
    reply_by: date | None = None
    urgency: str | None = None


class NoticeReply(Table, table=True):
    """What the person answered."""

    __tablename__ = "notice_reply"
    id: int | None = key()
    notice_id: int = Field(foreign_key="case_notice.id", unique=True)
    received_at: datetime = Field(sa_column=instant())
    account_id: int | None = Field(default=None, foreign_key="account.id")
    body: str
    journal_post_id: int = Field(foreign_key="journal_post.id")
