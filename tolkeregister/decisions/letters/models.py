"""Letters as they were sent, and how their delivery went."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key


class Route(StrEnum):
    """How a letter travels: the digital mailbox first, paper when that cannot be."""

    MAILBOX = "mailbox"
    PRINT = "print"


class DeliveryState(StrEnum):
    """What is known of a letter's way."""

    QUEUED = "queued"
    HANDED_OVER = "handed_over"
    DELIVERED = "delivered"
    OPENED = "opened"
    FAILED = "failed"
    FALLBACK = "fallback"  # the mailbox could not; waiting for the printing house


class Letter(Table, table=True):
    """One letter: the template and its date, the data it was made from, and the hash of the file."""

    __tablename__ = "letter"
    __table_args__ = (code_check("written_form", ("nb", "nn")),)
    id: int | None = key()
    case_id: int = Field(foreign_key="case_file.id", index=True)
    journal_post_id: int = Field(foreign_key="journal_post.id", unique=True)
    sha256: str = Field(foreign_key="archived_file.sha256")
    template: str
    template_from: date
    written_form: str
    data: dict[str, Any] = Field(sa_column=document())
    made_at: datetime = Field(sa_column=instant())


class LetterDelivery(Table, table=True):
    """The state of a letter's delivery; `reference` makes handing over twice the same as once."""

    __tablename__ = "letter_delivery"
    __table_args__ = (
        code_check("route", Route),
        code_check("state", DeliveryState),
        CheckConstraint("opened_at IS NULL OR delivered_at IS NOT NULL", name="opened"),
        Index("letter_delivery_waiting_ix", "next_at",
              postgresql_where=text("state IN ('queued', 'handed_over', 'fallback')")),
    )  # fmt: skip
    id: int | None = key()
    letter_id: int = Field(foreign_key="letter.id", unique=True)
    route: str
    state: str
    reference: str = Field(unique=True)
    attempts: int = 0
    next_at: datetime = Field(sa_column=instant())
    delivered_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    opened_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    last_error: str | None = None


class LetterDeliveryEvent(Table, table=True):
    """One thing that happened to a letter on its way, when it happened and when we heard."""

    __tablename__ = "letter_delivery_event"
    id: int | None = key(big=True)
    delivery_id: int = Field(foreign_key="letter_delivery.id", index=True)
    happened_at: datetime = Field(sa_column=instant())
    known_at: datetime = Field(sa_column=instant())
    route: str
    state: str
    detail: str | None = None
