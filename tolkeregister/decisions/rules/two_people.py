"""Which decisions take two people: a dated table (rule A9; categories A–C by the directorate's routine).

A bevilling lifts whoever is listed to C or better in the same instant, so that it takes two as they do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tolkeregister.core.decisions import Reason, reason
from tolkeregister.core.rules.dated import in_force


@dataclass(frozen=True, slots=True)
class TwoPeople:
    """From a date: the categories, the kinds of case, and whether every decision against somebody."""

    valid_from: date
    categories: frozenset[str]
    kinds: frozenset[str]
    negatives: bool


TABLE = (
    TwoPeople(
        date(2022, 1, 1),
        frozenset({"A", "B", "C"}),
        frozenset({"exclusion", "temporary_exclusion", "bevilling"}),
        True,
    ),
)


def why_two_people(
    kind: str, *, is_negative: bool, category: str | None, on: date, table: Sequence[TwoPeople] = TABLE
) -> tuple[Reason, ...]:
    """Why the decision takes two people; empty when one is enough."""
    row = in_force(table, on)
    found = []
    if kind in row.kinds:
        found.append(reason("two_people_for_kind"))
    if is_negative and row.negatives:
        found.append(reason("two_people_for_negative"))
    if category in row.categories:
        found.append(reason("two_people_for_category", category=category))
    return tuple(found)
