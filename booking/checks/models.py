"""Every time the register was asked about the interpreter of an assignment, and what it answered."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from booking.assignments.models import Standing
from tolkeregister.core.tables import Table, code_check, instant, key
from tolkeregister.entries.models import Category


class CheckPurpose(StrEnum):
    """Why it was asked: somebody accepted, it began, there was no answer earlier, or the register was changed."""

    ACCEPTANCE = "acceptance"
    START = "start"
    REPEAT = "repeat"
    WATCH = "watch"


class StatusCheck(Table, table=True):
    """One question about the start of an assignment. Rows are only added.

    `known_at` is the recorded time that was asked about; `unknown` when the register did not answer.
    """

    __tablename__ = "status_check"
    __table_args__ = (
        code_check("purpose", CheckPurpose),
        code_check("standing", Standing),
        code_check("category", Category),
        CheckConstraint("standing <> 'unknown' OR category IS NULL", name="unknown"),
        Index("status_check_assignment_ix", "assignment_id", "id"),
    )
    id: int | None = key(big=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    interpreter_id: int = Field(foreign_key="interpreter.id")
    purpose: str
    checked_at: datetime = Field(sa_column=instant())
    standing: str
    category: str | None = None
    known_at: datetime = Field(sa_column=instant())
