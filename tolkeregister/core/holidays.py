"""Norwegian public holidays, from the package `holidays` (lov om helligdager § 2). Christmas Eve is a working day."""

from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=128)
def holidays_of(year: int) -> frozenset[date]:
    """The public holidays of a year; ordinary Sundays are not among them."""
    return frozenset(holidays.country_holidays("NO", years=year, language="no"))


def holidays_between(first: date, last: date) -> frozenset[date]:
    """All public holidays of the years from `first` to `last`."""
    return frozenset().union(*(holidays_of(year) for year in range(first.year, last.year + 1)))
