"""Whether a number is valid now. One statement whatever the answer: neither words nor time tell why not."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """One language and type a valid tolkebevis is for."""

    language_tag: str
    type: str
    category: str


@dataclass(frozen=True, slots=True)
class ValidNumber:
    """What a valid tolkebevis shows: portrait, name, languages and categories, and no more (rule V3)."""

    number: str
    name: str
    gender: str
    entries: tuple[CheckedEntry, ...]


_LISTED = text(
    """
    SELECT i.number, p.given_name || ' ' || p.family_name AS name, p.gender,
           e.language_tag, e.type, ec.category
      FROM interpreter i
      JOIN person p ON p.id = i.person_id AND p.dead_on IS NULL
      JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
       AND l.valid @> CAST(:now AS timestamptz)
      JOIN entry_category ec ON ec.entry_id = e.id AND upper_inf(ec.recorded)
       AND ec.valid @> CAST(:now AS timestamptz)
     WHERE i.number = :number ORDER BY ec.category, e.language_tag, e.type
    """
)


# The same question at another time, by what was known at another time. A death later does not change what was said.
_STOOD = text(
    """
    SELECT e.language_tag, e.type, ec.category
      FROM interpreter i
      JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing l ON l.entry_id = e.id AND l.recorded @> CAST(:known_at AS timestamptz)
       AND l.valid @> CAST(:valid_at AS timestamptz)
      JOIN entry_category ec ON ec.entry_id = e.id AND ec.recorded @> CAST(:known_at AS timestamptz)
       AND ec.valid @> CAST(:valid_at AS timestamptz)
     WHERE i.number = :number ORDER BY ec.category, e.language_tag, e.type
    """
)


async def entries_then(
    session: Session, number: str, *, valid_at: datetime, known_at: datetime
) -> tuple[CheckedEntry, ...]:
    """The entries at `valid_at` as the register knew them at `known_at` (feature 9); () when there were none."""
    values = {"number": number, "valid_at": valid_at, "known_at": known_at}
    return tuple(CheckedEntry(*row) for row in await session.execute(_STOOD, values))


async def valid_number(session: Session, number: str, *, now: datetime) -> ValidNumber | None:
    """The listed interpreter with this number, read from the register itself (V2).

    None for removed, excluded, dead and never issued alike (V4, decision 17).
    """
    rows = (await session.execute(_LISTED, {"number": number, "now": now})).all()
    if not rows:
        return None
    first = rows[0]
    entries = tuple(CheckedEntry(row.language_tag, row.type, row.category) for row in rows)
    return ValidNumber(first.number, first.name, first.gender, entries)
