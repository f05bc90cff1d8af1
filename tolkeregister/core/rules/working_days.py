"""Working days: Monday to Friday, less the holidays the caller gives."""

from datetime import date, timedelta

_DAY = timedelta(days=1)
_FRIDAY = 4


def is_working_day(day: date, holidays: frozenset[date]) -> bool:
    """Whether offices are open: no Saturday, Sunday or holiday."""
    return day.weekday() <= _FRIDAY and day not in holidays


def working_days_between(first: date, last: date, holidays: frozenset[date]) -> int:
    """Working days after `first` up to and including `last`; 0 when `last` is not later than `first`.

    Friday to Monday is 1, Friday to Saturday is 0, and the day itself is never counted.
    """
    if last <= first:
        return 0
    weeks, rest = divmod((last - first).days, 7)
    tail = (last - _DAY * offset for offset in range(rest))
    weekdays = weeks * 5 + sum(day.weekday() <= _FRIDAY for day in tail)
    return weekdays - sum(first < day <= last and day.weekday() <= _FRIDAY for day in holidays)


def add_working_days(day: date, days: int, holidays: frozenset[date]) -> date:
    """The date on which the given number of working days has passed; 0 gives the day itself, working or not.

    Deadlines: notified on a Friday, 3 working days end on the Wednesday.
    """
    if days < 0:
        raise ValueError("count working days forwards only")
    while days:
        day += _DAY
        days -= is_working_day(day, holidays)
    return day
