"""Offers: one interpreter asked about one assignment, with a time to answer."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key
from tolkeregister.entries.models import Mode


class OfferState(StrEnum):
    """An offer is open and then ends in exactly one of the others."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"


class DeclineReason(StrEnum):
    """What an interpreter may say when declining; the booker only ever sees that they could not."""

    BUSY = "busy"
    IMPARTIALITY = "impartiality"
    TOO_FAR = "too_far"
    COMPETENCE = "competence"
    OTHER = "other"


class Offer(Table, table=True):
    """One question to one interpreter."""

    __tablename__ = "offer"
    __table_args__ = (
        code_check("state", OfferState),
        code_check("decline_reason", DeclineReason),
        code_check("mode", Mode),
        UniqueConstraint(
            "assignment_id", "interpreter_id", "round", name="offer_assignment_interpreter_round_key"
        ),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended"),
        Index("offer_open_ix", "answer_by", postgresql_where=text("state = 'open'")),
        # one winner a round; whoever accepted and then had to leave keeps the old round
        Index(
            "offer_one_accepted_key",
            "assignment_id",
            "round",
            unique=True,
            postgresql_where=text("state = 'accepted'"),
        ),
        Index("offer_interpreter_ix", "interpreter_id", "sent_at"),
    )
    id: int | None = key()
    assignment_id: int = Field(foreign_key="assignment.id")
    interpreter_id: int = Field(foreign_key="interpreter.id")
    round: int
    sent_at: datetime = Field(sa_column=instant())
    answer_by: datetime = Field(sa_column=instant())
    state: str = OfferState.OPEN
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    decline_reason: str | None = None
    impartiality_declared_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    mode: str | None = None  # which of several modes this interpreter is asked for; None: the assignment's
    remark: str | None = None  # a "yes, but" about impartiality, for the booker to weigh (rule H1)
