"""A request: a public body's need for an interpreter, as it was stated."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key
from tolkeregister.entries.models import Category, EntryType

# What is a must unless the booker says otherwise; the rest are wishes.
USUAL_MUSTS = ("mode", "gender", "clearance")


class DutyBasis(StrEnum):
    """Why the body uses an interpreter (tolkeloven § 6, rule B2)."""

    SPECIAL_STATUTE = "special_statute"
    LEGAL_SAFEGUARDS = "legal_safeguards"
    PROPER_HELP = "proper_help"
    VOLUNTARY = "voluntary"


class InterpreterRequest(Table, table=True):
    """What was asked for and by whom. There is no field for the person interpreted for (feature 23)."""

    __tablename__ = "request"
    __table_args__ = (
        code_check("type", EntryType),
        code_check("least_category", Category),
        code_check("duty_basis", DutyBasis),
        CheckConstraint("length(plan_b) BETWEEN 5 AND 20", name="plan_b"),
        CheckConstraint("test_minutes BETWEEN 5 AND 60", name="test_minutes"),
    )
    id: int | None = key()
    number: str = Field(unique=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime = Field(sa_column=instant())
    drawn_on: date  # the Oslo date that seeds the draw inside a category
    language_tag: str = Field(foreign_key="language.tag")
    type: str
    least_category: str = "E"
    duty_basis: str
    duty_statute: str | None = None
    theme: str
    participants: str
    gender: str | None = None
    gender_reason: str | None = None  # asked for only with a recorded reason (rule S5)
    subject: str | None = Field(default=None, foreign_key="sector.code")
    needs_clearance: bool = False
    preferred_numbers: list[str] = Field(sa_column=document(server_default="[]"))
    excluded_numbers: list[str] = Field(sa_column=document(server_default="[]"))
    interpreter_reason: str | None = None  # why only the preferred ones may be asked
    video_room: str | None = None  # where the screen is, when it is to be a certain room
    plan_b: str | None = None  # the telephone number to go on by when the screen fails (rule R2)
    test_minutes: int | None = None  # how long before the start the equipment is tried (rule R2)
    # which criteria are musts, and which of them may fall when nobody is found (features 16 and 18)
    musts: list[str] = Field(
        default_factory=lambda: list(USUAL_MUSTS),
        sa_column=document(server_default='["mode", "gender", "clearance"]'),
    )
    fallbacks: list[str] = Field(default_factory=list, sa_column=document(server_default="[]"))


class IdempotencyKey(Table, table=True):
    """A form or client's key and the answer it got, so that a repeated submission is answered and not repeated."""

    __tablename__ = "idempotency_key"
    account_id: int = Field(primary_key=True, foreign_key="account.id")
    key: str = Field(primary_key=True)
    content_hash: str
    answer: dict[str, Any] = Field(sa_column=document())
    created_at: datetime = Field(sa_column=instant(index=True))
