"""Norwegian public holidays, computed: the fixed ones and those that follow Easter (lov om helligdager § 2)."""

from datetime import date, timedelta
from functools import lru_cache

_FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
_DAYS_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)  # from Maundy Thursday to Whit Monday


def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + weekday - 7 * ((golden + 11 * moon + 22 * weekday) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


@lru_cache(maxsize=64)
def holidays_of(year: int) -> frozenset[date]:
    """The twelve public holidays of a year."""
    easter = easter_sunday(year)
    moving = {easter + timedelta(days=days) for days in _DAYS_FROM_EASTER}
    return frozenset({date(year, month, day) for month, day in _FIXED} | moving)


def holidays_between(first: date, last: date) -> frozenset[date]:
    """All public holidays of the years from `first` to `last`."""
    return frozenset().union(*(holidays_of(year) for year in range(first.year, last.year + 1)))
