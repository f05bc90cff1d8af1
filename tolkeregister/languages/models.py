"""Languages, the words people use for them, and how the list came to be as it is."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key


class ChangeKind(StrEnum):
    """What can happen to the list."""

    NEW = "new"
    RENAMED = "renamed"
    WORDS = "words"
    MERGED = "merged"


class ProposalState(StrEnum):
    """Proposed by one, approved by another."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"


class Language(Table, table=True):
    """One language, spoken, signed, tactile or written. The key is its BCP 47 tag."""

    __tablename__ = "language"
    __table_args__ = (code_check("kind", ("spoken", "sign", "written", "tactile")),)
    tag: str = Field(primary_key=True)
    iso639_3: str | None = None
    name_nb: str
    name_nn: str
    name_en: str
    name_native: str
    script: str | None = None
    direction: str
    kind: str
    sort_key: str = Field(index=True)
    valid_from: date
    valid_to: date | None = None


class LanguageWord(Table, table=True):
    """A folded word that means a language. An ambiguous word has several rows and is answered with a choice."""

    __tablename__ = "language_word"
    __table_args__ = (Index("language_word_word_ix", "word"),)
    word: str = Field(primary_key=True)
    language_tag: str = Field(primary_key=True, foreign_key="language.tag")
    is_ambiguous: bool


class LanguageProposal(Table, table=True):
    """What somebody wants done to the list. `details` holds names and words as they would become."""

    __tablename__ = "language_proposal"
    __table_args__ = (
        code_check("kind", ChangeKind),
        code_check("state", ProposalState),
        CheckConstraint("(kind = 'merged') = (into_tag IS NOT NULL)", name="into"),
        CheckConstraint("into_tag <> language_tag", name="itself"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("state <> 'approved' OR decided_by <> proposed_by", name="two_persons"),
        Index("language_proposal_open_key", "language_tag", unique=True,
              postgresql_where=text("state = 'proposed'")),
    )  # fmt: skip
    id: int | None = key()
    kind: str
    language_tag: str
    into_tag: str | None = Field(default=None, foreign_key="language.tag")
    details: dict[str, Any] = Field(sa_column=document())
    in_force_from: date
    why: str
    state: str
    proposed_at: datetime = Field(sa_column=instant())
    proposed_by: int = Field(foreign_key="account.id")
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    decided_by: int | None = Field(default=None, foreign_key="account.id")


class LanguageChange(Table, table=True):
    """One dated change of the list, never rewritten. Facts of before keep the tag they were recorded with."""

    __tablename__ = "language_change"
    __table_args__ = (
        code_check("kind", ChangeKind),
        CheckConstraint("(kind = 'merged') = (into_tag IS NOT NULL)", name="into"),
    )
    id: int | None = key()
    proposal_id: int = Field(foreign_key="language_proposal.id", unique=True)
    kind: str
    language_tag: str = Field(foreign_key="language.tag", index=True)
    into_tag: str | None = Field(default=None, foreign_key="language.tag")
    before: dict[str, Any] = Field(sa_column=document())
    after: dict[str, Any] = Field(sa_column=document())
    in_force_from: date
    why: str
    decided_at: datetime = Field(sa_column=instant())
