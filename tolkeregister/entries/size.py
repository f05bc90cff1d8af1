"""How large the register is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class RegisterSize:
    """How many people are listed, and in how many languages."""

    interpreters: int
    languages: int


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """Entries and persons are two counts (rule T4). None: of every language, of every category."""

    language_tag: str | None
    category: str | None
    entries: int
    persons: int
    women: int  # of the persons


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """The register in all, by category, and by language and category; persons of two parts may be the same."""

    total: RegisterCount
    by_category: tuple[RegisterCount, ...]
    by_language: tuple[RegisterCount, ...]

    @property
    def languages(self) -> int:
        """In how many languages there are entries."""
        return len({each.language_tag for each in self.by_language})


_SIZE = text(
    """
    SELECT count(DISTINCT e.interpreter_id), count(DISTINCT e.language_tag)
      FROM entry e JOIN entry_listing l ON l.entry_id = e.id
     WHERE upper_inf(l.recorded) AND l.valid @> CAST(:at AS timestamptz)
    """
)
_COUNTS = text(
    """
    SELECT e.language_tag, ec.category, count(*) AS entries, count(DISTINCT e.interpreter_id) AS persons,
           count(DISTINCT e.interpreter_id) FILTER (WHERE p.gender = 'woman') AS women
      FROM entry e
      JOIN entry_listing l ON l.entry_id = e.id AND l.valid @> CAST(:valid_at AS timestamptz)
       AND l.recorded @> CAST(:known_at AS timestamptz)
      JOIN entry_category ec ON ec.entry_id = e.id AND ec.valid @> CAST(:valid_at AS timestamptz)
       AND ec.recorded @> CAST(:known_at AS timestamptz)
      JOIN interpreter i ON i.id = e.interpreter_id
      JOIN person p ON p.id = i.person_id
     GROUP BY GROUPING SETS ((), (ec.category), (e.language_tag, ec.category))
     ORDER BY e.language_tag NULLS FIRST, ec.category NULLS FIRST
    """
)


async def register_size(session: Session, *, at: datetime) -> RegisterSize:
    """Who is listed at an instant, by what is known now."""
    return RegisterSize(*(await session.execute(_SIZE, {"at": at})).one())


async def register_counts(session: Session, *, valid_at: datetime, known_at: datetime) -> RegisterCounts:
    """Entries, persons and women at an instant, by what was known at another (T4); an empty register is nought."""
    rows = await session.execute(_COUNTS, {"valid_at": valid_at, "known_at": known_at})
    total, *parts = (RegisterCount(*row) for row in rows)
    return RegisterCounts(
        total,
        tuple(each for each in parts if each.language_tag is None),
        tuple(each for each in parts if each.language_tag is not None),
    )
