"""Years before there were facts: sums that others have printed, carried with their source, and estimated totals."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data/carried.csv"


@dataclass(frozen=True, slots=True)
class CarriedYear:
    """One year's printed sums. Counts are the nation's, not the sample's; None where nothing was printed."""

    year: int
    assignments: int | None
    qualified: int | None
    share: Decimal | None
    estimated_total: int
    is_modelled: bool
    source: str


@cache
def carried_years() -> tuple[CarriedYear, ...]:
    """All years of the file, in order."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            CarriedYear(
                int(line["year"]), _whole(line["assignments"]), _whole(line["qualified"]),
                Decimal(line["share"]).quantize(Decimal("0.1")) if line["share"] else None,
                int(line["estimated_total"]), line["kind"] == "modelled", line["source"],
            )
            for line in csv.DictReader(file)
        )  # fmt: skip


def _whole(text: str) -> int | None:
    return int(text) if text else None
