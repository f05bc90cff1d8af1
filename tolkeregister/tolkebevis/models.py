"""Cards, the public halves of the keys that sign for them, photographs, counts of checks, and reports from those."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key


class CardEnd(StrEnum):
    """Why a card counts no more: a newer one was made, its holder took it back, or the holder left the register."""

    RENEWED = "renewed"
    REVOKED = "revoked"
    REMOVED = "removed"


class PhotoState(StrEnum):
    """A photograph waits for the directorate, is shown, was declined, or a newer one took its place."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    REPLACED = "replaced"


class ReportedMismatch(StrEnum):
    """What somebody who looked at a card saw."""

    OTHER_PERSON = "other_person"
    CARD_ALTERED = "card_altered"
    NOT_OWN_CARD = "not_own_card"


class SigningKey(Table, table=True):
    """The public half of an Ed25519 key. The private half follows from the service's secret and is stored nowhere."""

    __tablename__ = "signing_key"
    __table_args__ = (
        CheckConstraint("signs_until > signs_from", name="period"),
        Index("signing_key_open_key", text("(signs_until IS NULL)"), unique=True,
              postgresql_where=text("signs_until IS NULL AND withdrawn_at IS NULL")),
    )  # fmt: skip
    kid: str = Field(primary_key=True)
    public_x: str = Field(unique=True)
    made_at: datetime = Field(sa_column=instant())
    signs_from: datetime = Field(sa_column=instant())
    signs_until: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    withdrawn_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class InterpreterCard(Table, table=True):
    """One address that can be shown: for one entry, or for all (`entry_id` is empty). Only its hash is kept."""

    __tablename__ = "interpreter_card"
    __table_args__ = (
        code_check("end_reason", CardEnd),
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended"),
        Index("interpreter_card_open_key", "interpreter_id", "entry_id", unique=True,
              postgresql_nulls_not_distinct=True, postgresql_where=text("ended_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    public_id: str = Field(unique=True)
    interpreter_id: int = Field(foreign_key="interpreter.id", index=True)
    entry_id: int | None = Field(default=None, foreign_key="entry.id")
    token_hash: str = Field(unique=True)
    issued_at: datetime = Field(sa_column=instant())
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    end_reason: str | None = None


class CardCheckDay(Table, table=True):
    """How often an interpreter was found valid on a day; never by whom (rule V7)."""

    __tablename__ = "card_check_day"
    __table_args__ = (CheckConstraint("count > 0", name="count"),)
    interpreter_id: int = Field(foreign_key="interpreter.id", primary_key=True)
    day: date = Field(primary_key=True)
    count: int


class CardReport(Table, table=True):
    """Somebody says that a card and a person do not belong together. Nothing about who says it."""

    __tablename__ = "card_report"
    __table_args__ = (
        code_check("what", ReportedMismatch),
        CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed"),
        Index("card_report_open_ix", "reported_at", postgresql_where=text("closed_at IS NULL")),
    )
    id: int | None = key()
    number: str
    what: str
    seen_on: date
    note: str
    reported_at: datetime = Field(sa_column=instant())
    closed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    closed_by: int | None = Field(default=None, foreign_key="account.id")


class PortraitPhoto(Table, table=True):
    """A photograph as it was drawn anew by us: a small JPEG without anything but the picture."""

    __tablename__ = "portrait_photo"
    __table_args__ = (
        code_check("state", PhotoState),
        CheckConstraint("octet_length(content) BETWEEN 1 AND 300000", name="size"),
        Index("portrait_photo_current_key", "interpreter_id", "state", unique=True,
              postgresql_where=text("state IN ('waiting', 'approved')")),
    )  # fmt: skip
    id: int | None = key()
    interpreter_id: int = Field(foreign_key="interpreter.id")
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    state: str
    uploaded_at: datetime = Field(sa_column=instant())
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    decline_reason: str | None = None
