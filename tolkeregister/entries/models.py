"""Interpreters and their entries: person × language × type, with listing and category in two times.

*Valid* time is when something was so; *recorded* time is when the register knew it. Rows are never overwritten: a
correction ends the recorded period of the old row and adds a new one, so that "what did the register say that day" has
an answer (feature 9).
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, ExcludeConstraint, Range
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key, period


class EntryType(StrEnum):
    """What kind of interpreting an entry is for; type, language and method are three fields (rule D1)."""

    SPEECH = "speech"
    SIGN = "sign"
    SPEECH_TO_TEXT = "speech_to_text"
    DEAFBLIND = "deafblind"


class Category(StrEnum):
    """The five categories, best first."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


class Mode(StrEnum):
    """How interpreting is carried out (rule R1)."""

    IN_PERSON = "in_person"
    SCREEN = "screen"
    PHONE = "phone"


class Interpreter(Table, table=True):
    """A person as an interpreter: the public number and what they say about themselves."""

    __tablename__ = "interpreter"
    __table_args__ = (code_check("availability_level", ("full_time", "part_time", "sporadic")),)
    id: int | None = key()
    person_id: int = Field(foreign_key="person.id", unique=True)
    number: str = Field(unique=True)  # digits, any length; text, because it is a name and not a quantity
    listed_since: date
    modes: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    subjects: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    has_clearance: bool = False
    availability_level: str = "part_time"
    inactive_since: datetime | None = Field(
        default=None, sa_column=instant(nullable=True)
    )  # listed, but not asked
    confirmed_at: datetime | None = Field(
        default=None, sa_column=instant(nullable=True)
    )  # «is this still right?»
    confirmation_asked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    chosen_name: str | None = None  # approved by the directorate; the legal name is the person's


class Entry(Table, table=True):
    """One person's place in the register for one language and type."""

    __tablename__ = "entry"
    __table_args__ = (
        code_check("type", EntryType),
        UniqueConstraint("interpreter_id", "language_tag", "type", name="entry_interpreter_language_type_key"),
        Index("entry_language_ix", "language_tag", "type"),
    )  # fmt: skip
    id: int | None = key()
    interpreter_id: int = Field(foreign_key="interpreter.id", index=True)
    language_tag: str = Field(foreign_key="language.tag")
    type: str


class EntryListing(Table, table=True):
    """When an entry stood in the register, and when we knew it."""

    __tablename__ = "entry_listing"
    __table_args__ = (
        ExcludeConstraint(("entry_id", "="), ("valid", "&&"), ("recorded", "&&"), using="gist",
                          name="entry_listing_no_overlap"),
        Index("entry_listing_now_ix", "entry_id", postgresql_where=text("upper_inf(recorded)")),
    )  # fmt: skip
    id: int | None = key()
    entry_id: int = Field(foreign_key="entry.id")
    valid: Range = Field(sa_column=period())  # type: ignore[type-arg]
    recorded: Range = Field(sa_column=period())  # type: ignore[type-arg]
    end_reason: str | None = None


class EntryCategory(Table, table=True):
    """The category an entry had, derived from evidence by a dated rule; written only by `set_category`."""

    __tablename__ = "entry_category"
    __table_args__ = (
        code_check("category", Category),
        ExcludeConstraint(("entry_id", "="), ("valid", "&&"), ("recorded", "&&"), using="gist",
                          name="entry_category_no_overlap"),
        Index("entry_category_now_ix", "entry_id", postgresql_where=text("upper_inf(recorded)")),
    )  # fmt: skip
    id: int | None = key()
    entry_id: int = Field(foreign_key="entry.id")
    category: str
    valid: Range = Field(sa_column=period())  # type: ignore[type-arg]
    recorded: Range = Field(sa_column=period())  # type: ignore[type-arg]
    rule_version: str
