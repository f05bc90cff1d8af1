"""Uploads of bulk reports, what was found wrong in them, and the work lists: unknown words and possible doubles."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key


class UploadState(StrEnum):
    """`received` until the worker takes it; `reading` part by part; `matching` with what is booked here; the end."""

    RECEIVED = "received"
    READING = "reading"
    MATCHING = "matching"
    DONE = "done"
    REFUSED = "refused"


UNFINISHED = (UploadState.RECEIVED, UploadState.READING, UploadState.MATCHING)


class Severity(StrEnum):
    """An error keeps its row out; `waiting` too, until somebody has said what a word means; a warning does not."""

    ERROR = "error"
    WAITING = "waiting"
    WARNING = "warning"


class WordKind(StrEnum):
    """What an unknown word should have been."""

    LANGUAGE = "language"
    MUNICIPALITY = "municipality"
    SECTOR = "sector"


def _upload(**options: Any) -> Any:
    """What belongs to an upload goes with it."""
    return Field(sa_column=Column(Integer, ForeignKey("report_upload.id", ondelete="CASCADE"), **options))


class ReportUpload(Table, table=True):
    """One file from one reporter. The same bytes twice are the same upload, hence the key."""

    __tablename__ = "report_upload"
    __table_args__ = (
        code_check("via", ("page", "command", "api")),
        code_check("state", UploadState),
        code_check("format", ("csv", "workbook", "utf16")),
        UniqueConstraint("reporter_id", "sha256"),
        Index("report_upload_unfinished_ix", "reporter_id", "id",
              postgresql_where=text("state IN ('received', 'reading', 'matching')")),
    )  # fmt: skip
    id: int | None = key()
    reporter_id: int = Field(foreign_key="organisation.id")
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    via: str
    file_name: str
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    sha256: str | None = None  # unknown while the bytes are coming
    received_at: datetime = Field(sa_column=instant())
    state: str = UploadState.RECEIVED
    refused_code: str | None = None
    refused_facts: dict[str, Any] = Field(
        default_factory=dict, sa_column=document(server_default=text("'{}'"))
    )
    format: str | None = None
    delimiter: str | None = None
    columns: list[str | None] = Field(default_factory=list, sa_column=document(server_default=text("'[]'")))
    ignored_columns: list[str] = Field(default_factory=list, sa_column=document(server_default=text("'[]'")))
    parts: int = 0
    parts_read: int = 0
    lines_read: int = 0  # of the file, also those above the header
    carry: bytes = Field(default=b"", sa_column_kwargs={"server_default": text("''")})  # a line not whole yet
    rows_read: int = 0
    rows_refused: int = 0
    rows_waiting: int = 0
    rows_new: int = 0
    rows_changed: int = 0
    rows_unchanged: int = 0
    rows_withdrawn: int = 0
    rows_same: int = 0  # as an assignment booked here: not counted a second time
    rows_older: int = 0  # a later upload has said something else since
    rows_late: int = 0
    rows_after_cut_off: int = 0
    counts: dict[str, int] = Field(default_factory=dict, sa_column=document(server_default=text("'{}'")))
    periods: dict[str, int] = Field(
        default_factory=dict, sa_column=document(server_default=text("'{}'"))
    )  # rows taken by half-year, as in "2026-1"
    findings: int = 0  # how many are kept one by one
    times_read: int = 0
    first_start: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    last_start: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    started_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    finished_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    bytes_deleted_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class ReportPart(Table, table=True):
    """A piece of the file: the received bytes, and beside them the text of a file that came as something else."""

    __tablename__ = "report_part"
    upload_id: int = _upload(primary_key=True, autoincrement=False)
    is_converted: bool = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    content: bytes


class ReportFinding(Table, table=True):
    """Something wrong in one cell. The value is cut short, and left out where it may be about a person."""

    __tablename__ = "report_finding"
    __table_args__ = (
        code_check("severity", Severity),
        Index("report_finding_upload_line_ix", "upload_id", "line"),
    )
    id: int | None = key(big=True)
    upload_id: int = _upload(nullable=False)
    line: int
    column_name: str
    code: str
    severity: str
    value: str = ""


class ReportWord(Table, table=True):
    """The work list of words: what a reporter's (or, without one, everybody's) word means once somebody has said so."""

    __tablename__ = "report_word"
    __table_args__ = (
        code_check("kind", WordKind),
        code_check("state", ("open", "mapped", "rejected")),
        CheckConstraint("(state = 'mapped') = (meaning IS NOT NULL)", name="meaning"),
        UniqueConstraint("reporter_id", "kind", "word", postgresql_nulls_not_distinct=True),
    )
    id: int | None = key()
    reporter_id: int | None = Field(default=None, foreign_key="organisation.id")
    kind: str
    word: str  # folded
    shown: str  # as it was first written
    choices: list[str] = Field(default_factory=list, sa_column=document(server_default=text("'[]'")))
    state: str = "open"
    meaning: str | None = None  # tag of a language, code of a municipality or a sector
    first_seen_at: datetime = Field(sa_column=instant())
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    decided_by: int | None = Field(default=None, foreign_key="account.id", index=True)


class ReportWordUse(Table, table=True):
    """How many rows of an upload wait for a word."""

    __tablename__ = "report_word_use"
    word_id: int = Field(
        primary_key=True, foreign_key="report_word.id", sa_column_kwargs={"autoincrement": False}
    )
    upload_id: int = _upload(primary_key=True, autoincrement=False, index=True)
    rows: int
    first_line: int


class ReportMatch(Table, table=True):
    """The work list of possible doubles: a reported row that may be an assignment booked here (feature 105)."""

    __tablename__ = "report_match"
    __table_args__ = (
        code_check("state", ("open", "same", "different")),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        UniqueConstraint("reporter_id", "reference", "assignment_id"),
    )
    id: int | None = key()
    reporter_id: int = Field(foreign_key="organisation.id")
    reference: str
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    differs: list[str] = Field(sa_column=document())  # which of body, interpreter, language, time
    state: str = "open"
    found_at: datetime = Field(sa_column=instant())
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    decided_by: int | None = Field(default=None, foreign_key="account.id", index=True)
