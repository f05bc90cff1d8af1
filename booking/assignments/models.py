"""Assignments: one occurrence of interpreting, from the moment it is sent out until it is carried out or ended."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import Range
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key, period
from tolkeregister.entries.models import Category, EntryType, Mode


class AssignmentState(StrEnum):
    """`open` from sending; then accepted and carried out, or ended otherwise."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"
    CANCELLED = "cancelled"
    UNFILLED = "unfilled"


class Ground(StrEnum):
    """Why somebody not qualified is used (tolkeloven § 7 second paragraph; the last one to the end of 2026)."""

    NOT_DEFENSIBLE_TO_WAIT = "not_defensible_to_wait"
    EMERGENCY = "emergency"
    STRONG_REASONS = "strong_reasons"
    DISPENSATION = "dispensation"


class Standing(StrEnum):
    """What the register said about the interpreter at an instant."""

    LISTED = "listed"
    UNLISTED = "unlisted"
    UNKNOWN = "unknown"


class Assignment(Table, table=True):
    """One occurrence. Category, listing and basis are stored as they were (rule Q8), at acceptance and at start."""

    __tablename__ = "assignment"
    __table_args__ = (
        code_check("state", AssignmentState),
        code_check("mode", Mode),
        code_check("type", EntryType),
        code_check("category_at_acceptance", Category),
        code_check("category_at_start", Category),
        code_check("standing_at_acceptance", Standing),
        code_check("standing_at_start", Standing),
        CheckConstraint(
            "NOT isempty(period) AND NOT lower_inf(period) AND NOT upper_inf(period)", name="period"
        ),
        CheckConstraint("upper(period) - lower(period) <= interval '24 hours'", name="length"),
        code_check("ground", Ground),
        code_check("outside_qualification", ("qualified", "unqualified", "unknown")),
        CheckConstraint(
            "(state IN ('accepted', 'delivered')) <= (interpreter_id IS NOT NULL OR exception_id IS NOT NULL)",
            name="interpreter",
        ),
        CheckConstraint("exception_id IS NULL OR interpreter_id IS NULL", name="one_interpreter"),
        CheckConstraint(
            "(exception_id IS NULL) = (ground IS NULL)"
            " AND (exception_id IS NULL) = (outside_qualification IS NULL)",
            name="exception",
        ),
        Index("assignment_starts_ix", text("lower(period)")),
        Index("assignment_interpreter_ix", "interpreter_id"),
    )
    id: int | None = key()
    request_id: int = Field(foreign_key="request.id", index=True)
    number: str = Field(unique=True)
    state: str = AssignmentState.OPEN
    mode: str
    type: str
    language_tag: str = Field(foreign_key="language.tag")
    period: Range = Field(sa_column=period())  # type: ignore[type-arg]
    municipality_code: str = Field(foreign_key="municipality.code")
    address: str = ""
    # modes in the order they are wished for, `mode` being the first until somebody accepts; empty: only that one
    modes: list[str] = Field(default_factory=list, sa_column=document(server_default="[]"))
    # what has been given up since nobody was found, in order: criterion, to, at, round (feature 18)
    relaxed: list[dict[str, Any]] = Field(default_factory=list, sa_column=document(server_default="[]"))
    offers_per_round: int = 1
    round: int = 0
    version: int = Field(
        default=1, sa_column_kwargs={"server_default": "1"}
    )  # of time, mode, place and texts
    # rounds up to this one were about an earlier version: whoever said no then may be asked again
    asked_anew_after: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    interpreter_id: int | None = Field(default=None, foreign_key="interpreter.id")
    accepted_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    category_at_acceptance: str | None = None
    standing_at_acceptance: str | None = None
    category_at_start: str | None = None
    standing_at_start: str | None = None
    checked_at_start: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    end_reason: str | None = None
    # somebody outside the register interprets: the exception, its ground, and what is known of the qualification
    exception_id: int | None = Field(default=None, foreign_key="exception_use.id", unique=True)
    ground: str | None = None
    outside_qualification: str | None = None
