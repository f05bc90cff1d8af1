"""The assignments of 2020 and 2021 at scale (docs/syntetisk-nasjon.md, section 5)."""

from collections import Counter, defaultdict
from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest

from web.demo.nation.days import OSLO
from web.demo.nation.history import history, top_20
from web.demo.nation.history_rows import HistoryFactRow
from web.demo.nation.register import register
from web.demo.nation.tables import register_languages, synthetic


@cache
def rows(scale: int) -> tuple[HistoryFactRow, ...]:
    return tuple(history(scale))


def delivered(scale: int, year: int) -> list[HistoryFactRow]:
    return [row for row in rows(scale) if row.id.startswith(f"{year}-") and row.outcome == "delivered"]


@pytest.mark.parametrize("scale", [1000, 100])
def test_2020_is_exactly_52_88_and_99_per_cent_at_every_scale(scale: int) -> None:
    found = delivered(scale, 2020)
    listed = {each.tag for each in register_languages()}
    assert len(found) == 700_000 // scale
    assert sum(row.category is not None for row in found) * 100 == 52 * len(found)
    assert sum(row.language_tag in top_20(2020) for row in found) * 100 == 88 * len(found)
    assert sum(row.language_tag in listed for row in found) * 100 == 99 * len(found)


@pytest.mark.parametrize("scale", [1000, 100])
def test_2021_is_exactly_60_per_cent_qualified(scale: int) -> None:
    found = delivered(scale, 2021)
    assert len(found) == 780_000 // scale
    assert sum(row.category is not None for row in found) * 10 == 6 * len(found)


def test_modes_of_2020_are_exact() -> None:
    assert Counter(row.mode for row in delivered(100, 2020)) == {
        "in_person": 1890,
        "phone": 4760,
        "screen": 350,
    }


@pytest.mark.parametrize("scale", [1000, 100])
def test_nobody_is_in_two_places_at_once(scale: int) -> None:
    held = defaultdict(list)
    for row in rows(scale):
        if row.interpreter_id is not None:
            margin = timedelta(minutes=30 if row.mode == "in_person" else 0)
            end = row.started_at + timedelta(minutes=row.minutes)
            held[row.interpreter_id].append((row.started_at - margin, end + margin))
    for periods in held.values():
        periods.sort()
        assert all(first[1] <= second[0] for first, second in pairwise(periods))


def test_a_qualified_row_has_an_interpreter_with_that_category_known_that_day() -> None:
    holder = {(each.interpreter_id, each.language_tag): each for each in register().holders}
    for row in rows(100):
        assert (row.category is None) == (row.interpreter_id is None)
        if row.interpreter_id is not None and row.id.startswith("2021"):
            day = row.started_at.astimezone(OSLO).date()
            assert holder[row.interpreter_id, row.language_tag].category_on(day) == row.category


def test_rows_that_do_not_count_come_on_top() -> None:
    found = Counter(row.outcome for row in rows(100) if row.id.startswith("2020"))
    assert found == {"delivered": 7000, "cancelled": 420, "unfilled": 140, "interpreter_absent": 35}
    unfilled = [row for row in rows(100) if row.outcome == "unfilled" and row.id.startswith("2020")]
    assert sum(row.language_tag == "ar" for row in unfilled) * 2 == len(unfilled)


def test_ids_are_unique_and_everything_is_ordered_before_it_starts() -> None:
    assert len({row.id for row in rows(100)}) == len(rows(100))
    assert all(row.ordered_at < row.started_at for row in rows(100))
    assert all(row.started_at.astimezone(OSLO).year == int(row.id[:4]) for row in rows(100))


def test_only_the_hospitals_and_the_police_order_at_night() -> None:
    night = [row for row in rows(100) if not 8 <= row.started_at.astimezone(OSLO).hour < 22]
    assert night
    assert {row.sector_code for row in night} == {"HELSE_SPES", "POLITI"}


def test_a_scale_that_does_not_divide_the_totals_is_refused() -> None:
    with pytest.raises(ValueError, match="scale"):
        next(history(7))


def test_2016_to_2019_are_reported_sums_that_print_as_the_sources_do() -> None:
    sums = {(row.year, row.measure): row.value for row in register().reported if row.scope == "all"}
    assert round(sums[2017, "mode_in_person"] / sums[2017, "assignments"] * 100, 1) == 52.4
    assert (sums[2016, "qualified"], sums[2016, "assignments"]) == (201_600, 672_000)
    for year in range(2016, 2020):
        by_language = [
            r.value for r in register().reported if (r.year, r.measure) == (year, "assignments_language")
        ]
        assert sum(by_language) == sums[year, "assignments"]


def test_categories_follow_the_modelled_sums_within_one_row_per_language() -> None:
    line = next(row for row in synthetic("years") if row["year"] == "2020")
    found = Counter(row.category for row in delivered(100, 2020) if row.category)
    for category in "ABCDE":
        assert abs(found[category] - int(line[f"qualified_{category}"]) / 100) <= 74 / 2
