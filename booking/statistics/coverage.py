"""Coverage: how much of what is interpreted in the country the figures know of (B1), beside every headline share.

A share can rise because hard assignments are no longer reported. Then coverage falls, and the reader must see it.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from booking.statistics.carried import CarriedYear, carried_years

LOW = 80  # per cent; below it the page says in plain words that the share is not of everything
_FILE = Path(__file__).parent / "data/estimated_parts.csv"


@dataclass(frozen=True, slots=True)
class EstimatedPart:
    """What part of all assignments has a value (a mode, a language), as somebody printed it for a year."""

    year: int
    kind: str  # metode | sprak
    code: str
    per_mille: int
    source: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Assignments we know of against the estimate for the same days; `estimate` is the row it rests on."""

    assignments: int
    expected: int
    year: int  # of the estimate
    source: str

    @property
    def percent(self) -> int:
        """Whole per cent, half up; above 100 when the estimate is too low."""
        return (200 * self.assignments + self.expected) // (2 * self.expected)

    @property
    def is_low(self) -> bool:
        """Whether the share may well be another for all."""
        return self.percent < LOW

    @property
    def is_beyond(self) -> bool:
        """Whether there is more than the estimate."""
        return self.percent > 100


@cache
def estimated_parts() -> tuple[EstimatedPart, ...]:
    """All rows of the file, in order."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            EstimatedPart(int(row["year"]), row["kind"], row["code"], int(row["per_mille"]), row["source"])
            for row in csv.DictReader(file)
        )


def coverage(assignments: int, since: date, until: date, scale: int = 1) -> Coverage:
    """Of all assignments from `since` through `until`; `scale` is S when the facts are a sample 1:S.

    A year without an estimate has that of the last year before it that has one.
    """
    expected, rests_on = Decimal(0), _estimate(until.year)
    for year in range(since.year, until.year + 1):
        first, last = max(since, date(year, 1, 1)), min(until, date(year, 12, 31))
        days = (last - first).days + 1
        length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        expected += Decimal(_estimate(year).estimated_total) * days / length / scale
    return Coverage(assignments, max(1, round(expected)), rests_on.year, rests_on.source)


def year_coverage(year: int, assignments: int, through: date, scale: int = 1) -> Coverage:
    """Of a year, or of as much of it as is closed."""
    return coverage(assignments, date(year, 1, 1), min(through, date(year, 12, 31)), scale)


def part_coverage(
    kind: str, code: str, assignments: int, since: date, until: date, scale: int = 1
) -> Coverage | None:
    """Of the assignments with one value; None where nobody has printed how large a part they are."""
    rows = [
        each for each in estimated_parts()
        if (each.kind, each.code) == (kind, code) and each.year <= until.year
    ]  # fmt: skip
    if not rows:
        return None
    part = max(rows, key=lambda each: each.year)
    whole = coverage(0, since, until, scale)
    expected = max(1, (2 * whole.expected * part.per_mille + 1000) // 2000)
    return Coverage(assignments, expected, part.year, part.source)


def half_days(periods: tuple[str, ...]) -> tuple[date, date]:
    """First and last day of half-years such as «2026-1», which follow one another."""
    (first_year, _, first), (last_year, _, last) = periods[0].partition("-"), periods[-1].partition("-")
    end = date(int(last_year) + (last == "2"), 1 if last == "2" else 7, 1)
    return date(int(first_year), 1 if first == "1" else 7, 1), end - timedelta(days=1)


def _estimate(year: int) -> CarriedYear:
    known = carried_years()
    return next((each for each in reversed(known) if each.year <= year), known[0])
