"""Rules for categories as data (drafts, and those put in force), and what was said in categories 1–5."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, SmallInteger, UniqueConstraint, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key


class SchemeState(StrEnum):
    """A draft may be changed; a scheme in force never is."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    DISCARDED = "discarded"


class CategoryScheme(Table, table=True):
    """What gives which category from a day. It can be put in force only as it was previewed."""

    __tablename__ = "category_scheme"
    __table_args__ = (
        code_check("state", SchemeState),
        CheckConstraint("(state = 'draft') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("state <> 'in_force' OR previewed_revision = revision", name="previewed"),
        Index("category_scheme_in_force_key", "valid_from", unique=True,
              postgresql_where=text("state = 'in_force'")),
    )  # fmt: skip
    id: int | None = key()
    valid_from: date
    routes: list[dict[str, Any]] = Field(sa_column=document())
    source: str
    revision: int
    state: str
    made_at: datetime = Field(sa_column=instant())
    made_by: int = Field(foreign_key="account.id")
    changed_by: int = Field(foreign_key="account.id")
    previewed_revision: int | None = None
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    decided_by: int | None = Field(default=None, foreign_key="account.id")


class OldCategory(Table, table=True):
    """What the register said of a person in a language before 2020. Never turned into a letter (seed B2)."""

    __tablename__ = "old_category"
    __table_args__ = (
        CheckConstraint("category BETWEEN 1 AND 5", name="category"),
        CheckConstraint("valid_from < valid_to AND valid_to <= date '2020-01-01'", name="period"),
        UniqueConstraint("person_id", "language_tag", "valid_from", name="old_category_once_key"),
    )
    id: int | None = key()
    person_id: int = Field(foreign_key="person.id")
    language_tag: str = Field(foreign_key="language.tag")
    category: int = Field(sa_column=Column(SmallInteger, nullable=False))
    valid_from: date
    valid_to: date | None = None
    source: str
