"""Which stretch of time a share is shown for, when a share may be shown at all, and what a finding says."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

SHARE_FLOOR = 20  # fewer assignments: a count, not a share (ux.md 7, decision on small numbers)
YEAR_IS_YOUNG_UNTIL = 2  # the month from which "so far this year" may lead


@dataclass(frozen=True, slots=True)
class Windows:
    """The two stretches a meter knows: this year, and from the first of this month a year ago. Both end
    today."""

    year_start: date
    recent_start: date
    today: date


@dataclass(frozen=True, slots=True)
class Share:
    """Delivered assignments and how many of them had a qualified interpreter."""

    assignments: int
    qualified: int

    @property
    def percent(self) -> Decimal | None:
        """Per cent with one decimal, half up; None for fewer than 20 assignments."""
        return percent_of(self.qualified, self.assignments) if self.assignments >= SHARE_FLOOR else None


def percent_of(qualified: int, assignments: int) -> Decimal:
    """Qualified out of all in per cent, exact, half up to one decimal. ValueError without assignments."""
    if assignments <= 0 or not 0 <= qualified <= assignments:
        raise ValueError("a share needs 0 <= qualified <= assignments and at least one assignment")
    return Decimal((2000 * qualified + assignments) // (2 * assignments)).scaleb(-1)


def windows_on(today: date) -> Windows:
    """The windows of a day. The recent one is twelve whole months and the running one, in January too."""
    return Windows(date(today.year, 1, 1), date(today.year - 1, today.month, 1), today)


def year_leads(today: date, this_year: Share) -> bool:
    """Whether "so far this year" is the main figure: from February, and with enough assignments for a share.

    In January the year says next to nothing, so the last twelve months lead and the year stands beside them.
    """
    return today.month >= YEAR_IS_YOUNG_UNTIL and this_year.assignments >= SHARE_FLOOR
