"""The stated hours, absences and bookings of many interpreters at once, in SQL: one fragment for every search.

It answers exactly as `rules.availability_at` (a property test compares them). Weekly hours are local time, so Python
tells the statement where each local day lies on a line of real minutes and where the clock jumps; the statement itself
knows no time zone. `AT TIME ZONE` would settle the two odd hours of the year in its own way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from booking.availability.rules import booked_period, buffer_on
from tolkeregister.core.rules.oslo_time import (
    MINUTES_OF_DAY,
    Instant,
    Missing,
    local_day,
    oslo_date,
    wall_clock,
)

_DAY = timedelta(days=1)
_NEVER = 10 * MINUTES_OF_DAY  # a minute no stretch reaches

# A minute of a local day on the line of real minutes: `jump` is skipped in spring, `repeated` counts double in autumn.
_START = (
    "d.base + LEAST(h.start_minute, GREATEST(d.lo, h.start_minute - d.jump))"
    " + CASE WHEN h.start_minute >= d.hi THEN d.repeated ELSE 0 END"
)
_END = (
    "d.base + LEAST(h.end_minute, GREATEST(d.lo, h.end_minute - d.jump))"
    " + CASE WHEN h.end_minute >= d.lo THEN d.repeated ELSE 0 END"
)

# Adds to a candidate `c(interpreter_id)`: the hours that are stated (adjacent stretches joined), and what stands
# against. Needs the parameters of `Horizon.parameters`.
CALENDAR = f"""
    SELECT
        (SELECT range_agg(int4range({_START}, {_END}))
           FROM (SELECT weekday, CAST(NULL AS date) AS day, start_minute, end_minute
                   FROM weekly_hours WHERE interpreter_id = c.interpreter_id
                 UNION ALL
                 SELECT NULL, day, start_minute, end_minute
                   FROM one_off_day WHERE interpreter_id = c.interpreter_id
                    AND day BETWEEN CAST(:first_day AS date) AND CAST(:last_day AS date)) h
           JOIN unnest(CAST(:day AS date[]), CAST(:weekday AS int[]), CAST(:base AS int[]), CAST(:lo AS int[]),
                       CAST(:hi AS int[]), CAST(:jump AS int[]), CAST(:repeated AS int[]))
                AS d(day, weekday, base, lo, hi, jump, repeated)
             ON d.weekday = h.weekday OR d.day = h.day) AS hours,
        (SELECT range_agg(period) FROM absence
          WHERE interpreter_id = c.interpreter_id AND period && CAST(CAST(:horizon AS text) AS tstzrange)) AS away,
        (SELECT range_agg(period) FROM booked
          WHERE interpreter_id = c.interpreter_id AND period && CAST(CAST(:horizon AS text) AS tstzrange)) AS taken,
        coalesce((SELECT true FROM weekly_hours WHERE interpreter_id = c.interpreter_id LIMIT 1),
                 (SELECT true FROM one_off_day WHERE interpreter_id = c.interpreter_id LIMIT 1), false) AS is_stated
"""

# The answer for one window `w(minutes, period, widened)` from the columns above.
AVAILABILITY = """
    CASE WHEN coalesce(away && w.period, false) OR coalesce(taken && w.widened, false) THEN 'busy'
         WHEN NOT is_stated THEN 'not_stated'
         WHEN coalesce(hours @> w.minutes, false) THEN 'free'
         ELSE 'busy' END
"""


@dataclass(frozen=True, slots=True)
class Window:
    """A time somebody may be needed, in one mode."""

    starts_at: datetime
    ends_at: datetime
    mode: str


@dataclass(frozen=True, slots=True)
class _Day:
    lo: int = _NEVER
    hi: int = _NEVER
    jump: int = 0
    repeated: int = 0


@lru_cache(maxsize=2048)
def _odd_hour(day: date) -> _Day | None:
    """Where the clock of a date jumps, or None on all days but two a year."""
    extra = local_day(day).minutes - MINUTES_OF_DAY
    if not extra:
        return None
    minute = next(m for m in range(0, MINUTES_OF_DAY, 15) if not isinstance(wall_clock(day, m), Instant))
    if isinstance(wall_clock(day, minute), Missing):
        return _Day(minute, minute - extra, -extra, 0)
    return _Day(minute, minute + extra, 0, extra)


def _two_days(day: date) -> _Day:
    """The jump within a stretch that begins on this date: the same day, or the next one past midnight."""
    if (today := _odd_hour(day)) is not None:
        return today
    if (then := _odd_hour(day + _DAY)) is not None:
        return _Day(then.lo + MINUTES_OF_DAY, then.hi + MINUTES_OF_DAY, then.jump, then.repeated)
    return _Day()


class Horizon:
    """All the windows of one question, and the parameters that `CALENDAR` and `windows` need."""

    def __init__(self, windows: Iterable[Window]) -> None:
        self.windows = tuple(windows)
        self.starts_at = min(each.starts_at for each in self.windows)
        self.ends_at = max(each.ends_at for each in self.windows)
        # a stretch lasts at most a day, so one that reaches in begins at the earliest the day before
        first, last = oslo_date(self.starts_at) - _DAY, oslo_date(self.ends_at)
        self.days = [first + _DAY * n for n in range((last - first).days + 1)]
        self.origin = local_day(first).starts_at

    def _minute(self, at: datetime) -> int:
        return int((at - self.origin).total_seconds() // 60)

    def parameters(self) -> dict[str, Any]:
        """Bind parameters of `CALENDAR`."""
        odd = [_two_days(day) for day in self.days]
        margin = timedelta(hours=2)  # more than any buffer
        return {
            "first_day": self.days[0], "last_day": self.days[-1], "day": self.days,
            "weekday": [day.weekday() for day in self.days],
            "base": [self._minute(local_day(day).starts_at) for day in self.days],
            "lo": [each.lo for each in odd], "hi": [each.hi for each in odd],
            "jump": [each.jump for each in odd], "repeated": [each.repeated for each in odd],
            "horizon": period_text(self.starts_at - margin, self.ends_at + margin),
        }  # fmt: skip

    def window_parameters(self) -> dict[str, Any]:
        """Bind parameters of `WINDOWS`: one array element per window, in order."""
        widened = [
            booked_period(each.starts_at, each.ends_at, each.mode, buffer_on(each.starts_at))
            for each in self.windows
        ]
        minutes = [
            f"[{self._minute(each.starts_at)},{-self._minute_down(each.ends_at)})" for each in self.windows
        ]
        return {
            "w_minutes": minutes,
            "w_period": [period_text(each.starts_at, each.ends_at) for each in self.windows],
            "w_widened": [period_text(each.starts_at, each.ends_at) for each in widened],
            "w_mode": [each.mode for each in self.windows],
        }

    def _minute_down(self, at: datetime) -> int:
        return int((self.origin - at).total_seconds() // 60)


WINDOWS = """
    SELECT n, mode, CAST(minutes AS int4range) AS minutes, CAST(period AS tstzrange) AS period,
           CAST(widened AS tstzrange) AS widened
      FROM unnest(CAST(:w_minutes AS text[]), CAST(:w_period AS text[]), CAST(:w_widened AS text[]),
                  CAST(:w_mode AS text[])) WITH ORDINALITY AS u(minutes, period, widened, mode, n)
"""


def period_text(starts_at: datetime, ends_at: datetime) -> str:
    """A half-open range as PostgreSQL writes it, in UTC."""
    return f"[{starts_at.astimezone(UTC).isoformat()},{ends_at.astimezone(UTC).isoformat()})"
