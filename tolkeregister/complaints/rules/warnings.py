"""Counting warnings (tolkeloven § 21, rules W6 and W7): five years from the decision, reversed ones never."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tolkeregister.complaints.rules.terms import ComplaintTerms


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning by the day in Norway it was decided."""

    decided_on: date
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class WarningCount:
    """The warnings that count on a day. `is_flagged`: exclusion may be looked at; nothing follows by itself."""

    active: tuple[Warned, ...]
    is_flagged: bool


def counts_until(decided_on: date, terms: ComplaintTerms) -> date:
    """The first day a warning no longer counts: the same day so many years later; of 29 February, 28 February."""
    year = decided_on.year + terms.warning_years
    try:
        return decided_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1) - timedelta(days=1)


def count_warnings(warnings: Sequence[Warned], on: date, terms: ComplaintTerms) -> WarningCount:
    """Those decided on or before `on`, less than five years ago, and not reversed."""
    active = tuple(
        sorted(
            (each for each in warnings if not each.is_reversed
             and each.decided_on <= on < counts_until(each.decided_on, terms)),
            key=lambda each: each.decided_on,
        )
    )  # fmt: skip
    return WarningCount(active, len(active) >= terms.warnings_flag)
