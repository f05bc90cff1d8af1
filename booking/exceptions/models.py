"""Exceptions from the requirement of a qualified interpreter (tolkeloven §§ 4 and 7), and who interpreted instead.

Everything but the person's name and telephone number is only added to: a correction is a new version.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from booking.assignments.models import Ground
from tolkeregister.core.tables import Table, code_check, document, instant, key


class ExceptionKind(StrEnum):
    """Stated before the assignment, or recorded when it was done."""

    ORDERED = "ordered"
    AFTERWARDS = "afterwards"


class Claim(StrEnum):
    """What the body says of the person: not qualified, or qualified but not in the register."""

    NOT_QUALIFIED = "not_qualified"
    UNLISTED = "unlisted"


class ExceptionUse(Table, table=True):
    """One use of somebody who is not a qualified interpreter of the register. `complete_by` when the rest may wait."""

    __tablename__ = "exception_use"
    __table_args__ = (code_check("kind", ExceptionKind),)
    id: int | None = key()
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    account_id: int = Field(foreign_key="account.id")
    kind: str
    recorded_at: datetime = Field(sa_column=instant())
    complete_by: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class ExceptionVersion(Table, table=True):
    """What was stated, and what was added later: the newest version holds. `evidence` lists ids of search_evidence."""

    __tablename__ = "exception_version"
    __table_args__ = (
        code_check("ground", Ground),
        code_check("claim", Claim),
        UniqueConstraint("exception_id", "version", name="exception_version_exception_id_version_key"),
        CheckConstraint("claim IS DISTINCT FROM 'unlisted' OR proof IS NOT NULL", name="proof"),
        CheckConstraint("is_complete OR ground = 'emergency'", name="later"),
        CheckConstraint(
            "NOT is_complete OR (reason IS NOT NULL AND claim IS NOT NULL AND is_adult AND is_impartial"
            " AND knows_confidentiality)",
            name="complete",
        ),
    )
    id: int | None = key()
    exception_id: int = Field(foreign_key="exception_use.id")
    version: int
    ground: str
    decided_by: str
    reason: str | None = None
    is_adult: bool
    is_impartial: bool
    knows_confidentiality: bool
    claim: str | None = None
    proof: str | None = None
    is_complete: bool
    evidence: list[int] = Field(sa_column=document(server_default="[]"))
    account_id: int = Field(foreign_key="account.id")
    recorded_at: datetime = Field(sa_column=instant())


class OutsideInterpreter(Table, table=True):
    """The person, apart from all else: seen by the own body and whoever checks, and forgotten in time."""

    __tablename__ = "outside_interpreter"
    exception_id: int = Field(primary_key=True, foreign_key="exception_use.id",
                           sa_column_kwargs={"autoincrement": False})  # fmt: skip
    name: str
    phone: str
    recorded_at: datetime = Field(sa_column=instant())


class ExceptionCheck(Table, table=True):
    """The directorate's answer to a claim of being qualified outside the register."""

    __tablename__ = "exception_check"
    exception_id: int = Field(primary_key=True, foreign_key="exception_use.id",
                           sa_column_kwargs={"autoincrement": False})  # fmt: skip
    is_qualified: bool
    reason: str
    account_id: int = Field(foreign_key="account.id")
    decided_at: datetime = Field(sa_column=instant())


class ChildGround(StrEnum):
    """When a child may have conveyed information (tolkeloven § 4)."""

    EMERGENCY = "emergency"
    DEFENSIBLE = "defensible"


class ChildUse(Table, table=True):
    """A child was used, and the body has said why (rule B7). No assignment, no booking, and nothing about the child."""

    __tablename__ = "child_use"
    __table_args__ = (code_check("ground", ChildGround),)
    id: int | None = key()
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    account_id: int = Field(foreign_key="account.id")
    language_tag: str = Field(foreign_key="language.tag")
    happened_at: datetime = Field(sa_column=instant())
    ground: str
    decided_by: str
    reason: str
    recorded_at: datetime = Field(sa_column=instant())
