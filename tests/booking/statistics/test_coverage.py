"""Coverage: what we know of against what is estimated, and what happens to it when the hard assignments leave."""

from datetime import date
from decimal import Decimal

import pytest

from booking.statistics.carried import carried_years
from booking.statistics.coverage import (
    coverage,
    estimated_parts,
    half_days,
    part_coverage,
    year_coverage,
)
from booking.statistics.rules import Share

WHOLE = (date(2021, 1, 1), date(2021, 12, 31))


def test_coverage_counts_only_the_days_that_are_closed() -> None:
    assert year_coverage(2021, 780_000, date(2026, 10, 31)).percent == 100
    assert year_coverage(2021, 3_900, date(2026, 10, 31), 100).percent == 50
    assert year_coverage(2026, 6_708, date(2026, 7, 1), 100).percent == 100  # half a year


def test_a_stretch_across_new_year_is_measured_with_both_years_estimates() -> None:
    half_and_half = coverage(0, date(2023, 7, 3), date(2024, 6, 30))
    assert 919_000 < half_and_half.expected < 1_341_610
    assert (half_and_half.year, half_and_half.source) == (2024, "Tolkemonitor SPRÅK og LOV 2024")


def test_more_than_the_estimate_is_said_and_not_cut_off() -> None:
    beyond = coverage(800_000, *WHOLE)
    assert (beyond.percent, beyond.is_beyond, beyond.is_low) == (103, True, False)


def test_a_mode_is_measured_where_somebody_has_printed_its_part() -> None:
    year = (date(2024, 1, 1), date(2024, 12, 31))
    phone = part_coverage("metode", "telefon", 462_855, *year)
    assert phone is not None
    assert (phone.percent, phone.year) == (50, 2023)
    assert part_coverage("metode", "telefon", 1, *WHOLE) is None  # nobody had printed it then
    assert part_coverage("sprak", "so", 1, *year) is None


def test_every_estimate_names_its_source() -> None:
    assert all(each.source for each in estimated_parts())
    assert all(each.source for each in carried_years())


@pytest.mark.parametrize(
    ("periods", "days"),
    [
        (("2026-1",), (date(2026, 1, 1), date(2026, 6, 30))),
        (("2026-2",), (date(2026, 7, 1), date(2026, 12, 31))),
        (("2026-1", "2026-2"), (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_half_years_have_first_and_last_days(periods: tuple[str, ...], days: tuple[date, date]) -> None:
    assert half_days(periods) == days


def test_without_the_hardest_fifth_the_share_rises_and_coverage_visibly_falls() -> None:
    """Failure mode: a headline share improves because hard assignments leave the figures."""
    assignments, qualified = 780_000, 468_000
    hardest = assignments // 5  # those that nobody qualified took
    all_of_it, without = Share(assignments, qualified), Share(assignments - hardest, qualified)
    assert (all_of_it.percent, without.percent) == (Decimal("60.0"), Decimal("75.0"))
    before, after = coverage(all_of_it.assignments, *WHOLE), coverage(without.assignments, *WHOLE)
    assert (before.percent, before.is_low) == (100, False)
    assert (after.percent, after.is_low) == (80, False)
    assert coverage(without.assignments - 7_800, *WHOLE).is_low  # and below four fifths it is said in words
