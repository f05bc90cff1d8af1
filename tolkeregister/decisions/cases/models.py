"""Case files with their log, the officers' declarations of habilitet, and the journal of documents.

Only a case file itself changes, in its state and its officer. Everything else is added to: the application's database
role may not alter it.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    DECIDED = "decided"
    APPEALED = "appealed"
    CLOSED = "closed"


class Tie(StrEnum):
    """What ties an officer to the person a case is about (forvaltningsloven § 6, rule A9)."""

    NONE = "none"
    SELF = "self"
    RELATIVE = "relative"
    FORMER_TRAINEE = "former_trainee"
    OTHER = "other"


class Direction(StrEnum):
    """Which way a document went."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    INTERNAL = "internal"


class Counterpart(StrEnum):
    """Who a document came from or went to; never a name."""

    PARTY = "party"
    MINISTRY = "ministry"
    DIRECTORATE = "directorate"
    OTHER = "other"


class CaseNumber(Table, table=True):
    """The last number given in a year. Numbers run without holes."""

    __tablename__ = "case_number"
    year: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    last: int


class CaseFile(Table, table=True):
    """One case. Handling time is measured from `received_at`."""

    __tablename__ = "case_file"
    __table_args__ = (
        code_check("state", CaseState),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        Index("case_file_open_ix", "deadline_at", "id", postgresql_where=text("state <> 'closed'")),
    )
    id: int | None = key()
    number: str = Field(unique=True)
    kind: str  # registered in decisions/kinds.py
    person_id: int = Field(foreign_key="person.id", index=True)
    language_tag: str | None = Field(default=None, foreign_key="language.tag")
    type: str | None = None
    received_at: datetime = Field(sa_column=instant())
    opened_at: datetime = Field(sa_column=instant())
    deadline_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    state: str = CaseState.OPEN
    officer_account_id: int | None = Field(default=None, foreign_key="account.id")
    closed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    reminded_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class CaseLog(Table, table=True):
    """One line of a case's log: a code and the facts its sentence needs."""

    __tablename__ = "case_log"
    id: int | None = key(big=True)
    case_id: int = Field(foreign_key="case_file.id", index=True)
    happened_at: datetime = Field(sa_column=instant())
    account_id: int | None = Field(default=None, foreign_key="account.id")
    code: str
    facts: dict[str, Any] = Field(sa_column=document())


class CaseHabilitet(Table, table=True):
    """What an officer declares to be tied to the person by. The last declaration counts."""

    __tablename__ = "case_habilitet"
    __table_args__ = (
        code_check("tie", Tie),
        Index("case_habilitet_case_id_ix", "case_id", "account_id"),
    )
    id: int | None = key()
    case_id: int = Field(foreign_key="case_file.id")
    account_id: int = Field(foreign_key="account.id")
    tie: str
    declared_at: datetime = Field(sa_column=instant())


class ArchivedFile(Table, table=True):
    """The bytes of a document, found by their SHA-256, which the database checks."""

    __tablename__ = "archived_file"
    __table_args__ = (CheckConstraint("sha256 = encode(sha256(content), 'hex')", name="sha256"),)
    sha256: str = Field(primary_key=True)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    media_type: str
    archived_at: datetime = Field(sa_column=instant())


class JournalPost(Table, table=True):
    """One document that came in, went out or was kept: number in the case, title without sensitive data, hash."""

    __tablename__ = "journal_post"
    __table_args__ = (
        code_check("direction", Direction),
        code_check("counterpart", Counterpart),
        UniqueConstraint("case_id", "number", name="journal_post_number_key"),
    )
    id: int | None = key()
    case_id: int = Field(foreign_key="case_file.id")
    number: int
    direction: str
    kind: str
    title: str
    counterpart: str
    document_on: date
    journaled_at: datetime = Field(sa_column=instant())
    account_id: int | None = Field(default=None, foreign_key="account.id")
    sha256: str = Field(foreign_key="archived_file.sha256")
