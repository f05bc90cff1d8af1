"""Which stretch of time a share is shown for, when a share may be shown at all, and what a finding says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from booking.reports.rules.cut_off import cut_off

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

    def with_one_more(self, *, qualified: bool) -> "Share":
        """The share when one more assignment has been delivered: what a choice does (feature 28)."""
        return Share(self.assignments + 1, self.qualified + qualified)


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


RELEASE_DAY = 10  # of the month after: by then nearly all assignments of a month are confirmed
SMALLEST_MONTH = 5  # qualified and not qualified of a month are nought or at least this


def closed_through(today: date) -> date:
    """The last day of the last month that is published: from the 10th of the month after it."""
    first = today.replace(day=1)
    if today.day < RELEASE_DAY:
        first = (first - timedelta(days=1)).replace(day=1)
    return first - timedelta(days=1)


def half_end(year: int, half: int) -> date:
    """The last day of the first or second half of a year."""
    return date(year, 6, 30) if half == 1 else date(year, 12, 31)


def half_closes(year: int, half: int) -> date:
    """The last day for reports about a half-year (booking/reports/rules/cut_off.py): then its figures are final."""
    return cut_off(half_end(year, half))


def closed_halves(year: int, through: date) -> tuple[int, ...]:
    """Which halves of a year are final when everything through a day is closed: over, and reported.

    A half-year is divided and published once, so nothing that is expected may be missing from it.
    """
    return tuple(half for half in (1, 2) if half_closes(year, half) <= through)


def months_may_be_shown(months: Iterable[Share]) -> bool:
    """Whether single months of the nation can stand beside sums of half-years without a number of 1-4 following.

    Every sum or difference of months is then nought or at least 5. If not, only half-years are published.
    """
    parts = [part for each in months for part in (each.qualified, each.assignments - each.qualified)]
    return all(part == 0 or part >= SMALLEST_MONTH for part in parts)


@dataclass(frozen=True, slots=True)
class NearestPart:
    """A share as people say it: `part` of `of`, and whether it is about that, nearly that, or more than that."""

    part: int
    of: int
    nearness: Literal["about", "nearly", "over"]


_SAID = tuple(Fraction(n, 10) for n in range(11)) + tuple(
    Fraction(*pair) for pair in ((1, 4), (1, 3), (2, 3), (3, 4))
)
_NEAR_ENOUGH = Decimal("0.5")  # percentage points


def nearest_part(percent: Decimal) -> NearestPart:
    """«Sju av ti»: the nearest of tenths, thirds and quarters; within half a point it is said without reserve."""
    said = min(_SAID, key=lambda each: (abs(Fraction(percent) - each * 100), each.denominator))
    beyond = percent - Decimal(said.numerator * 100) / said.denominator
    nearness: Literal["about", "nearly", "over"] = "about"
    if abs(beyond) > _NEAR_ENOUGH:
        nearness = "over" if beyond > 0 else "nearly"
    if said.denominator in (2, 5):  # five of ten and four of ten, as everybody says
        return NearestPart(said.numerator * 10 // said.denominator, 10, nearness)
    return NearestPart(said.numerator, said.denominator, nearness)
