"""Applications with their documents, what officers have found in them, and what they have asked for."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from qualification.evidence.models import EvidenceKind
from tolkeregister.core.tables import Table, code_check, instant, key
from tolkeregister.entries.models import EntryType


class ApplicationState(StrEnum):
    """Where an application stands. What a decided one ended in is told by its case."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"


class Ground(StrEnum):
    """What an applicant says the place in the register builds on (law_and_rules 1.3)."""

    TOSPRAAKTEST = "tospraaktest"
    BEVILLING = "bevilling"
    BACHELOR = "bachelor"
    GRUNNEMNE = "grunnemne"
    TRANSLATOR = "translator"
    SIGN_EDUCATION = "sign_education"
    FOREIGN_BACHELOR = (
        "foreign_bachelor"  # from the EEA or Switzerland: recognised by a decision of its own (rule A7)
    )


class Basis(StrEnum):
    """Whether a qualification was earned in an EEA state or Switzerland, or has been recognised there."""

    EARNED = "earned"
    RECOGNISED = "recognised"


class DocumentKind(StrEnum):
    """What a document is, as the applicant says."""

    DIPLOMA = "diploma"
    TRANSCRIPT = "transcript"
    TEST_RESULT = "test_result"
    TAO = "tao"
    TRANSLATOR = "translator"
    FOREIGN_AUTHORISATION = "foreign_authorisation"
    OTHER = "other"


class ScanState(StrEnum):
    """Whether a document has been looked through for malware. Nobody but the scanner opens one before it is clean."""

    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"


class Verdict(StrEnum):
    """What an officer found in a document."""

    VERIFIED = "verified"
    NOT_ACCEPTED = "not_accepted"
    SUSPECTED_FORGERY = "suspected_forgery"


class Application(Table, table=True):
    """One application. At most one open for each account, language and type, whatever is clicked twice."""

    __tablename__ = "application"
    __table_args__ = (
        code_check("state", ApplicationState),
        code_check("type", EntryType),
        CheckConstraint("state = 'draft' OR submitted_at IS NOT NULL OR state = 'withdrawn'", name="submitted"),
        Index("application_open_key", "account_id", "language_tag", "type", unique=True,
              postgresql_where=text("state IN ('draft', 'submitted')")),
        Index("application_waiting_ix", "submitted_at", postgresql_where=text("state = 'submitted'")),
    )  # fmt: skip
    id: int | None = key()
    account_id: int = Field(foreign_key="account.id")
    language_tag: str = Field(foreign_key="language.tag")
    type: str
    state: str = ApplicationState.DRAFT
    started_at: datetime = Field(sa_column=instant())
    submitted_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    case_id: int | None = Field(default=None, foreign_key="case_file.id", unique=True)
    email: str = ""
    phone: str = ""
    grounds: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False))
    modes: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False))
    documents_done_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    declared_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class ForeignQualification(Table, table=True):
    """The qualification an application asks to have recognised, as the applicant tells of it."""

    __tablename__ = "foreign_qualification"
    __table_args__ = (
        code_check("basis", Basis),
        CheckConstraint("country ~ '^[A-Z]{2}$'", name="country"),
    )
    application_id: int = Field(
        sa_column=Column(Integer, ForeignKey("application.id"), primary_key=True, autoincrement=False)
    )
    country: str  # ISO 3166-1 alpha-2, of the EEA or Switzerland
    basis: str
    qualification: str
    institution: str
    earned_on: date


class ApplicationDocument(Table, table=True):
    """One file as it was sent, in the database, so that a copy of the database is a copy of everything."""

    __tablename__ = "application_document"
    __table_args__ = (
        code_check("kind", DocumentKind),
        code_check("scan_state", ScanState),
        CheckConstraint("size BETWEEN 1 AND 20971520", name="size"),
        CheckConstraint("(scan_state = 'waiting') = (scanned_at IS NULL)", name="scanned"),
        Index("application_document_content_key", "application_id", "sha256", unique=True,
              postgresql_where=text("removed_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    application_id: int = Field(foreign_key="application.id", index=True)
    kind: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    # empty once it is journaled (the archive has it), removed, or found infected
    content: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    journal_post_id: int | None = Field(default=None, foreign_key="journal_post.id")
    uploaded_at: datetime = Field(sa_column=instant())
    scan_state: str = ScanState.WAITING
    scanned_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    removed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class DocumentFinding(Table, table=True):
    """What an officer found in a document. The last one of a document counts; none is ever altered."""

    __tablename__ = "document_finding"
    __table_args__ = (
        code_check("verdict", Verdict),
        code_check("kind", EvidenceKind),
        CheckConstraint(
            "(verdict = 'verified') = (kind IS NOT NULL AND issued_on IS NOT NULL)", name="verified"
        ),
    )
    id: int | None = key()
    document_id: int = Field(foreign_key="application_document.id", index=True)
    verdict: str
    account_id: int = Field(foreign_key="account.id")
    found_at: datetime = Field(sa_column=instant())
    kind: str | None = None
    issuer: str = ""
    reference: str = ""
    issued_on: date | None = None
    remark: str = ""


class ForgeryReport(Table, table=True):
    """Whether the police shall be told of a document. While it is open the application stands still (rule A6)."""

    __tablename__ = "forgery_report"
    __table_args__ = (
        CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (is_reported IS NULL)"
            " AND (closed_at IS NULL) = (note IS NULL)", name="closed",
        ),
        Index("forgery_report_open_key", "document_id", unique=True, postgresql_where=text("closed_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    document_id: int = Field(foreign_key="application_document.id")
    opened_by: int = Field(foreign_key="account.id")
    opened_at: datetime = Field(sa_column=instant())
    closed_by: int | None = Field(default=None, foreign_key="account.id")
    closed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    is_reported: bool | None = None
    note: str | None = None


class SupplementRequest(Table, table=True):
    """What an officer asked the applicant for, and until when. Not answered in time, the case can be rejected (A6)."""

    __tablename__ = "supplement_request"
    __table_args__ = (
        Index("supplement_request_open_key", "application_id", unique=True,
              postgresql_where=text("answered_at IS NULL AND ended_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    application_id: int = Field(foreign_key="application.id", index=True)
    account_id: int = Field(foreign_key="account.id")
    asked_at: datetime = Field(sa_column=instant())
    words: str
    answer_by: date
    answered_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    passed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))  # told that time is up
