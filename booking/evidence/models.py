"""The evidence of search: what was looked for, who stood in the queue, who was asked, when, and what they answered.

Searches and draws write it in their own transaction; a trigger on `offer` writes it for every question and answer,
whatever command asked. The application's database role may add and read, and neither alter nor remove.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key


class EvidenceKind(StrEnum):
    """What happened."""

    SEARCHED = "searched"
    QUEUE_DRAWN = "queue_drawn"
    ASKED = "asked"
    ANSWERED = "answered"
    CIRCUMSTANCES = "circumstances"
    PASSED_OVER = "passed_over"
    RELAXED = "relaxed"
    EXCEPTION = "exception"


class SearchEvidence(Table, table=True):
    """One thing that happened. `details` holds codes, numbers of interpreters and times; never a name or a text."""

    __tablename__ = "search_evidence"
    __table_args__ = (
        code_check("kind", EvidenceKind),
        CheckConstraint(
            "(kind = 'searched') = (assignment_id IS NULL)"
            " AND (assignment_id IS NOT NULL OR organisation_id IS NOT NULL)",
            name="about",
        ),
        Index("search_evidence_assignment_ix", "assignment_id", "id",
              postgresql_where=text("assignment_id IS NOT NULL")),
        Index("search_evidence_searched_ix", "organisation_id", "happened_at",
              postgresql_where=text("kind = 'searched'")),
    )  # fmt: skip
    id: int | None = key(big=True)
    happened_at: datetime = Field(sa_column=instant())
    kind: str
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")
    account_id: int | None = Field(default=None, foreign_key="account.id")
    assignment_id: int | None = Field(default=None, foreign_key="assignment.id")
    interpreter_id: int | None = Field(default=None, foreign_key="interpreter.id")
    details: dict[str, Any] = Field(sa_column=document())
