"""Bevilling given by the directorate, and every later step. Rows are only ever added."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key


class BevillingStatus(StrEnum):
    """Where a bevilling stands."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class Bevilling(Table, table=True):
    """The right to the title in one language, with a number of its own. It needs no entry and no listing."""

    __tablename__ = "bevilling"
    __table_args__ = (
        code_check("type", ("speech", "sign", "speech_to_text", "deafblind")),
        UniqueConstraint("decision_id", name="bevilling_decision_key"),
        Index("bevilling_person_id_ix", "person_id"),
    )
    id: int | None = key()
    number: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id")
    language_tag: str = Field(foreign_key="language.tag")
    type: str
    granted_at: datetime = Field(sa_column=instant())
    legal_basis: str
    reference: str  # of the decision: its number here, or the archive's for those given before
    decision_id: int | None = Field(default=None, foreign_key="decision.id")
    recorded_at: datetime = Field(sa_column=instant())
    synthetic: bool = False


class BevillingStep(Table, table=True):
    """Suspended, reinstated or revoked, by a decision or by what became of the appeal against it."""

    __tablename__ = "bevilling_step"
    __table_args__ = (
        code_check("kind", ("suspended", "reinstated", "revoked")),
        Index("bevilling_step_bevilling_ix", "bevilling_id", "id"),
    )  # fmt: skip
    id: int | None = key()
    bevilling_id: int = Field(foreign_key="bevilling.id")
    kind: str
    effective_at: datetime = Field(sa_column=instant())
    decision_id: int = Field(foreign_key="decision.id")
    recorded_at: datetime = Field(sa_column=instant())


class BevillingEvidence(Table, table=True):
    """Which evidence of the register rests on which bevilling."""

    __tablename__ = "bevilling_evidence"
    bevilling_id: int = Field(foreign_key="bevilling.id", primary_key=True)
    evidence_id: int = Field(foreign_key="evidence.id", primary_key=True, index=True)
