"""The language plan in versions, and the alarms of the three years after a degree."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field

from qualification.rounds.models import TestKind
from tolkeregister.core.tables import Table, code_check, instant, key


class LanguagePlan(Table, table=True):
    """One version. A published one never changes; the newest published one is the plan."""

    __tablename__ = "language_plan"
    __table_args__ = (
        CheckConstraint("(published_at IS NULL) = (published_by IS NULL)", name="published"),
        Index("language_plan_draft_key", text("(published_at IS NULL)"), unique=True,
              postgresql_where=text("published_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    made_at: datetime = Field(sa_column=instant())
    published_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    published_by: int | None = Field(default=None, foreign_key="account.id")


class PlanItem(Table, table=True):
    """One offer: a language at one step of the road, in a period, with the days to apply and pay."""

    __tablename__ = "plan_item"
    __table_args__ = (
        code_check("test", TestKind),
        CheckConstraint("(test = 'tao') = (language_tag IS NULL)", name="language"),
        CheckConstraint("period_from <= period_to", name="period"),
        CheckConstraint("application_opens <= application_closes", name="application"),
        CheckConstraint("payment_opens <= payment_closes", name="payment"),
        UniqueConstraint("plan_id", "line", name="plan_item_line_key"),
    )
    id: int | None = key()
    plan_id: int = Field(foreign_key="language_plan.id")
    line: int  # the same offer in every version
    institution_code: str = Field(foreign_key="institution.code")
    test: str
    language_tag: str | None = Field(default=None, foreign_key="language.tag")
    period_from: date
    period_to: date
    application_opens: date
    application_closes: date
    payment_opens: date | None = None
    payment_closes: date | None = None
    place: str
    fee_nok: int | None = None


class GraduateAlarm(Table, table=True):
    """A degree whose three years near their end without an offered test has been pointed out (tolkeloven § 18)."""

    __tablename__ = "graduate_alarm"
    __table_args__ = (code_check("stage", ("months_12", "months_6", "months_3", "broken")),)
    result_id: int = Field(
        sa_column=Column(BigInteger, ForeignKey("test_result.id"), primary_key=True, autoincrement=False)
    )
    stage: str = Field(sa_column=Column(Text, primary_key=True))
    raised_at: datetime = Field(sa_column=instant())


class GraduateAlarmTold(Table, table=True):
    """The planners have been told of an alarm; never twice of the same."""

    __tablename__ = "graduate_alarm_told"
    __table_args__ = (
        ForeignKeyConstraint(["result_id", "stage"], ["graduate_alarm.result_id", "graduate_alarm.stage"]),
    )
    result_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    stage: str = Field(sa_column=Column(Text, primary_key=True))
    told_at: datetime = Field(sa_column=instant())
