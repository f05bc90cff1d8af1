"""The three years after a degree (tolkeloven § 18; rule E7)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualification.plan.rules.clock import Offer, clock_of, months_before, years_after

DEGREE = date(2023, 6, 15)
END = date(2026, 6, 15)


def offer(opens: date, closes: date | None = None) -> Offer:
    return Offer(opens, closes or opens + timedelta(days=30))


@pytest.mark.parametrize(("degree", "ends"), [
    (date(2023, 6, 15), date(2026, 6, 15)),
    (date(2024, 2, 29), date(2027, 2, 28)),
    (date(2025, 2, 28), date(2028, 2, 28)),
    (date(2096, 2, 29), date(2099, 2, 28)),
])  # fmt: skip
def test_three_years_end_on_the_same_day_and_a_leap_day_never_gives_more(degree: date, ends: date) -> None:
    assert clock_of(degree, (), on=degree).ends_on == ends


@pytest.mark.parametrize(("day", "months", "before"), [
    (date(2027, 2, 28), 12, date(2026, 2, 28)), (date(2027, 5, 31), 3, date(2027, 2, 28)),
    (date(2028, 5, 31), 3, date(2028, 2, 29)), (date(2027, 2, 28), 3, date(2026, 11, 28)),
    (date(2027, 1, 31), 1, date(2026, 12, 31)),
])  # fmt: skip
def test_months_are_counted_by_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


@pytest.mark.parametrize(("on", "stage"), [
    (date(2025, 6, 14), None), (date(2025, 6, 15), "months_12"), (date(2025, 12, 14), "months_12"),
    (date(2025, 12, 15), "months_6"), (date(2026, 3, 14), "months_6"), (date(2026, 3, 15), "months_3"),
    (END, "months_3"), (END + timedelta(days=1), "broken"),
])  # fmt: skip
def test_alarms_sound_twelve_six_and_three_months_before_and_after(on: date, stage: str | None) -> None:
    """Story I16."""
    assert clock_of(DEGREE, (), on=on).stage == stage


@pytest.mark.parametrize(("offers", "state", "offered"), [
    ([offer(date(2024, 1, 1))], "offered", date(2024, 1, 1)),
    ([offer(END)], "offered", END),
    ([offer(END + timedelta(days=1))], "offered_late", END + timedelta(days=1)),
    ([offer(date(2023, 5, 1), date(2023, 6, 14))], "broken", None),
    ([offer(date(2023, 5, 1), date(2023, 6, 15))], "offered", DEGREE),
    ([offer(date(2030, 1, 1))], "broken", None),
    ([offer(date(2025, 5, 1)), offer(date(2024, 5, 1))], "offered", date(2024, 5, 1)),
])  # fmt: skip
def test_an_offer_counts_when_it_was_open_to_the_graduate(
    offers: list[Offer], state: str, offered: date | None
) -> None:
    clock = clock_of(DEGREE, offers, on=date(2028, 1, 1))
    assert (clock.state, clock.offered_on) == (state, offered)


def test_an_offer_that_only_is_announced_stops_nothing() -> None:
    coming = [offer(date(2026, 6, 1))]
    assert clock_of(DEGREE, coming, on=date(2026, 5, 31)).stage == "months_3"
    assert clock_of(DEGREE, coming, on=date(2026, 6, 1)).state == "offered"


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.lists(st.dates(date(2000, 1, 1), date(2090, 1, 1)), max_size=4),
       st.dates(date(2000, 1, 1), date(2095, 1, 1)))  # fmt: skip
def test_the_clock_is_broken_exactly_when_the_time_is_over_and_nothing_was_open(
    degree: date, opened: list[date], on: date
) -> None:
    offers = [offer(day) for day in opened]
    clock = clock_of(degree, offers, on=on)
    was_open = any(each.closes >= degree and each.opens <= on for each in offers)
    assert (clock.state == "broken") == (on > years_after(degree, 3) and not was_open)
    assert (clock.stage is not None) == (not was_open and on >= months_before(clock.ends_on, 12))
