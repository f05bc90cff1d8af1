"""The goals the ministry sets, dated, and whether a year reached them (story I15).

Source: IMDi's annual report 2021: 350 candidates of Tospråktesten in 2020 and 500 in 2021; 100 candidates of the
written exam in at least six languages in 2021. A goal holds until another year says otherwise.
"""

from dataclasses import dataclass
from typing import Literal

Measure = Literal["tospraaktest_candidates", "siling_candidates", "siling_languages"]


@dataclass(frozen=True, slots=True)
class Goal:
    """At least `value` each year from `first_year` on."""

    measure: Measure
    first_year: int
    value: int
    source: str


_REPORT = "IMDi årsrapport 2021"
GOALS: tuple[Goal, ...] = (
    Goal("tospraaktest_candidates", 2020, 350, _REPORT),
    Goal("tospraaktest_candidates", 2021, 500, _REPORT),
    Goal("siling_candidates", 2021, 100, _REPORT),
    Goal("siling_languages", 2021, 6, _REPORT),
)


@dataclass(frozen=True, slots=True)
class GoalResult:
    """A goal beside what came of it. Not met before the year is over is not yet a miss."""

    goal: Goal
    year: int
    result: int | None  # None when nothing is known
    is_met: bool
    is_over: bool

    @property
    def percent(self) -> int:
        """How far, rounded down, so that nothing is called reached before it is."""
        return 0 if self.result is None else self.result * 100 // self.goal.value


def goal_for(measure: Measure, year: int) -> Goal | None:
    """The goal of a year; None before there was one."""
    held = [each for each in GOALS if each.measure == measure and each.first_year <= year]
    return max(held, key=lambda each: each.first_year, default=None)


def against_goal(measure: Measure, year: int, result: int | None, *, this_year: int) -> GoalResult | None:
    """The result beside the goal of the year, or None where no goal was set."""
    goal = goal_for(measure, year)
    if goal is None:
        return None
    return GoalResult(goal, year, result, result is not None and result >= goal.value, year < this_year)
