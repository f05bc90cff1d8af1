"""Interpreters with entries, hours, absences and bookings, written straight to the tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from sqlalchemy.dialects.postgresql import Range

from booking.availability.models import Absence, OneOffDay, WeeklyHours
from tests.builders.times import LONG_AGO, since
from tolkeregister.core.actor import Actor, Door, Role
from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import fold, sort_key
from tolkeregister.entries.models import Entry, EntryCategory, EntryListing, Interpreter
from tolkeregister.people.models import Account, AccountRole, Person

_numbers = count(1)
WORKDAYS = range(5)
ALL_WEEK = range(7)


@dataclass(frozen=True, slots=True)
class BuiltInterpreter:
    """An interpreter with a first entry and an account."""

    id: int
    number: str
    person_id: int
    entry_id: int
    actor: Actor
    email: str


async def an_interpreter(
    session: Session,
    *,
    language: str = "ar",
    type: str = "speech",
    category: str = "A",
    given_name: str = "Samira",
    family_name: str = "Haddad",
    gender: str = "woman",
    municipality: str = "0301",
    modes: Sequence[str] = ("in_person", "screen", "phone"),
    subjects: Sequence[str] = ("HELSE", "BARNEVERN"),
    clearance: bool = False,
    number: str | None = None,
    listed_from: datetime = LONG_AGO,
    listed_to: datetime | None = None,
    hours: bool = False,
) -> BuiltInterpreter:
    """A listed interpreter. `hours=True` gives hours around the clock all week; otherwise none are stated."""
    n = next(_numbers)
    number = number or f"{70000 + n}"
    email = f"tolk{n}@tolk.example"
    person = await _a_person(session, n, given_name, family_name, gender, municipality, email)
    interpreter = Interpreter(
        person_id=person, number=number, listed_since=listed_from.date(), modes=list(modes),
        subjects=list(subjects), has_clearance=clearance,
    )  # fmt: skip
    session.add(interpreter)
    await session.flush()
    assert interpreter.id is not None
    entry_id = await an_entry(session, interpreter.id, language=language, type=type, category=category,
                              listed_from=listed_from, listed_to=listed_to)  # fmt: skip
    if hours:
        await weekly_hours(session, interpreter.id, ((day, 0, 1440) for day in ALL_WEEK))
    actor = await _an_account(session, n, person, interpreter.id, f"{given_name} {family_name}", email)
    return BuiltInterpreter(interpreter.id, number, person, entry_id, actor, email)


async def _a_person(
    session: Session, n: int, given: str, family: str, gender: str, municipality: str, email: str
) -> int:
    person = Person(
        national_id=f"9{n:010d}", given_name=given, family_name=family, name_folded=fold(f"{given} {family}"),
        sort_key=sort_key(f"{family} {given}"), gender=gender, born_on=date(1980, 1, 1),
        municipality_code=municipality, email=email, phone="00000000", synthetic=True,
    )  # fmt: skip
    session.add(person)
    await session.flush()
    assert person.id is not None
    return person.id


async def _an_account(
    session: Session, n: int, person_id: int, interpreter_id: int, name: str, email: str
) -> Actor:
    account = Account(door=Door.INTERPRETER, subject=f"i{n}", name=name, email=email, person_id=person_id,
                      synthetic=True)  # fmt: skip
    session.add(account)
    await session.flush()
    assert account.id is not None
    session.add(AccountRole(account_id=account.id, role=Role.INTERPRETER))
    await session.flush()
    return Actor(account_id=account.id, name=name, roles=frozenset({Role.INTERPRETER}),
                 interpreter_id=interpreter_id)  # fmt: skip


async def an_entry(
    session: Session,
    interpreter_id: int,
    *,
    language: str,
    type: str = "speech",
    category: str = "A",
    listed_from: datetime = LONG_AGO,
    listed_to: datetime | None = None,
) -> int:
    """One more entry of an interpreter; returns its id."""
    entry = Entry(interpreter_id=interpreter_id, language_tag=language, type=type)
    session.add(entry)
    await session.flush()
    assert entry.id is not None
    valid: Range[datetime] = Range(listed_from, listed_to)
    session.add(EntryListing(entry_id=entry.id, valid=valid, recorded=since(listed_from)))
    session.add(
        EntryCategory(entry_id=entry.id, category=category, valid=valid, recorded=since(listed_from),
                      rule_version="test")
    )  # fmt: skip
    await session.flush()
    return entry.id


async def weekly_hours(
    session: Session, interpreter_id: int, stretches: Iterable[tuple[int, int, int]]
) -> None:
    """Stretches of every week as (weekday, start minute, end minute)."""
    for weekday, start, end in stretches:
        session.add(
            WeeklyHours(interpreter_id=interpreter_id, weekday=weekday, start_minute=start, end_minute=end)
        )
    await session.flush()


async def a_one_off_day(session: Session, interpreter_id: int, day: date, start: int, end: int) -> None:
    """Free on one day besides the weekly hours, in local minutes."""
    session.add(OneOffDay(interpreter_id=interpreter_id, day=day, start_minute=start, end_minute=end))
    await session.flush()


async def an_absence(session: Session, interpreter_id: int, starts_at: datetime, ends_at: datetime) -> None:
    """Away from one instant to another."""
    session.add(Absence(interpreter_id=interpreter_id, period=Range(starts_at, ends_at)))
    await session.flush()
