"""Counting complaints: what is in a figure, and what it is divided by (definitions in docs/statistikk.md).

Few complaints are no sign of quality: most of those who are interpreted for do not know that they may complain.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

BASES = (
    "good_practice",
    "confidentiality",
    "habilitet",
    "title_misuse",
    "outside",
    "not_listed",
    "unclassified",
)
OUTCOMES = (
    "no_reaction", "guidance", "warning", "excluded_until", "excluded_for_good", "reversed", "outside", "not_listed",
    "handed_over", "duplicate", "withdrawn", "dead", "under_way",
)  # fmt: skip
CATEGORIES = ("A", "B", "C", "D", "E")
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Counted:
    """One complaint as the figures see it: nothing that says whom or where. `days` that counted, None while it runs.

    `in_time` is whether it ended by the last day of the whole, as extended; `category` the interpreter's when received.
    """

    year: int
    basis: str
    outcome: str
    days: int | None
    in_time: bool | None
    category: str | None


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A year. `per_thousand` assignments, `median_days`, and `in_time` in per cent are None without a denominator."""

    year: int
    received: int
    ended: int
    under_way: int
    by_basis: Mapping[str, int]
    by_outcome: Mapping[str, int]
    by_category: Mapping[str, int]
    median_days: Decimal | None
    in_time: int
    in_time_percent: Decimal | None
    assignments: int
    per_thousand: Decimal | None


def figures_of(counted: Sequence[Counted], assignments: Mapping[int, int]) -> tuple[YearFigures, ...]:
    """A line for each year with complaints, by the year in Norway they were received, the newest first.

    Duplicates are counted where they were received and under their outcome, and nowhere else. Shares have one decimal,
    halves up; complaints for each thousand delivered assignments of the year three.
    """
    years = sorted({each.year for each in counted}, reverse=True)
    return tuple(
        _year(year, [each for each in counted if each.year == year], assignments.get(year, 0))
        for year in years
    )


def _year(year: int, found: Sequence[Counted], assignments: int) -> YearFigures:
    single = [each for each in found if each.outcome != "duplicate"]
    ended = [each for each in single if each.days is not None]
    days = [each.days for each in ended if each.days is not None]
    in_time = sum(each.in_time is True for each in ended)
    categories = Counter(each.category or "" for each in single)
    return YearFigures(
        year=year, received=len(found), ended=len(ended), under_way=len(single) - len(ended),
        by_basis=_all(BASES, Counter(each.basis for each in single)),
        by_outcome=_all(OUTCOMES, Counter(each.outcome for each in found)),
        by_category=_all(CATEGORIES, categories),
        median_days=Decimal(str(median(days))).quantize(_TENTH, ROUND_HALF_UP) if days else None,
        in_time=in_time, in_time_percent=_percent(in_time, len(ended)), assignments=assignments,
        per_thousand=_rate(len(single), assignments),
    )  # fmt: skip


def _all(codes: Sequence[str], counts: Mapping[str, int]) -> dict[str, int]:
    return {code: counts.get(code, 0) for code in codes}


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(_TENTH, ROUND_HALF_UP) if whole else None


def _rate(complaints: int, assignments: int) -> Decimal | None:
    if not assignments:
        return None
    return (Decimal(1000 * complaints) / assignments).quantize(Decimal("0.001"), ROUND_HALF_UP)
