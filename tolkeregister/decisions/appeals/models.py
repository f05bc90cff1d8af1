"""Appeals against decisions, and each step in handling them."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key


class StepKind(StrEnum):
    """What can happen to an appeal. The last two are about its suspensive effect (forvaltningsloven § 42)."""

    LATE_ACCEPTED = "late_accepted"
    DISMISSED = "dismissed"
    UPHELD = "upheld"
    CHANGED = "changed"
    FORWARDED = "forwarded"
    MINISTRY_UPHELD = "ministry_upheld"
    MINISTRY_CHANGED = "ministry_changed"
    MINISTRY_ANNULLED = "ministry_annulled"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    SUSPENSION_ENDED = "suspension_ended"


class Appeal(Table, table=True):
    """An appeal in the person's own words; `sent_on` is the day that counts for the deadline (§ 30)."""

    __tablename__ = "appeal"
    id: int | None = key()
    decision_id: int = Field(foreign_key="decision.id", unique=True)
    received_at: datetime = Field(sa_column=instant())
    sent_on: date
    account_id: int | None = Field(default=None, foreign_key="account.id")
    body: str
    is_late: bool
    late_because: str | None = None
    journal_post_id: int = Field(foreign_key="journal_post.id")


class AppealStep(Table, table=True):
    """One step: who took it, why, and the decision or document that came of it."""

    __tablename__ = "appeal_step"
    __table_args__ = (code_check("kind", StepKind),)
    id: int | None = key()
    appeal_id: int = Field(foreign_key="appeal.id", index=True)
    kind: str
    happened_at: datetime = Field(sa_column=instant())
    account_id: int | None = Field(default=None, foreign_key="account.id")
    reasons: str
    decision_id: int | None = Field(default=None, foreign_key="decision.id")
    journal_post_id: int | None = Field(default=None, foreign_key="journal_post.id")
