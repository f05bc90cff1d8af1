"""Police certificates that a public body has seen, and what a body has decided to require (tolkeloven § 10).

Never the certificate itself, nor when it was issued or what it said: only that one was seen, when, of which kind, for
which purpose, by whom and for which body (rule PA1). Rows are only added; taking one back is a row of its own.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key


class CertificateKind(StrEnum):
    """The kinds of police certificate (politiregisterloven §§ 39–41)."""

    ORDINARY = "ordinary"
    EXTENDED = "extended"
    CHILD_CARE = "child_care"


class Purpose(StrEnum):
    """What the certificate was issued for."""

    POLICE = "police"
    COURTS = "courts"
    IMMIGRATION = "immigration"
    CORRECTIONAL = "correctional"
    CHILD_WELFARE = "child_welfare"
    OTHER = "other"


class WithdrawalReason(StrEnum):
    """Why a body takes back that it has seen a certificate."""

    WRONG_INTERPRETER = "wrong_interpreter"
    RECORDED_WRONGLY = "recorded_wrongly"
    NO_LONGER_VALID = "no_longer_valid"


class CertificateSeen(Table, table=True):
    """A body has seen an interpreter's certificate. It counts for that body only, and is shown to nobody else."""

    __tablename__ = "certificate_seen"
    __table_args__ = (
        code_check("kind", CertificateKind),
        code_check("purpose", Purpose),
        Index("certificate_seen_organisation_ix", "organisation_id", "interpreter_id"),
    )
    id: int | None = key()
    organisation_id: int = Field(foreign_key="organisation.id")
    interpreter_id: int = Field(foreign_key="interpreter.id", index=True)
    seen_on: date
    kind: str
    purpose: str
    account_id: int = Field(foreign_key="account.id")
    recorded_at: datetime = Field(sa_column=instant())


class CertificateWithdrawn(Table, table=True):
    """The body takes back what it recorded; the record stays, and no longer counts."""

    __tablename__ = "certificate_withdrawn"
    __table_args__ = (code_check("reason", WithdrawalReason),)
    seen_id: int = Field(foreign_key="certificate_seen.id", primary_key=True)
    reason: str
    account_id: int = Field(foreign_key="account.id")
    withdrawn_at: datetime = Field(sa_column=instant())


class CertificateRequirement(Table, table=True):
    """What a body, or one unit of it, has decided instead of the reference table, from a day; the latest row holds."""

    __tablename__ = "certificate_requirement"
    __table_args__ = (
        code_check("demand", ("standard", "not_required", "before_start", "before_asking")),
        code_check("kind", CertificateKind),
        CheckConstraint("(demand IN ('before_start', 'before_asking')) = (kind IS NOT NULL)", name="of_kind"),
        CheckConstraint(
            "months_at_submission BETWEEN 1 AND 60 AND counts_for_months BETWEEN 1 AND 60", name="months"
        ),
        CheckConstraint("valid_to > valid_from", name="valid"),
    )
    id: int | None = key()
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    demand: str
    kind: str | None = None
    valid_from: date
    valid_to: date | None = None  # the first day on which it no longer holds
    months_at_submission: int | None = None  # None: as in the reference table
    counts_for_months: int | None = None
    legal_basis: str
    account_id: int = Field(foreign_key="account.id")
    recorded_at: datetime = Field(sa_column=instant())
