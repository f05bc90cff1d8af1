"""The nearest real alternatives when nobody, or nobody in A–C, is free: other times and other modes.

Two days are tried first, because that is nearly always enough; then the rest of a week.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from booking.availability.calendar import Horizon, Window
from booking.search.queries import SearchCriteria, parameters, register_filters
from booking.search.statement import AT_SOME_TIME, alternatives_sql, candidates_sql
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.oslo_time import on_day

FIRST_MINUTE, LAST_MINUTE, STEP = 7 * 60, 20 * 60, 30  # starts from 07.00, the last at 19.30
FIRST_DAYS, ALL_DAYS = 2, 7
_MODES = ("in_person", "screen", "phone")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another time or another mode: how many are free, how many of them in A–C, and the best category there."""

    starts_at: datetime
    ends_at: datetime
    mode: str
    free: int
    highly_qualified: int
    best_category: str


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What would give somebody better; empty when nothing within a week does. Times nearest first."""

    times: tuple[Alternative, ...]
    modes: tuple[Alternative, ...]
    best_now: str | None
    days_searched: int


async def alternatives(
    session: Session, criteria: SearchCriteria, *, now: datetime, most: int = 6
) -> Alternatives:
    """Only those who have said they are free are counted. The criteria must hold language, mode and time."""
    if criteria.starts_at is None or criteria.ends_at is None or criteria.mode is None:
        raise ValueError("alternatives are to a time and a mode")
    asked = Window(criteria.starts_at, criteria.ends_at, criteria.mode)
    modes = [
        Window(asked.starts_at, asked.ends_at, mode)
        for mode in _MODES
        if mode != asked.mode and (mode != "in_person" or criteria.municipality_code is not None)
    ]
    near = list(_other_times(asked, range(FIRST_DAYS), now))
    found = await _count(session, criteria, [asked, *modes, *near], now)
    best_now = found[asked].best_category if asked in found else None
    times, days = _better(found, near, best_now), FIRST_DAYS
    if not times:
        far = list(_other_times(asked, range(FIRST_DAYS, ALL_DAYS), now))
        times, days = _better(await _count(session, criteria, far, now), far, best_now), ALL_DAYS
    times = sorted(times, key=lambda each: (abs(each.starts_at - asked.starts_at), each.starts_at))
    return Alternatives(tuple(times[:most]), tuple(_better(found, modes, best_now)), best_now, days)


def _other_times(asked: Window, days: Iterable[int], now: datetime) -> Iterable[Window]:
    """Each half hour of the working day, by the Norwegian clock, after now."""
    first: date = oslo_date(asked.starts_at)
    length = asked.ends_at - asked.starts_at
    for offset in days:
        for minute in range(FIRST_MINUTE, LAST_MINUTE, STEP):
            slot = on_day(first + timedelta(days=offset), minute, minute + STEP)
            if slot is not None and slot.starts_at > now and slot.starts_at != asked.starts_at:
                yield Window(slot.starts_at, slot.starts_at + length, asked.mode)


async def _count(
    session: Session, criteria: SearchCriteria, windows: Sequence[Window], now: datetime
) -> dict[Window, Alternative]:
    if not windows:
        return {}
    candidates = candidates_sql(
        [name for name in register_filters(criteria) if name not in ("mode", "distance")],
        with_place=criteria.municipality_code is not None,
        holds=AT_SOME_TIME,
    )
    horizon = Horizon(windows)
    values = parameters(criteria, now) | horizon.parameters() | horizon.window_parameters()
    rows: Any = await session.execute(text(alternatives_sql(candidates)), values)
    found = {}
    for row in rows:
        window = windows[row.n - 1]
        found[window] = Alternative(
            window.starts_at, window.ends_at, window.mode, row.free, row.highly_qualified, row.best
        )
    return found


def _better(
    found: dict[Window, Alternative], windows: Sequence[Window], best_now: str | None
) -> list[Alternative]:
    """Those that would give a better category than anybody free at the asked time."""
    return [
        found[each]
        for each in windows
        if each in found and (best_now is None or found[each].best_category < best_now)
    ]
