"""The committee's terms, meetings and agendas, the papers of a case with what is hidden, votes, minutes and advice.

What was released and what was approved is only added to. Declarations of habilitet are `complaint_habilitet`.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import DATERANGE, ExcludeConstraint, Range
from sqlmodel import Field

from tolkeregister.complaints.committee.rules.words import ItemState, Place, Recommended, Seat
from tolkeregister.core.tables import Table, code_check, document, instant, key, period


class CommitteeTerm(Table, table=True):
    """Who holds a seat, as member or deputy, on which days: at most a year at a time (rule W5)."""

    __tablename__ = "committee_term"
    __table_args__ = (
        code_check("seat", Seat),
        code_check("place", Place),
        CheckConstraint("NOT isempty(held) AND NOT lower_inf(held) AND NOT upper_inf(held)"
                        " AND upper(held) <= lower(held) + interval '1 year'", name="one_year"),
        ExcludeConstraint(("seat", "="), ("place", "="), ("held", "&&"), using="gist",
                          name="committee_term_seat_no_overlap"),
        ExcludeConstraint(("account_id", "="), ("held", "&&"), using="gist", name="committee_term_account_no_overlap"),
        UniqueConstraint("id", "seat", "account_id", name="committee_term_whose_key"),
    )  # fmt: skip
    id: int | None = key()
    seat: str
    place: str
    account_id: int = Field(foreign_key="account.id")
    held: Range[date] = Field(sa_column=Column(DATERANGE, nullable=False))
    appointed_by: int = Field(foreign_key="account.id")
    appointed_at: datetime = Field(sa_column=instant())


class CommitteeMeeting(Table, table=True):
    """A meeting: when, where or by which link, who of the directorate leads. `sequence` rises with each change."""

    __tablename__ = "committee_meeting"
    __table_args__ = (
        CheckConstraint("NOT isempty(period) AND NOT lower_inf(period) AND NOT upper_inf(period)", name="period"),
        CheckConstraint("length(venue) > 0 OR length(video_link) > 0", name="where"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_because = '')", name="cancelled"),
        Index("committee_meeting_period_ix", text("lower(period)")),
    )  # fmt: skip
    id: int | None = key()
    period: Range = Field(sa_column=period())  # type: ignore[type-arg]
    venue: str = ""
    video_link: str = ""
    leader_account_id: int = Field(foreign_key="account.id")
    sequence: int = 0
    changed_at: datetime = Field(sa_column=instant())
    cancelled_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    cancelled_because: str = ""


class CommitteeSummons(Table, table=True):
    """Somebody has been summoned, and hears of every change from then on."""

    __tablename__ = "committee_summons"
    meeting_id: int = Field(foreign_key="committee_meeting.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True)
    summoned_at: datetime = Field(sa_column=instant())


class CommitteeAbsence(Table, table=True):
    """Somebody who holds a seat cannot come to a meeting; with `taken_back_at` they can after all."""

    __tablename__ = "committee_absence"
    __table_args__ = (
        CheckConstraint("taken_back_at >= stated_at", name="taken_back"),
        Index("committee_absence_standing_key", "meeting_id", "account_id", unique=True,
              postgresql_where=text("taken_back_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    meeting_id: int = Field(foreign_key="committee_meeting.id")
    account_id: int = Field(foreign_key="account.id")
    stated_at: datetime = Field(sa_column=instant())
    taken_back_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class CommitteeItem(Table, table=True):
    """A case on an agenda, with the officer's presentation of it. A case waits on one agenda at a time."""

    __tablename__ = "committee_item"
    __table_args__ = (
        code_check("state", ItemState),
        Index("committee_item_one_agenda_key", "complaint_id", unique=True, postgresql_where=text("state = 'open'")),
    )  # fmt: skip
    id: int | None = key()
    meeting_id: int = Field(foreign_key="committee_meeting.id", index=True)
    complaint_id: int = Field(foreign_key="complaint.id", index=True)
    state: str = ItemState.OPEN
    presentation: str = ""
    added_by: int = Field(foreign_key="account.id")
    added_at: datetime = Field(sa_column=instant())


class CommitteePaper(Table, table=True):
    """What is hidden in one document before it is released: places in it, never the words.

    `sha256` is of the document as it was when somebody last read it; `source` is its name among the papers.
    """

    __tablename__ = "committee_paper"
    __table_args__ = (UniqueConstraint("item_id", "source", name="committee_paper_source_key"),)
    id: int | None = key()
    item_id: int = Field(foreign_key="committee_item.id")
    source: str
    sha256: str
    is_included: bool
    marks: list[Any] = Field(sa_column=document())
    regions: list[Any] = Field(sa_column=document())
    account_id: int = Field(foreign_key="account.id")
    changed_at: datetime = Field(sa_column=instant())


