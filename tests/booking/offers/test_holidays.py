"""Public holidays follow from the law and from Easter (lov om helligdager § 2, lov om 1 og 17 mai)."""

from datetime import date

import pytest

from booking.offers.holidays import easter_sunday, holidays_between, holidays_of


@pytest.mark.parametrize(
    "easter",
    [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
        date(2285, 3, 22),
    ],
)
def test_easter_is_where_the_almanac_has_it(easter: date) -> None:
    assert easter_sunday(easter.year) == easter


def test_the_holidays_of_2026() -> None:
    assert sorted(holidays_of(2026)) == [
        date(2026, 1, 1), date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 6), date(2026, 5, 1),
        date(2026, 5, 14), date(2026, 5, 17), date(2026, 5, 24), date(2026, 5, 25), date(2026, 12, 25),
        date(2026, 12, 26),
    ]  # fmt: skip


def test_a_stretch_over_new_year_has_both_years() -> None:
    assert {date(2026, 12, 26), date(2027, 1, 1)} <= holidays_between(date(2026, 12, 1), date(2027, 1, 5))
