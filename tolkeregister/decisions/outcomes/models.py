"""Drafts in versions, their review by a second person, the signed decision, and when it was notified.

None of these rows is ever altered. A draft that is changed is a new version, a decision that is corrected a new one.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Integer, UniqueConstraint
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key


class Verdict(StrEnum):
    """What the second person says of a draft."""

    APPROVED = "approved"
    RETURNED = "returned"


class DraftVersion(Table, table=True):
    """One version of a proposal. `proposed_by` is nobody when the system proposed it."""

    __tablename__ = "decision_draft"
    __table_args__ = (
        code_check("written_form", ("nb", "nn")),
        UniqueConstraint("case_id", "sequence", "version", name="decision_draft_version_key"),
        UniqueConstraint(
            "id", "case_id", "sequence", "is_negative", "four_eyes", name="decision_draft_nature_key"
        ),
    )
    id: int | None = key()
    case_id: int = Field(foreign_key="case_file.id")
    sequence: int
    version: int
    outcome: str
    is_negative: bool
    four_eyes: bool
    legal_basis: str
    rule: str
    rule_version: str
    facts: dict[str, Any] = Field(sa_column=document())
    reasons: str
    effective_from: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    written_form: str
    # a decision is made of a draft, and a draft may replace a decision: this key is added last
    replaces_id: int | None = Field(default=None, sa_column=Column(
        Integer, ForeignKey("decision.id", name="decision_draft_replaces_id_fkey", use_alter=True), nullable=True,
    ))  # fmt: skip
    proposed_by: int | None = Field(default=None, foreign_key="account.id")
    proposed_at: datetime = Field(sa_column=instant())


class DraftReview(Table, table=True):
    """The second person's word on one version; the database refuses the proposer's own."""

    __tablename__ = "draft_review"
    __table_args__ = (
        code_check("verdict", Verdict),
        UniqueConstraint("id", "draft_id", "verdict", name="draft_review_verdict_key"),
    )
    id: int | None = key()
    draft_id: int = Field(foreign_key="decision_draft.id", unique=True)
    verdict: str
    account_id: int = Field(foreign_key="account.id")
    reviewed_at: datetime = Field(sa_column=instant())
    remark: str = ""


class SignedDecision(Table, table=True):
    """A decision. Against somebody only with a notice, and where two pairs of eyes are needed only with an approval."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("case_id", "sequence", name="decision_sequence_key"),
        CheckConstraint("NOT is_negative OR notice_id IS NOT NULL", name="notice"),
        CheckConstraint(
            "NOT four_eyes OR (review_id IS NOT NULL AND review_verdict IS NOT NULL)", name="four_eyes"
        ),
        code_check("review_verdict", (Verdict.APPROVED.value,)),
        ForeignKeyConstraint(
            ["draft_id", "case_id", "sequence", "is_negative", "four_eyes"],
            [f"decision_draft.{each}" for each in ("id", "case_id", "sequence", "is_negative", "four_eyes")],
            name="decision_draft_fkey",
        ),
        ForeignKeyConstraint(
            ["notice_id", "case_id"], ["case_notice.id", "case_notice.case_id"], name="decision_notice_fkey"
        ),
        ForeignKeyConstraint(
            ["review_id", "draft_id", "review_verdict"],
            ["draft_review.id", "draft_review.draft_id", "draft_review.verdict"],
            name="decision_review_fkey",
        ),
    )
    id: int | None = key()
    number: str = Field(unique=True)
    case_id: int
    sequence: int
    draft_id: int = Field(unique=True)
    is_negative: bool
    four_eyes: bool
    notice_id: int | None = None
    review_id: int | None = None
    review_verdict: str | None = None
    replaces_id: int | None = Field(default=None, foreign_key="decision.id", unique=True)
    signed_by: int = Field(foreign_key="account.id")
    signed_at: datetime = Field(sa_column=instant())
    effective_from: datetime = Field(sa_column=instant())
    letter_id: int = Field(foreign_key="letter.id", unique=True)


class DecisionNotification(Table, table=True):
    """When the person is held to have been told, by which rule, and the last day to appeal."""

    __tablename__ = "decision_notification"
    decision_id: int = Field(foreign_key="decision.id", primary_key=True)
    notified_at: datetime = Field(sa_column=instant())
    rule: str
    appeal_by: date
    known_at: datetime = Field(sa_column=instant())
