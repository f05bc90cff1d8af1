"""Files of results, what was wrong in them, what institutions said of who their candidates are, and who that is.

What was said, matched and answered is only ever added to.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key


class UploadState(StrEnum):
    """`received` until the worker has read all of it, in one transaction; the end."""

    RECEIVED = "received"
    DONE = "done"
    REFUSED = "refused"


class Certainty(StrEnum):
    """How we know who a candidate is: by the national identity number, or because an officer said so."""

    NUMBER = "number"
    OFFICER = "officer"


class ResultUpload(Table, table=True):
    """One file from one institution. The same bytes twice are the same upload, hence the key."""

    __tablename__ = "result_upload"
    __table_args__ = (
        code_check("via", ("page", "api")),
        code_check("state", UploadState),
        UniqueConstraint("institution_code", "sha256"),
    )
    id: int | None = key()
    institution_code: str = Field(foreign_key="institution.code")
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    via: str
    file_name: str
    size: int
    sha256: str
    received_at: datetime = Field(sa_column=instant())
    state: str = UploadState.RECEIVED
    refused_code: str | None = None
    refused_facts: dict[str, Any] = Field(
        default_factory=dict, sa_column=document(server_default=text("'{}'"))
    )
    ignored_columns: list[str] = Field(default_factory=list, sa_column=document(server_default=text("'[]'")))
    rows_read: int = 0
    rows_new: int = 0
    rows_corrected: int = 0
    rows_unchanged: int = 0
    rows_refused: int = 0
    people_known: int = 0  # candidates of the file who are certain
    people_asked: int = 0  # candidates an officer is asked about
    people_unknown: int = 0  # candidates who are nobody the register knows yet
    counts: dict[str, int] = Field(default_factory=dict, sa_column=document(server_default=text("'{}'")))
    finished_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class ResultFile(Table, table=True):
    """The bytes as they came, until they are no longer needed."""

    __tablename__ = "result_file"
    upload_id: int = Field(
        sa_column=Column(Integer, ForeignKey("result_upload.id", ondelete="CASCADE"), primary_key=True,
                         autoincrement=False)
    )  # fmt: skip
    content: bytes


class ResultFinding(Table, table=True):
    """Something wrong in one cell. The value is left out where it is about a person."""

    __tablename__ = "result_finding"
    __table_args__ = (Index("result_finding_upload_line_ix", "upload_id", "line"),)
    id: int | None = key(big=True)
    upload_id: int = Field(
        sa_column=Column(Integer, ForeignKey("result_upload.id", ondelete="CASCADE"), nullable=False)
    )
    line: int
    column_name: str
    code: str
    value: str = ""


class CandidateClaim(Table, table=True):
    """Who an institution says a candidate is. A new claim is a new row; what was said before stays."""

    __tablename__ = "candidate_claim"
    __table_args__ = (
        UniqueConstraint("candidate_id", "national_id", "given_name", "family_name", "born_on",
                         name="candidate_claim_said_key"),
        Index("candidate_claim_national_id_ix", "national_id"),
        Index("candidate_claim_born_on_ix", "born_on"),
        Index("candidate_claim_upload_id_ix", "upload_id"),
    )  # fmt: skip
    id: int | None = key()
    candidate_id: int = Field(foreign_key="candidate.id")
    upload_id: int = Field(foreign_key="result_upload.id")
    national_id: str  # empty when the institution has none
    given_name: str
    family_name: str
    born_on: date
    said_at: datetime = Field(sa_column=instant())


class CandidateMatch(Table, table=True):
    """Who a candidate was found to be, how certain that was, and by which version of the rule."""

    __tablename__ = "candidate_match"
    __table_args__ = (
        code_check("certainty", Certainty),
        CheckConstraint("(certainty = 'officer') = (account_id IS NOT NULL)", name="officer"),
        Index("candidate_match_candidate_id_ix", "candidate_id"),
    )
    id: int | None = key()
    candidate_id: int = Field(foreign_key="candidate.id")
    claim_id: int = Field(foreign_key="candidate_claim.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    certainty: str
    reasons: list[str] = Field(sa_column=document())
    rule_version: date
    matched_at: datetime = Field(sa_column=instant())
    account_id: int | None = Field(default=None, foreign_key="account.id")


class IdentityQuestion(Table, table=True):
    """The work list: who is this candidate? `options` are people with a score and why, the likeliest first.

    The newest question about a claim counts: somebody it may be has become known since the one before.
    """

    __tablename__ = "identity_question"
    __table_args__ = (Index("identity_question_candidate_id_ix", "candidate_id"),)
    id: int | None = key()
    candidate_id: int = Field(foreign_key="candidate.id")
    claim_id: int = Field(foreign_key="candidate_claim.id", index=True)
    options: list[dict[str, Any]] = Field(sa_column=document())
    rule_version: date
    asked_at: datetime = Field(sa_column=instant())


class IdentityAnswer(Table, table=True):
    """An officer's answer: one of the people, or none of them; `nobody` waits for somebody new to come."""

    __tablename__ = "identity_answer"
    __table_args__ = (
        code_check("answer", ("same", "nobody")),
        CheckConstraint("(answer = 'same') = (person_id IS NOT NULL)", name="person"),
    )
    question_id: int = Field(foreign_key="identity_question.id", primary_key=True)
    answer: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    account_id: int = Field(foreign_key="account.id")
    answered_at: datetime = Field(sa_column=instant())


class ResultOrigin(Table, table=True):
    """Which line of which file a result came from."""

    __tablename__ = "result_origin"
    result_id: int = Field(
        sa_column=Column(BigInteger, ForeignKey("test_result.id"), primary_key=True, autoincrement=False)
    )
    upload_id: int = Field(foreign_key="result_upload.id", index=True)
    line: int
