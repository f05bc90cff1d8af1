"""Which languages are asked for most, so that a list can begin with them."""

from datetime import date

from sqlalchemy import text

from tolkeregister.core.database import Session

_MOST_USED = text(
    """
    SELECT language_tag FROM share_rollup WHERE year >= :year
     GROUP BY language_tag ORDER BY sum(assignments) DESC, language_tag LIMIT :most
    """
)


async def most_used_languages(session: Session, *, today: date, most: int = 6) -> tuple[str, ...]:
    """The languages with most delivered assignments this year and last, most first; () without any."""
    rows = await session.execute(_MOST_USED, {"year": today.year - 1, "most": most})
    return tuple(rows.scalars())
