"""When an assignment took place, told so coarsely that nobody can tell which one or whose it was (failure mode 25)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LEAST_UNITS = 3  # so many different units must have used the interpreter in a period before it is named


@dataclass(frozen=True, slots=True)
class FittingAssignment:
    """One assignment the same interpreter had."""

    unit_id: int
    day: date


def period_to_show(day: date, all_of_interpreter: Iterable[FittingAssignment]) -> str:
    """The narrowest of month ("2026-11"), quarter ("2026-K4") and year ("2026") that hides the unit, else ""."""
    others = tuple(all_of_interpreter)
    for name in (_month, _quarter, _year):
        units = {each.unit_id for each in others if name(each.day) == name(day)}
        if len(units) >= LEAST_UNITS:
            return name(day)
    return ""


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _quarter(day: date) -> str:
    return f"{day.year}-K{(day.month + 2) // 3}"


def _year(day: date) -> str:
    return f"{day.year}"
