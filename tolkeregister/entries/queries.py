"""Questions to the register. Every answer is for a point in valid time and a point in recorded time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class StandingAt:
    """What the register said: listed or not, and the category (None when not listed)."""

    is_listed: bool
    category: str | None


_STANDING = text(
    """
    SELECT ec.category
      FROM interpreter i
      JOIN entry e ON e.interpreter_id = i.id AND e.language_tag = :language AND e.type = :type
      JOIN entry_listing l ON l.entry_id = e.id AND l.valid @> CAST(:valid_at AS timestamptz)
       AND l.recorded @> CAST(:known_at AS timestamptz)
      JOIN entry_category ec ON ec.entry_id = e.id AND ec.valid @> CAST(:valid_at AS timestamptz)
       AND ec.recorded @> CAST(:known_at AS timestamptz)
     WHERE i.number = :number
    """
)


async def standing_at(
    session: Session, number: str, language: str, type: str, *, valid_at: datetime, known_at: datetime
) -> StandingAt:
    """What the register knew at `known_at` about one interpreter at `valid_at` (feature 9)."""
    values = {
        "number": number,
        "language": language,
        "type": type,
        "valid_at": valid_at,
        "known_at": known_at,
    }
    category = (await session.execute(_STANDING, values)).scalar()
    return StandingAt(category is not None, category)
