"""The one table of facts that every share is computed from, and the small roll-up of closed days."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key
from tolkeregister.entries.models import Category, EntryType, Mode


class AssignmentFact(Table, table=True):
    """One delivered assignment, from any source. Only ever appended: a correction is a row with `weight` -1."""

    __tablename__ = "assignment_fact"
    __table_args__ = (
        code_check("source", ("booking", "history", "report")),
        code_check("qualification", ("qualified", "unqualified", "unknown")),
        code_check("basis", ("listed", "unlisted")),
        code_check("category", Category),
        code_check("category_requested", Category),
        code_check("mode", Mode),
        code_check("type", EntryType),
        code_check("supply_model", ("private_agency", "municipal_service", "own_register", "platform")),
        CheckConstraint("weight IN (1, -1)", name="weight"),
        CheckConstraint("qualification <> 'qualified' OR basis IS NOT NULL", name="basis_known"),
        Index("assignment_fact_unit_ix", "unit_id", "day", postgresql_include=["language_tag", "qualification", "weight"]),
        Index("assignment_fact_organisation_ix", "organisation_id", "day",
              postgresql_include=["language_tag", "qualification", "weight"]),
        Index("assignment_fact_day_ix", "day"),
    )  # fmt: skip
    id: int | None = key(big=True)
    source: str
    reference: str = Field(unique=True)  # "26-004182", or the row of a report
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
    recorded_at: datetime = Field(sa_column=instant())


class ShareRollup(Table, table=True):
    """Facts of closed days summed per year; rebuilt for the days touched. A query adds the facts since."""

    __tablename__ = "share_rollup"
    __table_args__ = (Index("share_rollup_language_ix", "language_tag", "year"),)
    id: int | None = key(big=True)
    year: int
    month: int
    language_tag: str
    type: str
    county_now: str
    mode: str
    sector_code: str
    supply_model: str
    category: str | None = None
    category_requested: str | None = None
    qualification: str
    assignments: int
