"""Changes of assignments, one row for each that was wanted, and cancellations with their cost and its terms."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key


class ChangeState(StrEnum):
    """A change is applied at once, or proposed to the interpreter and then ends in one of the others."""

    PROPOSED = "proposed"
    APPLIED = "applied"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class CancelReason(StrEnum):
    """Why a body cancels. None of them is about the person interpreted for, who is never charged (rule B12)."""

    NO_LONGER_NEEDED = "no_longer_needed"
    PARTICIPANT_CANNOT = "participant_cannot"
    BODY_CANNOT = "body_cannot"
    NEW_TIME = "new_time"
    ORDERED_WRONGLY = "ordered_wrongly"
    FOUND_OTHERWISE = "found_otherwise"
    INTERPRETER_NOT_IMPARTIAL = "interpreter_not_impartial"
    OTHER = "other"


class CostOutcome(StrEnum):
    """Whether a cancellation costs anything."""

    VOID = "void"
    CHARGEABLE = "chargeable"


class AssignmentChange(Table, table=True):
    """What somebody wanted to change. `before` and `after` hold every field that can change, as it was and would be.

    `version` is the one it became; the text of a request as it was first sent is that of the first `before`.
    """

    __tablename__ = "assignment_change"
    __table_args__ = (
        code_check("state", ChangeState),
        CheckConstraint("(state = 'proposed') = (ended_at IS NULL)", name="ended"),
        CheckConstraint("(state = 'applied') = (version IS NOT NULL)", name="version"),
        CheckConstraint(
            "(state = 'proposed') <= (answer_by IS NOT NULL AND interpreter_id IS NOT NULL)", name="asked"
        ),
        UniqueConstraint("assignment_id", "version", name="assignment_change_assignment_version_key"),
        Index(
            "assignment_change_one_proposed_key",
            "assignment_id",
            unique=True,
            postgresql_where=text("state = 'proposed'"),
        ),
        Index("assignment_change_due_ix", "answer_by", postgresql_where=text("state = 'proposed'")),
    )
    id: int | None = key()
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    base_version: int
    version: int | None = None
    state: str
    account_id: int = Field(foreign_key="account.id")
    interpreter_id: int | None = Field(default=None, foreign_key="interpreter.id", index=True)
    made_at: datetime = Field(sa_column=instant())
    answer_by: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    before: dict[str, Any] = Field(sa_column=document())
    after: dict[str, Any] = Field(sa_column=document())
    impartiality_declared_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class CancellationTerms(Table, table=True):
    """What cancelling costs from a date on, by one body's agreement or (organisation NULL) for all without one (B11).

    `ore_per_hour` is there when the agreement has a price; otherwise shares and hours are all that can be said.
    """

    __tablename__ = "cancellation_terms"
    __table_args__ = (
        UniqueConstraint(
            "organisation_id",
            "valid_from",
            name="cancellation_terms_organisation_valid_from_key",
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("ore_per_hour > 0", name="price"),
    )
    id: int | None = key()
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")
    valid_from: date
    ore_per_hour: int | None = None
    void_reasons: list[str] = Field(sa_column=document(server_default="[]"))
    source: str


class CancellationStep(Table, table=True):
    """With at least this notice, this percentage of the agreed fee is paid; the longest notice that is kept decides."""

    __tablename__ = "cancellation_step"
    __table_args__ = (
        UniqueConstraint("terms_id", "least_notice_minutes", name="cancellation_step_terms_notice_key"),
        CheckConstraint("least_notice_minutes >= 0", name="notice"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
    )
    id: int | None = key()
    terms_id: int = Field(foreign_key="cancellation_terms.id")
    least_notice_minutes: int
    percent: int


class Cancellation(Table, table=True):
    """One cancellation, with the cost that was shown before it was confirmed. Rows are only added.

    What is to be paid is a public body's; there is no way to point at a person (rule B12).
    """

    __tablename__ = "cancellation"
    __table_args__ = (
        code_check("reason", CancelReason),
        code_check("outcome", CostOutcome),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("(outcome = 'chargeable') = (percent > 0)", name="chargeable"),
        CheckConstraint("(ore_per_hour IS NULL) = (amount_ore IS NULL)", name="amount"),
    )
    id: int | None = key()
    assignment_id: int = Field(foreign_key="assignment.id", unique=True)
    cancelled_at: datetime = Field(sa_column=instant())
    account_id: int = Field(foreign_key="account.id")
    interpreter_id: int | None = Field(default=None, foreign_key="interpreter.id", index=True)
    payer_organisation_id: int = Field(foreign_key="organisation.id", index=True)
    reason: str
    outcome: str
    why: str  # the rule's reason: in_time, late, nobody_had_accepted, void_reason
    notice_minutes: int
    percent: int
    basis_minutes: int
    ore_per_hour: int | None = None
    amount_ore: int | None = None
    terms_id: int = Field(foreign_key="cancellation_terms.id")
