"""The one table of facts that every share comes from, its small roll-ups, and what has been published."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key
from tolkeregister.entries.models import Category, EntryType, Mode


def reference() -> Any:
    """Whose name an assignment has where it came from; compared byte by byte, as Python does."""
    return Column(Text(collation="C"), nullable=False)


class AssignmentFact(Table, table=True):
    """One delivered assignment, from any source. Only appended to: a correction is a row with `weight` -1.

    Version 1 counts; -1 of the same version takes it back; then version 2 counts. A reported row that is known to be
    an assignment booked here has weight 0 and says which (`same_as`).
    """

    __tablename__ = "assignment_fact"
    __table_args__ = (
        code_check("source", ("booking", "history", "report")),
        code_check("qualification", ("qualified", "unqualified", "unknown")),
        code_check("basis", ("listed", "unlisted")),
        code_check("ground", ("not_defensible_to_wait", "emergency", "strong_reasons", "dispensation")),
        code_check("category", Category),
        code_check("category_requested", Category),
        code_check("mode", Mode),
        code_check("type", EntryType),
        code_check("supply_model", ("private_agency", "municipal_service", "own_register", "platform")),
        code_check("category_stated", Category),
        CheckConstraint("weight IN (1, 0, -1)", name="weight"),
        CheckConstraint("(source = 'report') = (reporter_id IS NOT NULL)", name="reporter"),
        CheckConstraint("weight <> 0 OR same_as IS NOT NULL", name="same_as"),
        UniqueConstraint("reporter_id", "reference", "version", "weight", name="assignment_fact_reference_key",
                         postgresql_nulls_not_distinct=True),
        CheckConstraint("qualification <> 'qualified' OR basis IS NOT NULL", name="basis_known"),
        Index("assignment_fact_unit_ix", "unit_id", "day",
              postgresql_include=["language_tag", "qualification", "weight"]),
        Index("assignment_fact_organisation_ix", "organisation_id", "day",
              postgresql_include=["language_tag", "qualification", "weight"]),
        Index("assignment_fact_day_ix", "day"),
        Index("assignment_fact_reporter_ix", "reporter_id", "day", postgresql_where=text("reporter_id IS NOT NULL"),
              postgresql_include=["language_tag", "qualification", "weight"]),
    )  # fmt: skip
    id: int | None = key(big=True)
    source: str
    reference: str = Field(sa_column=reference())  # "26-004182", or the reporter's own for a reported row
    version: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    weight: int = 1
    day: date  # the Oslo day the assignment started
    started_at: datetime = Field(sa_column=instant())
    minutes: int
    language_tag: str
    type: str
    mode: str
    sector_code: str
    supply_model: str
    municipality_then: str
    municipality_now: str
    county_now: str
    organisation_id: int | None = None
    unit_id: int | None = None
    qualification: str
    basis: str | None = None
    category: str | None = None
    category_requested: str | None = None
    reporter_id: int | None = None  # the organisation that reported it; nobody for our own and for history
    upload_id: int | None = None
    line: int | None = None
    body_orgnr: str | None = None  # of the public body, also one that is not an organisation here
    interpreter_number: str | None = None  # as reported, never a name
    category_stated: str | None = None  # as reported; `category` is the register's
    ordered_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    same_as: str | None = None
    ground: str | None = None  # of tolkeloven § 7, where somebody not qualified was used and it is known why
    recorded_at: datetime = Field(sa_column=instant())


class UndeliveredFact(Table, table=True):
    """What was ordered and never carried out (rule T3), from any source; corrected as facts are."""

    __tablename__ = "undelivered_fact"
    __table_args__ = (
        code_check("source", ("booking", "history", "report")),
        code_check("outcome", ("cancelled", "unfilled", "not_delivered")),
        code_check("cause", ("body", "interpreter", "agency", "interpreter_absent", "participant_absent",
                             "body_absent", "technical_failure")),
        code_check("type", EntryType),
        code_check("mode", Mode),
        code_check("supply_model", ("private_agency", "municipal_service", "own_register", "platform")),
        code_check("category_requested", Category),
        CheckConstraint("weight IN (1, -1)", name="weight"),
        CheckConstraint("(source = 'report') = (reporter_id IS NOT NULL)", name="reporter"),
        UniqueConstraint("reporter_id", "reference", "version", "weight", name="undelivered_fact_reference_key",
                         postgresql_nulls_not_distinct=True),
        Index("undelivered_fact_day_ix", "day"),
        Index("undelivered_fact_organisation_ix", "organisation_id", "day"),
    )  # fmt: skip
    id: int | None = key(big=True)
    source: str
    reference: str = Field(sa_column=reference())
    version: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    weight: int = 1
    outcome: str
    cause: str | None = None  # who cancelled it, or why nothing came of it
    day: date
    started_at: datetime = Field(sa_column=instant())
    language_tag: str
    type: str
    mode: str
    sector_code: str
    supply_model: str
    municipality_now: str
    county_now: str
    organisation_id: int | None = None
    unit_id: int | None = None
    category_requested: str | None = None
    reporter_id: int | None = None
    upload_id: int | None = None
    line: int | None = None
    recorded_at: datetime = Field(sa_column=instant())


class ShareRollup(Table, table=True):
    """Facts up to `RollupState.rolled_up_fact_id` by year, language, county. A query adds the facts since."""

    __tablename__ = "share_rollup"
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    language_tag: str = Field(primary_key=True)
    county_now: str = Field(primary_key=True)
    assignments: int
    qualified: int


class ShareYear(Table, table=True):
    """A year of `share_rollup` in one row, packed: twenty thousand cells are read in the time of a few rows."""

    __tablename__ = "share_year"
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    languages: str  # words with spaces between; the four columns have the same length and order
    counties: str
    assignments: bytes  # four-byte integers, network order
    qualified: bytes


class ShareMonth(Table, table=True):
    """The same facts per month for the whole nation: all that the national meter needs."""

    __tablename__ = "share_month"
    __table_args__ = (CheckConstraint("month BETWEEN 1 AND 12", name="month"),)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    month: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    assignments: int
    qualified: int


class RollupState(Table, table=True):
    """One row: which facts the roll-ups hold, and which closed day's facts are next."""

    __tablename__ = "rollup_state"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: int | None = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    rolled_up_fact_id: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    closing_fact_id: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class DataNote(Table, table=True):
    """What a reader must know about the data as a whole: `scale` is S when the rows are a sample 1:S."""

    __tablename__ = "data_note"
    key: str = Field(primary_key=True)
    value: str


