"""Changes of the register in the order they can be read, who is told of them, and each message."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, UniqueConstraint, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key
from tolkeregister.entries.models import Category


class ChangeCause(StrEnum):
    """What was written: a listing, a category, something about the person; or only time has passed."""

    LISTING = "listing"
    CATEGORY = "category"
    PERSON = "person"
    TIME = "time"


class DeliveryState(StrEnum):
    """A message waits, was taken, or was given up."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


class RegisterChange(Table, table=True):
    """An entry was changed. Triggers write the row in the transaction of the change, whoever made it.

    `position` and `sequence` are given afterwards, one transaction at a time: what is numbered has been committed, and
    nothing numbered lower can come after it.
    """

    __tablename__ = "register_change"
    __table_args__ = (
        code_check("cause", ChangeCause),
        code_check("category", Category),
        CheckConstraint("(position IS NULL) = (sequence IS NULL)", name="numbered"),
        UniqueConstraint("position", name="register_change_position_key"),
        UniqueConstraint("entry_id", "sequence", name="register_change_entry_sequence_key"),
        Index("register_change_waiting_key", "entry_id", "made_in", unique=True,
              postgresql_where=text("position IS NULL")),
        Index("register_change_entry_ix", "entry_id", "position"),
    )  # fmt: skip
    id: int | None = key(big=True)
    entry_id: int = Field(foreign_key="entry.id")
    cause: str
    happened_at: datetime = Field(sa_column=instant(server_default=text("now()")))
    made_in: int = Field(
        sa_column=Column(
            BigInteger,
            nullable=False,
            server_default=text("CAST(CAST(pg_current_xact_id() AS text) AS bigint)"),
        )
    )
    position: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    sequence: int | None = None
    category: str | None = None  # as it stood when the row was numbered; empty when the entry was not listed


class WebhookReceiver(Table, table=True):
    """A registered system that wants to be told. Its secret follows from ours, its id and the generation."""

    __tablename__ = "webhook_receiver"
    __table_args__ = (CheckConstraint("secret_generation > 0", name="generation"),)
    id: int | None = key()
    public_id: str = Field(unique=True)
    system: str
    url: str
    secret_generation: int = 1
    secret_changed_at: datetime = Field(sa_column=instant())
    created_at: datetime = Field(sa_column=instant())
    created_by: int | None = Field(default=None, foreign_key="account.id")
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class WebhookDelivery(Table, table=True):
    """One message about one change to one system, with the words that were signed."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        code_check("state", DeliveryState),
        UniqueConstraint("receiver_id", "change_id", name="webhook_delivery_once_key"),
        Index(
            "webhook_delivery_due_ix",
            "receiver_id",
            "next_at",
            postgresql_where=text("state = 'waiting'"),
        ),
    )
    id: int | None = key(big=True)
    receiver_id: int = Field(foreign_key="webhook_receiver.id")
    change_id: int = Field(sa_column=Column(BigInteger, ForeignKey("register_change.id"), nullable=False))
    body: str
    state: str = DeliveryState.WAITING
    attempts: int = 0
    next_at: datetime = Field(sa_column=instant())
    created_at: datetime = Field(sa_column=instant())
    delivered_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    last_status: int | None = None
    last_error: str | None = None
