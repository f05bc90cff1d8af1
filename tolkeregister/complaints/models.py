"""Complaints with log, habilitet, clocks, questions to public bodies, hearings and reactions.

The reporter's words and identity are not here: they are sealed by `complaints/reporting`. Reactions stand in two times,
as the register does: a reversed one ends in recorded time and is never removed.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Integer, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint, Range
from sqlmodel import Field

from tolkeregister.complaints.rules.words import (
    Answer,
    Basis,
    Channel,
    Closing,
    ComplaintState,
    ReactionKind,
    ReporterKind,
    Stage,
    Unit,
)
from tolkeregister.core.tables import Table, code_check, document, instant, key, period
from tolkeregister.decisions.cases.models import Tie


class ComplaintNumber(Table, table=True):
    """The last number given in a year."""

    __tablename__ = "complaint_number"
    year: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    last: int


class Complaint(Table, table=True):
    """One complaint. `person_id` is nobody when it is about somebody the register does not know (rule W2)."""

    __tablename__ = "complaint"
    __table_args__ = (
        code_check("state", ComplaintState),
        code_check("channel", Channel),
        code_check("reporter_kind", ReporterKind),
        code_check("basis", Basis),
        code_check("closed_as", Closing),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("(closed_at IS NULL) = (closed_as IS NULL)", name="closing"),
        CheckConstraint(
            "(closed_as IS NOT DISTINCT FROM 'duplicate') = (duplicate_of IS NOT NULL)", name="duplicate"
        ),
        CheckConstraint("duplicate_of <> id", name="own_duplicate"),
        Index("complaint_open_ix", "received_at", "id", postgresql_where=text("state <> 'closed'")),
    )
    id: int | None = key()
    number: str = Field(unique=True)  # "2026/00012"
    state: str = ComplaintState.RECEIVED
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    entry_id: int | None = Field(default=None, foreign_key="entry.id")
    unlisted: str = ""  # how the reporter describes somebody who is not in the register
    assignment_reference: str = ""
    channel: str
    reporter_kind: str = ReporterKind.UNSTATED
    is_anonymous: bool = True
    is_urgent: bool = False
    received_at: datetime = Field(sa_column=instant())
    recorded_at: datetime = Field(sa_column=instant())
    basis: str | None = None
    officer_account_id: int | None = Field(default=None, foreign_key="account.id")
    case_id: int | None = Field(default=None, foreign_key="case_file.id", unique=True)
    temporary_case_id: int | None = Field(default=None, foreign_key="case_file.id", unique=True)
    duplicate_of: int | None = Field(default=None, foreign_key="complaint.id")
    closed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    closed_as: str | None = None


class ComplaintLog(Table, table=True):
    """One line of a complaint's log: a code and the facts its sentence needs, never personal data."""

    __tablename__ = "complaint_log"
    id: int | None = key(big=True)
    complaint_id: int = Field(foreign_key="complaint.id", index=True)
    happened_at: datetime = Field(sa_column=instant())
    account_id: int | None = Field(default=None, foreign_key="account.id")
    code: str
    facts: dict[str, Any] = Field(sa_column=document())


class ComplaintRead(Table, table=True):
    """Who opened the complaint, once a day; not shown to the interpreter, who may not know of it yet."""

    __tablename__ = "complaint_read"
    __table_args__ = (
        UniqueConstraint("complaint_id", "account_id", "read_on", name="complaint_read_day_key"),
    )
    id: int | None = key(big=True)
    complaint_id: int = Field(foreign_key="complaint.id")
    account_id: int = Field(foreign_key="account.id")
    read_on: date
    read_at: datetime = Field(sa_column=instant())


class ComplaintHabilitet(Table, table=True):
    """What an officer declares before the papers open; the last declaration counts (forvaltningsloven § 6)."""

    __tablename__ = "complaint_habilitet"
    __table_args__ = (
        code_check("tie", Tie),
        Index("complaint_habilitet_complaint_id_ix", "complaint_id", "account_id"),
    )
    id: int | None = key()
    complaint_id: int = Field(foreign_key="complaint.id")
    account_id: int = Field(foreign_key="account.id")
    tie: str
    declared_at: datetime = Field(sa_column=instant())


class ComplaintAnswer(Table, table=True):
    """What the reporter was answered: a code whose words the reporter's pages have, and the officer's own (`body`)."""

    __tablename__ = "complaint_answer"
    __table_args__ = (code_check("code", Answer),)
    id: int | None = key()
    complaint_id: int = Field(foreign_key="complaint.id", index=True)
    code: str
    body: str
    account_id: int | None = Field(default=None, foreign_key="account.id")
    answered_at: datetime = Field(sa_column=instant())


