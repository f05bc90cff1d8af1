"""Days on which deadlines end. A deadline that would end on a Saturday, Sunday or holiday ends on the next working day.

Forvaltningsloven § 30 and domstolloven §§ 148–149: the day from which one counts is not itself counted; weeks end on
the day of the week they began on.
"""

from datetime import date, timedelta

from tolkeregister.core.rules.working_days import is_working_day

_DAY = timedelta(days=1)


def next_working_day(day: date, holidays: frozenset[date]) -> date:
    """The day itself when offices are open, else the first day they are (domstolloven § 149)."""
    while not is_working_day(day, holidays):
        day += _DAY
    return day


def appeal_by(notified_on: date, weeks: int, holidays: frozenset[date]) -> date:
    """The last day to send an appeal, counted from the day in Norway on which the decision was notified (§ 29)."""
    return next_working_day(notified_on + timedelta(weeks=weeks), holidays)


def reply_by(given_on: date, days: int, holidays: frozenset[date]) -> date:
    """The last day to reply to a notice given on a day in Norway (§ 16)."""
    return next_working_day(given_on + timedelta(days=days), holidays)


def days_taken(received_on: date, until: date) -> int:
    """Handling time in days, measured from when the case was received; never negative."""
    return max(0, (until - received_on).days)
