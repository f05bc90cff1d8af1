"""Calendar entries with their sequence, what each person has chosen, and when reminders are sent."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import Range
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key, period


class ReminderKind(StrEnum):
    """The two reminders of an assignment."""

    DAY_BEFORE = "day_before"
    SOON = "soon"


class CalendarEntry(Table, table=True):
    """One assignment in one person's calendar: the booker's (`account_id`) or an interpreter's.

    The UID stays for ever. The sequence rises with every change, and the database refuses an update in which it does
    not (RFC 5545, failure mode 8). An entry is never removed; what is over for its owner is cancelled.
    """

    __tablename__ = "calendar_entry"
    __table_args__ = (
        UniqueConstraint(
            "assignment_id",
            "account_id",
            "interpreter_id",
            name="calendar_entry_line_key",
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("num_nonnulls(account_id, interpreter_id) = 1", name="whose"),
        CheckConstraint("sequence >= 0", name="sequence"),
        Index("calendar_entry_coming_ix", text("lower(period)"), postgresql_where=text("NOT is_cancelled")),
    )
    id: int | None = key()
    assignment_id: int = Field(foreign_key="assignment.id")
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    interpreter_id: int | None = Field(default=None, foreign_key="interpreter.id", index=True)
    uid: str = Field(unique=True)
    sequence: int = 0
    period: Range = Field(sa_column=period())  # type: ignore[type-arg]
    is_cancelled: bool = False
    changed_at: datetime = Field(sa_column=instant())


class CalendarChoice(Table, table=True):
    """What one account has chosen; without a row: reminders, and no feed. Of the feed's address only a hash is kept."""

    __tablename__ = "calendar_choice"
    __table_args__ = (CheckConstraint("(token_hash IS NULL) = (token_made_at IS NULL)", name="token"),)
    account_id: int = Field(foreign_key="account.id", primary_key=True)
    wants_reminders: bool = True
    shows_details: bool = False
    token_hash: str | None = Field(default=None, unique=True)
    token_made_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    changed_at: datetime = Field(sa_column=instant())


class ReminderTime(Table, table=True):
    """From an assignment's date on: how long before the start a reminder is sent, and when it is too late for it."""

    __tablename__ = "reminder_time"
    __table_args__ = (
        code_check("kind", ReminderKind),
        CheckConstraint(
            "minutes_before > latest_minutes_before AND latest_minutes_before >= 0", name="minutes"
        ),
    )
    kind: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    minutes_before: int
    latest_minutes_before: int
