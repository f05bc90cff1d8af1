"""Holds that keep something from being deleted, and the proof of what was."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key


class LegalHold(Table, table=True):
    """Somebody says that nothing about a complaint, or a person, may go: as when there is a lawsuit."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        CheckConstraint("num_nonnulls(complaint_id, person_id) = 1", name="about"),
        CheckConstraint("length(ground) > 0", name="ground"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted"),
        Index("legal_hold_complaint_key", "complaint_id", unique=True, postgresql_where=text("lifted_at IS NULL")),
        Index("legal_hold_person_key", "person_id", unique=True, postgresql_where=text("lifted_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    complaint_id: int | None = Field(default=None, foreign_key="complaint.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    ground: str
    account_id: int = Field(foreign_key="account.id")
    placed_at: datetime = Field(sa_column=instant())
    lifted_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    lifted_by: int | None = Field(default=None, foreign_key="account.id")


class DeletionReceipt(Table, table=True):
    """One batch that is gone: what, how many, by which rule. Whoever holds a list of ids and the key can tell if it was
    these; from the row alone nobody can.
    """

    __tablename__ = "deletion_receipt"
    __table_args__ = (
        code_check("action", ("deleted", "anonymised")),
        CheckConstraint("count > 0", name="count"),
        CheckConstraint("ids_digest ~ '^[0-9a-f]{64}$'", name="ids_digest"),
    )
    id: int | None = key(big=True)
    object: str
    action: str
    count: int
    ids_digest: str
    rule_from: date
    ended_before: date
    happened_at: datetime = Field(sa_column=instant(index=True))
