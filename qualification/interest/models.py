"""Interest in a test or course, in a language we know or in a word as typed; and news of exams for the listed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key


class Interest(Table, table=True):
    """One wish. A word that no language has is kept for those who govern the language list."""

    __tablename__ = "test_interest"
    __table_args__ = (
        code_check("test", ("tospraaktest", "grunnemne", "bachelor", "siling")),
        CheckConstraint("(language_tag IS NULL) <> (word IS NULL)", name="language"),
        Index("test_interest_open_key", "account_id", "test", text("coalesce(language_tag, word_folded)"),
              unique=True, postgresql_where=text("withdrawn_at IS NULL")),
        Index("test_interest_language_ix", "language_tag", "test", postgresql_where=text("withdrawn_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    account_id: int = Field(foreign_key="account.id")
    test: str
    language_tag: str | None = Field(default=None, foreign_key="language.tag")
    word: str | None = None
    word_folded: str | None = None
    registered_at: datetime = Field(sa_column=instant(index=True))
    withdrawn_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class InterestTold(Table, table=True):
    """Somebody has been told that an offer of the plan is open; a line keeps its number from version to version."""

    __tablename__ = "interest_told"
    interest_id: int = Field(
        sa_column=Column(Integer, ForeignKey("test_interest.id"), primary_key=True, autoincrement=False)
    )
    line: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    told_at: datetime = Field(sa_column=instant())


class OpeningTold(Table, table=True):
    """A listed interpreter has been told that the exam in one of their languages is open; once for each round."""

    __tablename__ = "opening_told"
    interpreter_id: int = Field(
        sa_column=Column(Integer, ForeignKey("interpreter.id"), primary_key=True, autoincrement=False)
    )
    line: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    told_at: datetime = Field(sa_column=instant())


class OpeningNewsDeclined(Table, table=True):
    """Somebody listed who does not want to be told of exams. Everybody else is."""

    __tablename__ = "opening_news_declined"
    interpreter_id: int = Field(
        sa_column=Column(Integer, ForeignKey("interpreter.id"), primary_key=True, autoincrement=False)
    )
    declined_at: datetime = Field(sa_column=instant())