class ComplaintStage(Table, table=True):
    """A clock: so many days of a kind from a day in Norway. The last day follows by rule, see `rules/clocks.py`."""

    __tablename__ = "complaint_stage"
    __table_args__ = (
        code_check("stage", Stage),
        code_check("unit", Unit),
        CheckConstraint("days > 0", name="days"),
        Index("complaint_stage_running_key", "complaint_id", "stage", unique=True,
              postgresql_where=text("ended_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    complaint_id: int = Field(foreign_key="complaint.id")
    stage: str
    unit: str
    days: int
    started_on: date
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    reminded_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class ComplaintSuspension(Table, table=True):
    """Days that do not count, from one day up to the day the clocks go on. One at a time."""

    __tablename__ = "complaint_suspension"
    __table_args__ = (
        CheckConstraint("resumed_on >= suspended_on", name="order"),
        CheckConstraint("length(ground) > 0", name="ground"),
        Index("complaint_suspension_running_key", "complaint_id", unique=True,
              postgresql_where=text("resumed_on IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    complaint_id: int = Field(foreign_key="complaint.id", index=True)
    suspended_on: date
    resumed_on: date | None = None
    ground: str
    account_id: int | None = Field(default=None, foreign_key="account.id")
    recorded_at: datetime = Field(sa_column=instant())


class ComplaintExtension(Table, table=True):
    """More days for one clock, with the ground."""

    __tablename__ = "complaint_extension"
    __table_args__ = (
        CheckConstraint("days > 0", name="days"),
        CheckConstraint("length(ground) > 0", name="ground"),
    )
    id: int | None = key()
    stage_id: int = Field(foreign_key="complaint_stage.id", index=True)
    days: int
    ground: str
    account_id: int | None = Field(default=None, foreign_key="account.id")
    extended_at: datetime = Field(sa_column=instant())


class InformationRequest(Table, table=True):
    """Questions to a public body with the law they rest on; answered once, on a page whose address is the key (W4)."""

    __tablename__ = "information_request"
    __table_args__ = (
        CheckConstraint("length(legal_basis) > 0", name="legal_basis"),
        CheckConstraint("(answered_at IS NULL) = (answer_post_id IS NULL)", name="answered"),
        Index("information_request_due_ix", "due_on", "id",
              postgresql_where=text("answered_at IS NULL AND withdrawn_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    complaint_id: int = Field(foreign_key="complaint.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")
    recipient: str
    email: str
    legal_basis: str
    questions: str
    asked_at: datetime = Field(sa_column=instant())
    due_on: date
    token_hash: str = Field(unique=True)
    account_id: int = Field(foreign_key="account.id")
    reminded_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    answered_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    answer_post_id: int | None = Field(default=None, foreign_key="journal_post.id")
    withdrawn_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class ComplaintHearing(Table, table=True):
    """The interpreter is heard: the redacted words they were shown, in a notice of the case."""

    __tablename__ = "complaint_hearing"
    notice_id: int = Field(foreign_key="case_notice.id", primary_key=True)
    complaint_id: int = Field(foreign_key="complaint.id", index=True)
    shown: str


class Reaction(Table, table=True):
    """A warning or an exclusion: when it holds, and when we knew it. A reversed one ends in recorded time."""

    __tablename__ = "reaction"
    __table_args__ = (
        code_check("kind", ReactionKind),
        ExcludeConstraint(("decision_id", "="), ("valid", "&&"), ("recorded", "&&"), using="gist",
                          name="reaction_no_overlap"),
        Index("reaction_person_ix", "person_id", postgresql_where=text("upper_inf(recorded)")),
    )  # fmt: skip
    id: int | None = key()
    person_id: int = Field(foreign_key="person.id")
    complaint_id: int = Field(foreign_key="complaint.id", index=True)
    decision_id: int = Field(foreign_key="decision.id")
    kind: str
    decided_on: date
    valid: Range = Field(sa_column=period())  # type: ignore[type-arg]
    recorded: Range = Field(sa_column=period())  # type: ignore[type-arg]


class ExclusionReview(Table, table=True):
    """A day on which a temporary exclusion is looked at again, and what was found (rule W9)."""

    __tablename__ = "exclusion_review"
    __table_args__ = (
        code_check("verdict", ("kept", "ended")),
        CheckConstraint("(reviewed_at IS NULL) = (verdict IS NULL)", name="reviewed"),
        UniqueConstraint("complaint_id", "due_on", name="exclusion_review_due_key"),
    )
    id: int | None = key()
    complaint_id: int = Field(foreign_key="complaint.id")
    due_on: date
    reviewed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    verdict: str | None = None
    reasons: str = ""
    account_id: int | None = Field(default=None, foreign_key="account.id")
    reminded_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