class CommitteePack(Table, table=True):
    """A released case pack by its SHA-256, with the names of its papers. A new version is a new row."""

    __tablename__ = "committee_pack"
    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        UniqueConstraint("item_id", "version", name="committee_pack_version_key"),
    )
    id: int | None = key()
    item_id: int = Field(foreign_key="committee_item.id")
    version: int
    sha256: str
    papers: list[Any] = Field(sa_column=document())
    released_by: int = Field(foreign_key="account.id")
    released_at: datetime = Field(sa_column=instant())


class CommitteePackContent(Table, table=True):
    """The bytes of a released pack, sealed: parts of what a reporter wrote stand in them."""

    __tablename__ = "committee_pack_content"
    pack_id: int = Field(foreign_key="committee_pack.id", primary_key=True)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class CommitteeVote(Table, table=True):
    """What the holder of a seat thinks the decision should be, and why. Theirs to change until the minutes stand."""

    __tablename__ = "committee_vote"
    __table_args__ = (
        code_check("recommends", Recommended),
        CheckConstraint("length(reasons) > 0", name="reasons"),
        UniqueConstraint("item_id", "seat", name="committee_vote_seat_key"),
        UniqueConstraint("item_id", "account_id", name="committee_vote_account_key"),
        ForeignKeyConstraint(
            ("term_id", "seat", "account_id"),
            ("committee_term.id", "committee_term.seat", "committee_term.account_id"),
            name="committee_vote_whose_fkey",
        ),
    )
    id: int | None = key()
    item_id: int = Field(foreign_key="committee_item.id")
    term_id: int
    seat: str
    account_id: int
    recommends: str
    reasons: str
    version: int
    voted_at: datetime = Field(sa_column=instant())


class CommitteeMinutes(Table, table=True):
    """One version of the minutes of a meeting."""

    __tablename__ = "committee_minutes"
    __table_args__ = (
        UniqueConstraint("meeting_id", "version", name="committee_minutes_version_key"),
        UniqueConstraint("id", "meeting_id", name="committee_minutes_of_meeting_key"),
    )
    id: int | None = key()
    meeting_id: int = Field(foreign_key="committee_meeting.id")
    version: int
    words: str
    written_by: int = Field(foreign_key="account.id")
    written_at: datetime = Field(sa_column=instant())


class CommitteeMinutesItem(Table, table=True):
    """What one version of the minutes tells of one case."""

    __tablename__ = "committee_minutes_item"
    minutes_id: int = Field(foreign_key="committee_minutes.id", primary_key=True)
    item_id: int = Field(foreign_key="committee_item.id", primary_key=True)
    words: str
    is_postponed: bool


class CommitteeMinutesAnswer(Table, table=True):
    """Somebody who took part says that a version is right, or what is wrong with it."""

    __tablename__ = "committee_minutes_answer"
    __table_args__ = (CheckConstraint("is_approved OR length(remark) > 0", name="remark"),)
    minutes_id: int = Field(foreign_key="committee_minutes.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True)
    is_approved: bool
    remark: str = ""
    answered_at: datetime = Field(sa_column=instant())


class CommitteeApproval(Table, table=True):
    """The leader has approved a version: the minutes of the meeting, which nobody changes any more."""

    __tablename__ = "committee_approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ("minutes_id", "meeting_id"),
            ("committee_minutes.id", "committee_minutes.meeting_id"),
            name="committee_approval_minutes_fkey",
        ),
    )
    meeting_id: int = Field(foreign_key="committee_meeting.id", primary_key=True)
    minutes_id: int
    account_id: int = Field(foreign_key="account.id")
    approved_at: datetime = Field(sa_column=instant())


class CommitteeAdvice(Table, table=True):
    """What the committee advises in a case; None when it is divided. Never a decision (rule W5)."""

    __tablename__ = "committee_advice"
    __table_args__ = (
        code_check("recommends", Recommended),
        CheckConstraint("recommends IS NULL OR votes_for > votes_against", name="majority"),
    )
    item_id: int = Field(foreign_key="committee_item.id", primary_key=True)
    recommends: str | None = None
    votes_for: int
    votes_against: int
    journal_post_id: int = Field(foreign_key="journal_post.id")
    given_at: datetime = Field(sa_column=instant())
