"""The queue of one assignment as it was drawn, so that it can be shown, explained and replayed."""

from typing import Any

from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document
from tolkeregister.entries.models import Category, Mode


class QueuePlace(Table, table=True):
    """One interpreter's place in the queue, or the reason for being skipped (then `place` is null)."""

    __tablename__ = "queue_place"
    __table_args__ = (
        code_check("category", Category),
        code_check("availability", ("free", "not_stated", "busy")),
        code_check("mode", Mode),
    )
    assignment_id: int = Field(foreign_key="assignment.id", primary_key=True)
    interpreter_id: int = Field(foreign_key="interpreter.id", primary_key=True)
    place: int | None = None
    category: str
    availability: str
    mode: str | None = None  # which of several modes this interpreter is asked for; None: the assignment's
    reasons: list[dict[str, Any]] = Field(sa_column=document())
