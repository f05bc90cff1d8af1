"""Representatives, what the party and they have looked at, requests for more time, and requests for access to papers.

Each row says by whom: the party's own account, or the representative; never both.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from tolkeregister.complaints.heard.rules import Ground, Verdict
from tolkeregister.core.tables import Table, code_check, instant, key


def _by_one() -> CheckConstraint:
    return CheckConstraint("num_nonnulls(account_id, representative_id) = 1", name="by")


def _of_the_same(table: str) -> ForeignKeyConstraint:
    """A representative acts in the complaint they are named in, and in no other."""
    return ForeignKeyConstraint(
        ["representative_id", "complaint_id"],
        ["complaint_representative.id", "complaint_representative.complaint_id"],
        name=f"{table}_representative_fkey",
    )


class ComplaintRepresentative(Table, table=True):
    """Somebody who may read and speak for the party (forvaltningsloven § 12), until the party withdraws it."""

    __tablename__ = "complaint_representative"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="name"),
        CheckConstraint("position('@' in email) > 1", name="email"),
        CheckConstraint("powered_on <= (named_at AT TIME ZONE 'Europe/Oslo')::date", name="powered"),
        CheckConstraint("withdrawn_at >= named_at", name="withdrawn"),
        UniqueConstraint("id", "complaint_id", name="complaint_representative_complaint_key"),
        Index("complaint_representative_standing_key", "complaint_id", unique=True,
              postgresql_where=text("withdrawn_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    complaint_id: int = Field(foreign_key="complaint.id", index=True)
    name: str
    email: str
    is_lawyer: bool
    powered_on: date
    power_post_id: int = Field(foreign_key="journal_post.id")
    token_hash: str = Field(unique=True)
    account_id: int = Field(foreign_key="account.id")
    named_at: datetime = Field(sa_column=instant())
    withdrawn_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class ComplaintPartyLook(Table, table=True):
    """The party, or their representative, opened the case's page, or one of its papers."""

    __tablename__ = "complaint_party_look"
    __table_args__ = (_by_one(), _of_the_same("complaint_party_look"))
    id: int | None = key(big=True)
    complaint_id: int = Field(foreign_key="complaint.id", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id")
    representative_id: int | None = None
    post_id: int | None = Field(default=None, foreign_key="journal_post.id")
    looked_at: datetime = Field(sa_column=instant())


class MoreTimeRequest(Table, table=True):
    """The party asks for more time to answer; an officer says yes, by so many days, or no, and why."""

    __tablename__ = "more_time_request"
    __table_args__ = (
        _by_one(), _of_the_same("more_time_request"),
        CheckConstraint("length(cause) > 0", name="cause"),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answer"),
        CheckConstraint("days IS NULL OR (days > 0 AND answered_at IS NOT NULL)", name="days"),
        CheckConstraint("answered_at IS NULL OR dropped_at IS NULL", name="dropped"),
        Index("more_time_request_open_key", "complaint_id", unique=True,
              postgresql_where=text("answered_at IS NULL AND dropped_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    complaint_id: int = Field(foreign_key="complaint.id", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id")
    representative_id: int | None = None
    wanted_until: date
    cause: str
    asked_at: datetime = Field(sa_column=instant())
    answered_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    answered_by: int | None = Field(default=None, foreign_key="account.id")
    days: int | None = None  # more, of the clock's own; None with an answer: no
    answer: str = ""
    dropped_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))  # answered meanwhile


class FileAccessRequest(Table, table=True):
    """The party wants to see the papers of the case (forvaltningsloven § 18); answered once, by a letter."""

    __tablename__ = "file_access_request"
    __table_args__ = (
        _by_one(), _of_the_same("file_access_request"),
        CheckConstraint(
            "(answered_at IS NULL) = (letter_id IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)",
            name="answered",
        ),
        Index("file_access_request_open_key", "complaint_id", unique=True,
              postgresql_where=text("answered_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    complaint_id: int = Field(foreign_key="complaint.id", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id")
    representative_id: int | None = None
    words: str
    asked_at: datetime = Field(sa_column=instant())
    answered_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    answered_by: int | None = Field(default=None, foreign_key="account.id")
    letter_id: int | None = Field(default=None, foreign_key="letter.id")


class FileAccessVerdict(Table, table=True):
    """What is decided of one document; the last one counts. A redacted copy is a file of its own."""

    __tablename__ = "file_access_verdict"
    __table_args__ = (
        code_check("verdict", Verdict),
        code_check("ground", Ground),
        CheckConstraint("(verdict = 'given') = (ground IS NULL)", name="grounded"),
        CheckConstraint("(verdict = 'partly') = (redacted_sha256 IS NOT NULL)", name="redacted"),
        Index("file_access_verdict_request_id_ix", "request_id", "post_id"),
    )
    id: int | None = key()
    request_id: int = Field(foreign_key="file_access_request.id")
    post_id: int = Field(foreign_key="journal_post.id")
    verdict: str
    ground: str | None = None
    redacted_sha256: str | None = Field(default=None, foreign_key="archived_file.sha256")
    account_id: int = Field(foreign_key="account.id")
    decided_at: datetime = Field(sa_column=instant())