class StatisticsRelease(Table, table=True):
    """One publication: all tables computed and protected together. Never changed afterwards (rule T6)."""

    __tablename__ = "statistics_release"
    id: int | None = key()
    closed_through: date = Field(unique=True)  # the last day of the last month that is in it
    definition_version: str
    computed_at: datetime = Field(sa_column=instant())
    last_fact_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    last_undelivered_id: int = Field(
        default=0, sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )


class PublishedTableRow(Table, table=True):
    """One table of a release exactly as published. Pages, CSV and JSON-stat are all read from `document`."""

    __tablename__ = "published_table"
    release_id: int = Field(primary_key=True, foreign_key="statistics_release.id",
                            sa_column_kwargs={"autoincrement": False})  # fmt: skip
    code: str = Field(primary_key=True)
    position: int
    document: dict[str, Any] = Field(sa_column=document())


class PublishedCount(Table, table=True):
    """Counts of half-years that a release hid, or published, for good: what is once hidden stays hidden.

    `about` says of which facts: those of delivered assignments, or those of what was ordered and never carried out.
    """

    __tablename__ = "published_count"
    __table_args__ = (
        code_check("part", ("qualified", "unqualified", "count")),
        code_check("about", ("delivered", "undelivered")),
    )
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    about: str = Field(
        default="delivered", primary_key=True, sa_column_kwargs={"server_default": text("'delivered'")}
    )
    cell: str = Field(primary_key=True)  # JSON list of [dimension, value]
    part: str = Field(primary_key=True)
    hidden: bool
    release_id: int = Field(foreign_key="statistics_release.id")
