"""When interpreters say they are free, when they are away, and the one table that makes double booking impossible."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, SmallInteger, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint, Range
from sqlmodel import Field

from tolkeregister.core.tables import Table, instant, key, period


class WeeklyHours(Table, table=True):
    """A stretch of every week, in minutes of the local day; an end after 1440 runs into the next day."""

    __tablename__ = "weekly_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("start_minute >= 0 AND start_minute < 1440", name="start"),
        CheckConstraint("end_minute > start_minute AND end_minute <= start_minute + 1440", name="end"),
    )
    id: int | None = key()
    interpreter_id: int = Field(foreign_key="interpreter.id", index=True)
    weekday: int  # 0 is Monday
    start_minute: int
    end_minute: int


class OneOffDay(Table, table=True):
    """A stretch of one local day when the interpreter is free besides the weekly hours."""

    __tablename__ = "one_off_day"
    __table_args__ = (
        CheckConstraint("start_minute >= 0 AND start_minute < 1440", name="start"),
        CheckConstraint("end_minute > start_minute AND end_minute <= start_minute + 1440", name="end"),
        Index("one_off_day_interpreter_day_ix", "interpreter_id", "day"),
    )
    id: int | None = key()
    interpreter_id: int = Field(foreign_key="interpreter.id")
    day: date
    start_minute: int
    end_minute: int


class Absence(Table, table=True):
    """A time the interpreter is away, whatever the weekly hours say."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint(
            "NOT isempty(period) AND NOT lower_inf(period) AND NOT upper_inf(period)", name="period"
        ),
        Index("absence_interpreter_period_ix", "interpreter_id", "period", postgresql_using="gist"),
    )
    id: int | None = key()
    interpreter_id: int = Field(foreign_key="interpreter.id")
    period: Range = Field(sa_column=period())  # type: ignore[type-arg]


class Booked(Table, table=True):
    """The time an accepted assignment takes, buffer included. The exclusion constraint is the last word (rule B10).

    Part 0 is what is agreed. The others are held while the interpreter considers another time (booking/changes): the
    new time less the agreed one, so that an assignment never stands in its own way.

    Filled only by INSERT … ON CONFLICT DO NOTHING: a plain insert that fails deadlocks under contention, because the
    row is written before the exclusion is checked. See docs/laasing.md.
    """

    __tablename__ = "booked"
    __table_args__ = (
        ExcludeConstraint(("interpreter_id", "="), ("period", "&&"), using="gist", name="booked_no_overlap"),
        CheckConstraint(
            "NOT isempty(period) AND NOT lower_inf(period) AND NOT upper_inf(period)", name="period"
        ),
        CheckConstraint("(part = 0) = (held_until IS NULL)", name="held"),
        Index("booked_held_ix", "held_until", postgresql_where=text("held_until IS NOT NULL")),
    )
    assignment_id: int = Field(
        sa_column=Column(Integer, ForeignKey("assignment.id"), primary_key=True, autoincrement=False)
    )
    part: int = Field(
        default=0, sa_column=Column(SmallInteger, primary_key=True, autoincrement=False, server_default="0")
    )
    interpreter_id: int = Field(foreign_key="interpreter.id")
    period: Range = Field(sa_column=period())  # type: ignore[type-arg]
    held_until: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class AvailabilityNote(Table, table=True):
    """When an interpreter last said anything about being free; shown so that a reader can judge it."""

    __tablename__ = "availability_note"
    interpreter_id: int = Field(foreign_key="interpreter.id", primary_key=True)
    stated_at: datetime = Field(sa_column=instant())
