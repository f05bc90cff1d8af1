"""An interpreter's own practice: what was carried out through the bookings here, added up by year."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Practice:
    """One language, type and mode in one calendar year, by Norwegian days."""

    year: int
    language_tag: str
    type: str
    mode: str
    assignments: int
    minutes: int
    first_day: date
    last_day: date


_OWN = text(
    """
    SELECT CAST(extract(year FROM day) AS int), language_tag, type, mode, count(*), sum(minutes), min(day), max(day)
      FROM (SELECT CAST(lower(period) AT TIME ZONE 'Europe/Oslo' AS date) AS day, language_tag, type, mode,
                   CAST(extract(epoch FROM upper(period) - lower(period)) / 60 AS int) AS minutes
              FROM assignment WHERE interpreter_id = :interpreter AND state = 'delivered') a
     GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC, 2, 3, 4
    """
)


async def own_practice(session: Session, actor: Actor) -> tuple[Practice, ...]:
    """The actor's own, the newest year first. Minutes are the booked ones; no public body and no day is told."""
    if actor.interpreter_id is None:
        raise NotAllowed(reason("role_missing"))
    return tuple(Practice(*row) for row in await session.execute(_OWN, {"interpreter": actor.interpreter_id}))
