"""Campaigns of re-registration, and each interpreter one asks. A person with several languages is asked once."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key
from tolkeregister.entries.models import Category


class MemberState(StrEnum):
    """What has become of somebody who was asked; `inactive` is no answer by the deadline."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    WANTS_OUT = "wants_out"
    EXEMPTED = "exempted"
    LEFT = "left"  # removed, excluded, dead or protected: not in the register any longer, and never told apart here
    INACTIVE = "inactive"
    RETURNED = "returned"  # inactive, and then confirmed
    RELEASED = "released"  # the campaign was stopped


class ExemptReason(StrEnum):
    """Why an officer lets somebody be."""

    ANSWERED_OTHERWISE = "answered_otherwise"
    ABSENT = "absent"
    UNREACHABLE = "unreachable"
    OTHER_CASE = "other_case"


class Campaign(Table, table=True):
    """One round of asking. `fingerprint` is what its starter saw: the same page sent twice is one campaign."""

    __tablename__ = "campaign"
    __table_args__ = (
        code_check("category", Category),
        CheckConstraint("cardinality(remind_on) BETWEEN 1 AND 3", name="reminders"),
        CheckConstraint("(stopped_at IS NULL) = (stopped_by IS NULL)", name="stopped"),
        CheckConstraint("stopped_at IS NULL OR closed_at IS NULL", name="ended"),
    )
    id: int | None = key()
    category: str | None = None
    language_tag: str | None = Field(default=None, foreign_key="language.tag")
    unconfirmed_since: date | None = None
    answer_by: date  # the last day to answer
    remind_on: list[date] = Field(sa_column=Column(ARRAY(Date), nullable=False))
    fingerprint: str = Field(unique=True)
    started_at: datetime = Field(sa_column=instant())
    started_by: int = Field(foreign_key="account.id")
    stopped_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    stopped_by: int | None = Field(default=None, foreign_key="account.id")
    closed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class CampaignMember(Table, table=True):
    """One interpreter in one campaign. Nobody waits in two campaigns at once."""

    __tablename__ = "campaign_member"
    __table_args__ = (
        code_check("state", MemberState),
        code_check("exempt_reason", ExemptReason),
        CheckConstraint("(state = 'waiting') = (answered_at IS NULL)", name="answered"),
        CheckConstraint("(state = 'exempted') = (exempt_reason IS NOT NULL)", name="exempted"),
        CheckConstraint("(exempt_reason IS NULL) = (exempted_by IS NULL)", name="exempted_by"),
        Index("campaign_member_waiting_key", "interpreter_id", unique=True,
              postgresql_where=text("state = 'waiting'")),
        Index("campaign_member_interpreter_ix", "interpreter_id"),
        Index("campaign_member_state_ix", "campaign_id", "state"),
    )  # fmt: skip
    campaign_id: int = Field(
        sa_column=Column(Integer, ForeignKey("campaign.id"), primary_key=True, autoincrement=False)
    )
    interpreter_id: int = Field(
        sa_column=Column(Integer, ForeignKey("interpreter.id"), primary_key=True, autoincrement=False)
    )
    state: str = MemberState.WAITING
    asked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    reminders: int = 0
    reminded_on: date | None = None
    answered_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    made_inactive_at: datetime | None = Field(
        default=None, sa_column=instant(nullable=True)
    )  # by this campaign
    exempt_reason: str | None = None
    exempted_by: int | None = Field(default=None, foreign_key="account.id")
