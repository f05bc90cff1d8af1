"""The rows of the register: persons, interpreters, entries, listings, evidence and cards."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An invented person; the identity number has month + 80 and valid check digits."""

    id: int
    national_id: str
    given_name: str
    family_name: str
    gender: str  # woman, man
    born_on: date
    municipality_code: str  # structure of 2024
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class InterpreterRow:
    """A person's place in the register."""

    id: int
    person_id: int
    number: str
    listed_since: date
    modes: tuple[str, ...]  # in_person, screen, phone
    subjects: tuple[str, ...]  # top-level sector codes
    clearance: bool
    availability_level: str  # full_time, part_time, sporadic


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An interpreter in one language and type."""

    id: int
    interpreter_id: int
    language_tag: str
    type: str  # speech, sign, speech_to_text, deafblind


@dataclass(frozen=True, slots=True)
class ListingRow:
    """When an entry was listed, and when that was known; `[)` on both axes."""

    entry_id: int
    valid_from: datetime
    valid_to: datetime | None
    recorded_from: datetime
    recorded_to: datetime | None
    end_reason: str | None  # own_request, deceased


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """What a category follows from; a correction ends one row's recorded time and starts another."""

    id: int
    person_id: int
    kind: str
    language_tag: str | None
    type: str | None
    valid_from: datetime
    valid_to: datetime | None
    recorded_from: datetime
    recorded_to: datetime | None
    issuer: str
    reference: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """The interpreter card: issued 14 days after the first entry, revoked on leaving."""

    interpreter_id: int
    number: str
    issued_on: date
    revoked_on: date | None


@dataclass(frozen=True, slots=True)
class TestRow:
    """One sitting: Tospråktesten, or the written or oral authorisation exam."""

    __test__: ClassVar[bool] = False  # no test class, whatever pytest thinks of the name

    id: int
    programme: str  # tospraaktest, authorisation_written, authorisation_oral
    year: int
    taken_on: date
    language_tag: str
    candidate: str
    gender: str
    passed: bool | None  # None: graded after the period
    person_id: int | None  # the register person behind the candidate, if there is one
    fee_nok: int


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One participant or applicant of a course; `outcome` is the furthest step reached."""

    id: int
    programme: str  # tao, grunnemne_hvl
    course: str
    held_on: date
    language_tag: str | None
    participant: str
    outcome: str  # applied, qualified, offered, accepted, passed
    person_id: int | None


@dataclass(frozen=True, slots=True)
class GraduateRow:
    """A bachelor graduate of 2021; the degree is registered by the end of the year or pending."""

    id: int
    year: int
    language_tag: str
    registered: bool
    person_id: int | None


@dataclass(frozen=True, slots=True)
class InterestRow:
    """How many gave notice of interest in Tospråktesten in a language."""

    year: int
    language_tag: str
    notices: int


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """A figure that was reported as such: the register never saw the rows behind it."""

    year: int
    measure: str
    scope: str  # "all", a language tag or a category
    value: int
