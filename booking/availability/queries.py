"""An interpreter's own week: hours, days besides them, absences, and what is booked, clashes included."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import text

from booking.availability.calendar import period_text
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.rules.oslo_time import local_day


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of every week, in minutes of the local day."""

    weekday: int
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class OneOff:
    """A stretch of one day, in minutes of the local day."""

    id: int
    day: date
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class Away:
    """An absence, with the numbers of the accepted assignments in it."""

    id: int
    starts_at: datetime
    ends_at: datetime
    clashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookedTime:
    """An accepted assignment and the time it takes with its buffer."""

    number: str
    starts_at: datetime
    ends_at: datetime
    taken_from: datetime
    taken_to: datetime


@dataclass(frozen=True, slots=True)
class HeldTime:
    """Time held while another time of an accepted assignment waits for the interpreter's answer."""

    number: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday; the weekly hours are the same every week. `stated_at` None: never stated."""

    first_day: date
    hours: tuple[Hours, ...]
    one_off_days: tuple[OneOff, ...]
    absences: tuple[Away, ...]
    booked: tuple[BookedTime, ...]
    stated_at: datetime | None
    held: tuple[HeldTime, ...] = ()


_HOURS = text(
    """
    SELECT weekday, start_minute, end_minute FROM weekly_hours WHERE interpreter_id = :i
     ORDER BY weekday, start_minute, end_minute
    """
)
_DAYS = text(
    """
    SELECT id, day, start_minute, end_minute FROM one_off_day
     WHERE interpreter_id = :i AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date) ORDER BY day, start_minute
    """
)
_ABSENCES = text(
    """
    SELECT b.id, lower(b.period), upper(b.period),
           ARRAY(SELECT a.number FROM assignment a WHERE a.interpreter_id = :i AND a.state = 'accepted'
                  AND a.period && b.period ORDER BY a.period)
      FROM absence b WHERE b.interpreter_id = :i AND b.period && CAST(CAST(:week AS text) AS tstzrange)
     ORDER BY b.period
    """
)
_BOOKED = text(
    """
    SELECT a.number, lower(a.period), upper(a.period), lower(b.period), upper(b.period)
      FROM booked b JOIN assignment a ON a.id = b.assignment_id
     WHERE b.interpreter_id = :i AND b.part = 0 AND b.period && CAST(CAST(:week AS text) AS tstzrange)
     ORDER BY a.period
    """
)
_HELD = text(
    """
    SELECT a.number, lower(b.period), upper(b.period) FROM booked b JOIN assignment a ON a.id = b.assignment_id
     WHERE b.interpreter_id = :i AND b.part > 0 AND b.period && CAST(CAST(:week AS text) AS tstzrange)
     ORDER BY b.period
    """
)
_STATED = text("SELECT stated_at FROM availability_note WHERE interpreter_id = :i")


async def my_week(session: Session, actor: Actor, first_day: date) -> Week:
    """The actor's own week from `first_day`; empty for one who is no interpreter."""
    last = first_day + timedelta(days=6)
    week = period_text(local_day(first_day).starts_at, local_day(last).ends_at)
    own = {"i": actor.interpreter_id}
    return Week(
        first_day,
        tuple(Hours(*row) for row in await session.execute(_HOURS, own)),
        tuple(
            OneOff(*row) for row in await session.execute(_DAYS, {**own, "first": first_day, "last": last})
        ),
        tuple(
            Away(row[0], row[1], row[2], tuple(row[3]))
            for row in await session.execute(_ABSENCES, {**own, "week": week})
        ),
        tuple(BookedTime(*row) for row in await session.execute(_BOOKED, {**own, "week": week})),
        (await session.execute(_STATED, own)).scalar(),
        tuple(HeldTime(*row) for row in await session.execute(_HELD, {**own, "week": week})),
    )
