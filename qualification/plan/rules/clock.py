"""The three years after a degree within which the exam in its language must be offered (tolkeloven § 18, rule E7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

YEARS = 3
ALARMS = (12, 6, 3)  # months before the end
State = Literal["offered", "offered_late", "running", "broken"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A round of the exam that one could apply for from the first day to the last, both included."""

    opens: date
    closes: date


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the three years stand. `stage` is the alarm that has been reached while nothing has been offered."""

    ends_on: date  # the last day on which an offer is in time
    state: State
    offered_on: date | None
    stage: str | None


def clock_of(graduated_on: date, offers: Iterable[Offer], *, on: date) -> Clock:
    """The clock on a day. Offers that are not open yet, or closed before the degree, are no offers."""
    ends_on = years_after(graduated_on, YEARS)
    began = [
        max(each.opens, graduated_on) for each in offers if each.closes >= graduated_on and each.opens <= on
    ]
    offered_on = min(began, default=None)
    if offered_on is not None:
        return Clock(ends_on, "offered" if offered_on <= ends_on else "offered_late", offered_on, None)
    if on > ends_on:
        return Clock(ends_on, "broken", None, "broken")
    reached = [months for months in ALARMS if on >= months_before(ends_on, months)]
    return Clock(ends_on, "running", None, f"months_{min(reached)}" if reached else None)


def years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th where there is none, so the time is never longer."""
    return _on(day.year + years, day.month, day.day)


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last of a shorter month."""
    place = day.year * 12 + day.month - 1 - months
    return _on(place // 12, place % 12 + 1, day.day)


def _on(year: int, month: int, day: int) -> date:
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
