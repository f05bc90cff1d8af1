"""When a person was last checked against the population register, and the numbers the person has had."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key


class Protection(StrEnum):
    """How an address is protected: not at all, confidential (code 7), strictly so (code 6), or a client address."""

    NONE = "none"
    CONFIDENTIAL = "confidential"
    STRICTLY_CONFIDENTIAL = "strictly_confidential"
    CLIENT_ADDRESS = "client_address"


class PopulationCheck(Table, table=True):
    """The last answer about a person, and when to ask again. `failures` counts attempts without an answer since."""

    __tablename__ = "population_check"
    __table_args__ = (code_check("protection", Protection),)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    checked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    next_at: datetime = Field(sa_column=instant(index=True))
    protection: str = Protection.NONE
    failures: int = 0
    # the directorate's documented decision that a protected person is shown (rule P3); spent when protection ends
    shown_because: str | None = None


class NationalIdHistory(Table, table=True):
    """A number a person had before, such as a D-number. A person keeps every entry when the number changes."""

    __tablename__ = "national_id_history"
    __table_args__ = (CheckConstraint("length(national_id) = 11", name="length"),)
    id: int | None = key()
    person_id: int = Field(foreign_key="person.id", index=True)
    national_id: str = Field(unique=True)
    replaced_at: datetime = Field(sa_column=instant())
