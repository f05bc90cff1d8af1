"""The rows of the living present: bodies, units, accounts, hours, absences, assignments and offers."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An invented public body, agency or the directorate; the number is in the synthetic series 3."""

    id: int
    orgnr: str
    name: str
    kind: str  # public_body, agency, directorate
    municipality_code: str
    supply_model: str
    written_form: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A part of a body that orders interpreters."""

    id: int
    organisation_id: int
    name: str
    sector_code: str
    municipality_code: str
    address: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Somebody who signs in; `subject` is a synthetic identity number or a directory object id."""

    id: int
    door: str  # public_body, interpreter, directorate
    subject: str
    name: str
    email: str
    person_id: int | None
    roles: tuple[str, ...]
    organisation_id: int | None
    unit_id: int | None
    written_form: str


@dataclass(frozen=True, slots=True)
class WeeklyHoursRow:
    """Local minutes of a weekday (0 is Monday); an end after 1440 runs into the next day."""

    interpreter_id: int
    weekday: int
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class OneOffRow:
    """Hours on one date besides the weekly ones."""

    interpreter_id: int
    date: date
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Whole days away."""

    interpreter_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One assignment; one delivered without an interpreter was bought elsewhere from someone unqualified.

    `supply_model` is `platform` for what was booked here. States are those of `booking/assignments`.
    """

    number: str
    organisation_id: int
    unit_id: int
    account_id: int
    language_tag: str
    type: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    municipality_code: str
    sector_code: str
    theme: str
    participants: str
    interpreter_id: int | None
    category: str | None
    category_ordered: str
    duty_basis: str
    exception_ground: str | None  # why an unqualified person was used (tolkeloven § 7)
    supply_model: str
    state: str  # open, accepted, delivered, not_delivered, cancelled, unfilled
    ordered_at: datetime
    accepted_at: datetime | None
    confirmed_at: datetime | None
    ended_at: datetime | None  # when it was cancelled, given up or found not delivered
    end_reason: str | None


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One question to one interpreter about an assignment under way."""

    assignment_number: str
    interpreter_id: int
    round: int
    sent_at: datetime
    answer_by: datetime
    state: str  # open, declined, expired, accepted
    ended_at: datetime | None
    decline_reason: str | None
