"""Recognition cases with their clocks, and those who provide services for a time without recognition."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from tolkeregister.core.tables import Table, instant, key


class Recognition(Table, table=True):
    """What somebody asks to have recognised. The clock to the decision runs from when the papers are complete."""

    __tablename__ = "recognition"
    __table_args__ = (
        CheckConstraint("country ~ '^[A-Z]{2}$'", name="country"),
        CheckConstraint("(extended_at IS NULL) = (extended_because IS NULL)", name="extended"),
        CheckConstraint("acknowledged_at IS NOT NULL OR complete_at IS NULL", name="complete"),
    )
    id: int | None = key()
    case_id: int = Field(foreign_key="case_file.id", unique=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", unique=True)
    # ISO 3166-1 alpha-2: where the qualification was earned, never the person's nationality (rule P4)
    country: str
    qualification: str
    institution: str
    earned_on: date
    acknowledged_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    complete_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    extended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    extended_because: str | None = None


class TemporaryProvision(Table, table=True):
    """Somebody established in another EEA state who interprets here for a time. Recorded; needs no recognition (A7)."""

    __tablename__ = "temporary_provision"
    __table_args__ = (
        CheckConstraint("country ~ '^[A-Z]{2}$'", name="country"),
        CheckConstraint("until > since", name="period"),
    )
    id: int | None = key()
    name: str
    country: str  # where they are established
    languages: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    right_to_practise: str
    since: date
    until: date  # the first day it no longer holds
    account_id: int = Field(foreign_key="account.id")
    recorded_at: datetime = Field(sa_column=instant())
