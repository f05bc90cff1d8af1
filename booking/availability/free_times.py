"""When one interpreter is free, for the profile: stated hours minus absences and bookings, never why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from booking.availability.rules import OneOffStretch, stated_hours
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.oslo_time import Interval, WeeklyStretch

SHORTEST = timedelta(minutes=30)  # a shorter gap is of no use to anybody who books


@dataclass(frozen=True, slots=True)
class FreeTimes:
    """What is stated as free; without `is_stated` nothing is known, which is not the same as busy."""

    is_stated: bool
    times: tuple[Interval, ...]


# Everything in one statement, so that the answer is of one instant.
_CALENDAR = text(
    """
    WITH i AS (SELECT id FROM interpreter WHERE number = :number)
    SELECT 'weekly' AS kind, weekday, CAST(NULL AS date) AS day, start_minute, end_minute,
           CAST(NULL AS timestamptz) AS starts_at, CAST(NULL AS timestamptz) AS ends_at
      FROM weekly_hours WHERE interpreter_id = (SELECT id FROM i)
    UNION ALL SELECT 'one_off', NULL, day, start_minute, end_minute, NULL, NULL
      FROM one_off_day WHERE interpreter_id = (SELECT id FROM i)
    UNION ALL SELECT 'taken', NULL, NULL, NULL, NULL, lower(period), upper(period)
      FROM absence WHERE interpreter_id = (SELECT id FROM i) AND period && tstzrange(:starts_at, :ends_at)
    UNION ALL SELECT 'taken', NULL, NULL, NULL, NULL, lower(period), upper(period)
      FROM booked WHERE interpreter_id = (SELECT id FROM i) AND period && tstzrange(:starts_at, :ends_at)
    """
)


async def free_times(session: Session, number: str, within: Interval, *, now: datetime) -> FreeTimes:
    """The stretches of at least half an hour that are free in a period, from now on."""
    start = max(within.starts_at, now)
    values = {"number": number, "starts_at": within.starts_at, "ends_at": within.ends_at}
    rows: list[Any] = list((await session.execute(_CALENDAR, values)).all())
    weekly = [
        WeeklyStretch(row.weekday, row.start_minute, row.end_minute) for row in rows if row.kind == "weekly"
    ]
    one_off = [
        OneOffStretch(row.day, row.start_minute, row.end_minute) for row in rows if row.kind == "one_off"
    ]
    taken = [Interval(row.starts_at, row.ends_at) for row in rows if row.kind == "taken"]
    if start >= within.ends_at:
        return FreeTimes(bool(weekly or one_off), ())
    hours = [
        Interval(max(each.starts_at, start), min(each.ends_at, within.ends_at))
        for each in stated_hours(weekly, one_off, within)
        if each.starts_at < within.ends_at and each.ends_at > start
    ]
    return FreeTimes(bool(weekly or one_off), _by_day(without(hours, taken)))


def without(hours: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """The hours with what is taken cut out, in order."""
    free = sorted(hours)
    for away in taken:
        free = [part for each in free for part in _cut(each, away)]
    return tuple(free)


def _cut(hours: Interval, away: Interval) -> list[Interval]:
    if not hours.overlaps(away):
        return [hours]
    parts = []
    if hours.starts_at < away.starts_at:
        parts.append(Interval(hours.starts_at, away.starts_at))
    if away.ends_at < hours.ends_at:
        parts.append(Interval(away.ends_at, hours.ends_at))
    return parts


def _by_day(times: Iterable[Interval]) -> tuple[Interval, ...]:
    """Long enough to be of use, in order of the day they begin on."""
    useful = (each for each in times if each.ends_at - each.starts_at >= SHORTEST)
    return tuple(sorted(useful, key=lambda each: (oslo_date(each.starts_at), each.starts_at)))
