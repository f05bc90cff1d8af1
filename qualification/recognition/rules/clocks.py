"""The clocks of recognition (directive 2005/36/EC article 51, rule A8): one month to answer, three or four to decide.

The month to acknowledge runs from receipt, the three from when the papers are complete. They are counted in whole
months in Norway: what began on the 31st ends on the last day of a shorter month.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tolkeregister.core.decisions import Decision, allowed, reason, refused
from tolkeregister.core.rules.dated import in_force


@dataclass(frozen=True, slots=True)
class Clocks:
    """The months that hold from a date, and the version of the rules. A clock keeps what held when it started."""

    valid_from: date
    version: str
    acknowledge_months: int
    decide_months: int
    extension_months: int


CLOCKS = (Clocks(date(2022, 1, 1), "2005/36", 1, 3, 1),)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def acknowledge_by(received_on: date, table: Sequence[Clocks] = CLOCKS) -> date:
    """The last day to tell the applicant that it has come, and what is lacking."""
    return months_after(received_on, in_force(table, received_on).acknowledge_months)


def decide_by(complete_on: date, *, is_extended: bool, table: Sequence[Clocks] = CLOCKS) -> date:
    """The last day to decide."""
    clocks = in_force(table, complete_on)
    return months_after(complete_on, clocks.decide_months + (clocks.extension_months if is_extended else 0))


def may_extend(complete_on: date | None, *, is_extended: bool, because: str, today: date) -> Decision:
    """Once, with a reason, and before the time has run out."""
    if complete_on is None:
        return refused(reason("recognition_not_complete"))
    if is_extended:
        return refused(reason("extended_already"))
    if today > decide_by(complete_on, is_extended=False):
        return refused(reason("recognition_time_is_up"))
    if not because.strip():
        return refused(reason("extension_reason_missing", field="hvorfor"))
    return allowed()
