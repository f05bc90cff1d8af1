"""Questions to the register. Every answer is for a point in valid time and a point in recorded time."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class StandingAt:
    """Listed or not, and the category that the evidence gave: two questions, neither follows from the other (Q7)."""

    is_listed: bool
    category: str | None


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """One language and type in which somebody is listed."""

    language_tag: str
    type: str
    category: str
    listed_from: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """All that the public may see of an interpreter (rules P1 and P2: the county, no address, no birth date)."""

    number: str
    name: str
    gender: str
    county_code: str
    county: str
    listed_since: date
    modes: tuple[str, ...]
    subjects: tuple[str, ...]
    availability_level: str
    entries: tuple[ListedEntry, ...]


@dataclass(frozen=True, slots=True)
class LanguageInRegister:
    """A language with how many interpreters are listed in it."""

    tag: str
    name_nb: str
    name_nn: str
    name_native: str
    interpreters: int


_STANDING = text(
    """
    SELECT count(l.id) > 0 AS is_listed, min(ec.category) AS category
      FROM interpreter i
      JOIN entry e ON e.interpreter_id = i.id AND e.language_tag = :language AND e.type = :type
      LEFT JOIN entry_listing l ON l.entry_id = e.id AND l.valid @> CAST(:valid_at AS timestamptz)
       AND l.recorded @> CAST(:known_at AS timestamptz)
      LEFT JOIN entry_category ec ON ec.entry_id = e.id AND ec.valid @> CAST(:valid_at AS timestamptz)
       AND ec.recorded @> CAST(:known_at AS timestamptz)
     WHERE i.number = :number
    """
)
_PERSON = text(
    """
    SELECT i.id, i.number, p.given_name || ' ' || p.family_name AS name, p.gender, m.county_code,
           c.name AS county, i.listed_since, i.modes, i.subjects, i.availability_level
      FROM interpreter i JOIN person p ON p.id = i.person_id
      JOIN municipality m ON m.code = p.municipality_code
      JOIN county c ON c.code = m.county_code AND c.valid_to IS NULL
     WHERE i.number = :number AND p.dead_on IS NULL
    """
)
_ENTRIES = text(
    """
    SELECT e.language_tag, e.type, ec.category, lower(l.valid) AS listed_from
      FROM entry e
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
       AND l.valid @> CAST(:now AS timestamptz)
      JOIN entry_category ec ON ec.entry_id = e.id AND upper_inf(ec.recorded)
       AND ec.valid @> CAST(:now AS timestamptz)
     WHERE e.interpreter_id = :id ORDER BY ec.category, e.language_tag, e.type
    """
)
_LANGUAGES = text(
    """
    SELECT g.tag, g.name_nb, g.name_nn, g.name_native, count(DISTINCT e.interpreter_id) AS interpreters
      FROM language g
      JOIN entry e ON e.language_tag = g.tag
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
       AND l.valid @> CAST(:now AS timestamptz)
     GROUP BY g.tag ORDER BY g.sort_key COLLATE "C"
    """
)


async def standing_at(
    session: Session, number: str, language: str, type: str, *, valid_at: datetime, known_at: datetime
) -> StandingAt:
    """What the register knew at `known_at` about one interpreter at `valid_at` (feature 9).

    An unknown number is not listed and has no category, as anyone who never was here.
    """
    values = {
        "number": number,
        "language": language,
        "type": type,
        "valid_at": valid_at,
        "known_at": known_at,
    }
    row = (await session.execute(_STANDING, values)).one()
    return StandingAt(row.is_listed, row.category)


async def profile(session: Session, number: str, *, now: datetime) -> Profile | None:
    """The public profile, or None: removed, dead and never listed look alike (V4, W11)."""
    person = (await session.execute(_PERSON, {"number": number})).mappings().first()
    if person is None:
        return None
    rows = await session.execute(_ENTRIES, {"id": person["id"], "now": now})
    entries = tuple(ListedEntry(row.language_tag, row.type, row.category, row.listed_from) for row in rows)
    if not entries:
        return None
    shown = {name: person[name] for name in person if name not in ("id", "modes", "subjects")}
    return Profile(**shown, modes=tuple(person["modes"]), subjects=tuple(person["subjects"]), entries=entries)


async def check_number(session: Session, number: str, *, now: datetime) -> Profile | None:
    """Whether a number is valid right now, read from the register itself (V2, V5); one neutral None otherwise."""
    return await profile(session, number.strip(), now=now)


async def languages_in_register(session: Session, *, now: datetime) -> tuple[LanguageInRegister, ...]:
    """Every language with somebody listed now, in Norwegian order."""
    rows = await session.execute(_LANGUAGES, {"now": now})
    return tuple(LanguageInRegister(*row) for row in rows)
