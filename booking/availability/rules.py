"""Whether an interpreter is free at a time, and how long a booking keeps the interpreter busy.

Three answers: free, busy, and not stated – an interpreter who has given no hours is not known to be busy. The
search may use faster forms of the same question; this is the one that defines the answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from tolkeregister.core.decisions import Reason, reason
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.oslo_time import (
    Interval,
    WeeklyStretch,
    merged,
    on_day,
    oslo_date,
    weekly_intervals,
)

MODES = frozenset({"in_person", "screen", "phone"})
State = Literal["free", "busy", "not_stated"]


@dataclass(frozen=True, slots=True)
class OneOffStretch:
    """Hours on one date beside the weekly ones, in local minutes; `end_minute` may pass 1440."""

    on: date
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class Availability:
    """The answer, with reason codes."""

    state: State
    reasons: tuple[Reason, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The reason codes in order."""
        return tuple(each.code for each in self.reasons)


@dataclass(frozen=True, slots=True)
class Buffer:
    """Minutes before and after an in-person assignment in which the interpreter is taken."""

    valid_from: date
    in_person_minutes: int


# A product decision, not law: 60 minutes between two in-person assignments, 30 beside a remote one.
BUFFERS: tuple[Buffer, ...] = (Buffer(date(2020, 1, 1), 30),)


def buffer_on(starts_at: datetime, table: Sequence[Buffer] = BUFFERS) -> int:
    """The in-person buffer in minutes for an assignment that starts then."""
    return in_force(table, oslo_date(starts_at)).in_person_minutes


def booked_period(starts_at: datetime, ends_at: datetime, mode: str, buffer_minutes: int) -> Interval:
    """The time an assignment takes: widened by `buffer_minutes` on both sides in person, as it is otherwise
    (B10).

    What is stored and kept from overlapping. Both neighbours are widened, so two in-person ones are kept
    twice the buffer apart.
    """
    if mode not in MODES:
        raise ValueError(f"unknown mode: {mode}")
    if ends_at <= starts_at:
        raise ValueError("an assignment must end after it starts")
    margin = timedelta(minutes=buffer_minutes if mode == "in_person" else 0)
    return Interval(starts_at - margin, ends_at + margin)


def availability_at(
    weekly: Sequence[WeeklyStretch],
    one_off: Sequence[OneOffStretch],
    absences: Iterable[Interval],
    booked: Iterable[Interval],
    *,
    starts_at: datetime,
    ends_at: datetime,
    mode: str,
    buffers: Sequence[Buffer] = BUFFERS,
) -> Availability:
    """Whether an interpreter is free from `starts_at` to `ends_at`.

    `booked` holds periods as stored, buffers included. The stated hours must cover the assignment itself; its
    buffer may reach outside them. An absence or a booking makes busy also one who has stated no hours.
    """
    wanted = Interval(starts_at, ends_at)
    period = booked_period(starts_at, ends_at, mode, buffer_on(starts_at, buffers))
    against = []
    if any(each.overlaps(wanted) for each in absences):
        against.append(reason("absent"))
    if any(each.overlaps(period) for each in booked):
        against.append(reason("already_booked"))
    is_stated = bool(weekly or one_off)
    if is_stated and not any(each.covers(wanted) for each in stated_hours(weekly, one_off, wanted)):
        against.append(reason("outside_stated_hours"))
    if against:
        return Availability("busy", tuple(against))
    if not is_stated:
        return Availability("not_stated", (reason("hours_not_stated"),))
    return Availability("free", (reason("within_stated_hours"),))


def stated_hours(
    weekly: Iterable[WeeklyStretch], one_off: Iterable[OneOffStretch], around: Interval
) -> tuple[Interval, ...]:
    """The stated hours near a time, with stretches that touch or overlap joined into one.

    Joining is what lets 08–12 and 12–16 cover 11–13, on any day and across midnight and the turn of the week.
    """
    # A stretch lasts at most a day, so one that reaches into `around` begins at the earliest the day before.
    first, last = oslo_date(around.starts_at) - timedelta(days=1), oslo_date(around.ends_at)
    single = [
        interval
        for each in one_off
        if first <= each.on <= last
        and (interval := on_day(each.on, each.start_minute, each.end_minute)) is not None
    ]
    return merged([*weekly_intervals(weekly, first, last), *single])
