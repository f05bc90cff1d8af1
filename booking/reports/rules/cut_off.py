"""Until when reports about a half-year are expected, and what it makes of figures until then.

Figures of a half-year are preliminary until its cut-off: 20 August for the first, 15 March for the second, the dates
the directorate itself reports by. A row that comes after its half-year has ended is late; one that comes after the
cut-off is a correction of figures that were final.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from tolkeregister.core.rules.dated import in_force


class Lateness(Enum):
    """When a row came, seen from the half-year it is about."""

    IN_TIME = "in_time"
    LATE = "late"
    AFTER_CUT_OFF = "after_cut_off"


@dataclass(frozen=True, slots=True)
class CutOffs:
    """The last day for the first half-year, and for the second (in the year after)."""

    valid_from: date
    first_half: tuple[int, int]  # month, day
    second_half: tuple[int, int]


CUT_OFFS = (CutOffs(date(2017, 1, 1), (8, 20), (3, 15)),)


def half_ends(day: date) -> date:
    """The last day of the half-year a day is in."""
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)


def half_of(day: date) -> str:
    """The half-year a day is in: «2026-1» is the first half of 2026."""
    return f"{day.year}-{1 if day.month <= 6 else 2}"


def first_day_of(half: str) -> date:
    """The first day of a half-year."""
    year, _, number = half.partition("-")
    return date(int(year), 1 if number == "1" else 7, 1)


def cut_off(day: date, table: tuple[CutOffs, ...] = CUT_OFFS) -> date:
    """The last day on which figures about a day are preliminary."""
    rule = in_force(table, day)
    if day.month <= 6:
        return date(day.year, *rule.first_half)
    return date(day.year + 1, *rule.second_half)


def is_preliminary(day: date, today: date) -> bool:
    """Whether figures about a day may still get rows before they count as final."""
    return today <= cut_off(day)


def lateness(day: date, received_on: date) -> Lateness:
    """How late a row about a day is when it is received."""
    if received_on <= half_ends(day):
        return Lateness.IN_TIME
    return Lateness.LATE if received_on <= cut_off(day) else Lateness.AFTER_CUT_OFF
