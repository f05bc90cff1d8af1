"""What an interpreter has said about single days from now on, clashes included, and when anything was last said."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from booking.availability.queries import Away, Hours, OneOff
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class Said:
    """The weekly hours, the days besides them and the absences that are not over."""

    hours: tuple[Hours, ...]
    one_off_days: tuple[OneOff, ...]
    absences: tuple[Away, ...]
    stated_at: datetime | None


_HOURS = text(
    """
    SELECT weekday, start_minute, end_minute FROM weekly_hours WHERE interpreter_id = :i
     ORDER BY weekday, start_minute, end_minute
    """
)
_DAYS = text(
    """
    SELECT id, day, start_minute, end_minute FROM one_off_day
     WHERE interpreter_id = :i AND day >= CAST(:today AS date) ORDER BY day, start_minute LIMIT 200
    """
)
_ABSENCES = text(
    """
    SELECT b.id, lower(b.period), upper(b.period),
           ARRAY(SELECT a.number FROM assignment a WHERE a.interpreter_id = :i AND a.state = 'accepted'
                  AND a.period && b.period ORDER BY a.period)
      FROM absence b WHERE b.interpreter_id = :i AND upper(b.period) > :now ORDER BY b.period LIMIT 200
    """
)
_STATED = text("SELECT stated_at FROM availability_note WHERE interpreter_id = :i")


async def said_from_now(session: Session, actor: Actor, *, now: datetime) -> Said:
    """The actor's own statements; empty for one who is no interpreter."""
    own = {"i": actor.interpreter_id}
    today: date = oslo_date(now)
    days = await session.execute(_DAYS, {**own, "today": today})
    away = await session.execute(_ABSENCES, {**own, "now": now})
    return Said(
        tuple(Hours(*row) for row in await session.execute(_HOURS, own)),
        tuple(OneOff(*row) for row in days),
        tuple(Away(row[0], row[1], row[2], tuple(row[3])) for row in away),
        await last_stated(session, actor),
    )


async def last_stated(session: Session, actor: Actor) -> datetime | None:
    """When the actor last said anything about free time; None for never."""
    stated: datetime | None = (await session.execute(_STATED, {"i": actor.interpreter_id})).scalar()
    return stated
