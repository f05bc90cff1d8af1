"""How many assignments each day has and which running numbers they get: a pure function of scale and day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from web.demo.nation.days import month_days
from web.demo.nation.determinism import apportion
from web.demo.nation.moments import days_by_kind
from web.demo.nation.tables import synthetic

PER_YEAR = 1_340_000  # about 1.34 million assignments a year (2024)
BY_KIND = (94, 3, 3)  # working days, Saturdays, Sundays and public holidays


@dataclass(frozen=True, slots=True)
class Share:
    """A day's first running number in the year and how many assignments it has."""

    first: int
    count: int


@cache
def year_of_demand(scale: int, year: int) -> Mapping[date, Share]:
    """Every day of a year: months by the weights of 2021, kinds of day 94/3/3, equal days inside a kind."""
    weights = [int(row["weight_permille"]) for row in synthetic("months") if row["year"] == "2021"]
    found: dict[date, Share] = {}
    number = 1
    for month, total in enumerate(apportion(PER_YEAR // scale, weights), 1):
        counts: dict[date, int] = {}
        for days, part in zip(days_by_kind(year, month), apportion(total, BY_KIND), strict=True):
            counts.update(zip(days, apportion(part, [1] * len(days)), strict=True))
        for day in month_days(year, month):
            found[day] = Share(number, counts[day])
            number += counts[day]
    return found


def number_of(day: date, running: int) -> str:
    """A number such as 26-004182: year and running number."""
    return f"{day.year % 100:02}-{running:06}"
