"""Goals beside results (story I15), and the days of an offer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qualification.plan.rules.goals import against_goal, goal_for
from qualification.plan.rules.offers import OfferDays, check_days, state_on

DAYS = OfferDays(date(2027, 3, 12), date(2027, 3, 20), date(2027, 1, 10), date(2027, 2, 10),
                 date(2027, 2, 11), date(2027, 2, 20))  # fmt: skip


def test_goals_are_those_of_the_year() -> None:
    """IMDi's annual report 2021."""
    found = {year: goal_for("tospraaktest_candidates", year) for year in (2019, 2020, 2021, 2026)}
    assert {year: each and each.value for year, each in found.items()} == {
        2019: None, 2020: 350, 2021: 500, 2026: 500,
    }  # fmt: skip


@pytest.mark.parametrize(("result", "year", "met", "percent", "over"), [
    (511, 2021, True, 102, True), (499, 2021, False, 99, True), (500, 2021, True, 100, True),
    (None, 2024, False, 0, True), (120, 2026, False, 24, False),
])  # fmt: skip
def test_a_goal_is_met_or_not_yet(result: int | None, year: int, met: bool, percent: int, over: bool) -> None:
    found = against_goal("tospraaktest_candidates", year, result, this_year=2026)
    assert found is not None
    assert (found.is_met, found.percent, found.is_over) == (met, percent, over)


def test_the_printed_results_of_2021() -> None:
    """80 of 100 written exams: not met; seven languages of at least six: met."""
    written = against_goal("siling_candidates", 2021, 80, this_year=2022)
    languages = against_goal("siling_languages", 2021, 7, this_year=2022)
    assert written is not None
    assert languages is not None
    assert (written.is_met, languages.is_met) == (False, True)


@pytest.mark.parametrize(("change", "code"), [
    ({}, None),
    ({"pay_from": None, "pay_to": None}, None),
    ({"closes": date(2027, 1, 9)}, "plan_closes_before_it_opens"),
    ({"period_to": date(2027, 3, 11)}, "plan_ends_before_it_begins"),
    ({"closes": date(2027, 3, 12), "pay_from": None, "pay_to": None}, "plan_begins_before_it_closes"),
    ({"pay_to": None}, "plan_payment_needs_both"),
    ({"pay_to": date(2027, 2, 10)}, "plan_payment_reversed"),
    ({"pay_to": date(2027, 3, 12)}, "plan_payment_outside"),
    ({"pay_from": date(2027, 1, 9)}, "plan_payment_outside"),
])  # fmt: skip
def test_one_applies_then_pays_then_begins(change: dict[str, date | None], code: str | None) -> None:
    decision = check_days(replace(DAYS, **change))  # type: ignore[arg-type]
    assert decision.codes == ((code,) if code else ())


def test_an_offer_goes_through_its_states_day_by_day() -> None:
    at = (DAYS.opens - timedelta(days=1), DAYS.opens, DAYS.closes, DAYS.closes + timedelta(days=1),
          DAYS.period_from, DAYS.period_to, DAYS.period_to + timedelta(days=1))  # fmt: skip
    assert [state_on(DAYS, day) for day in at] == [
        "coming", "open", "open", "closed", "under_way", "under_way", "over",
    ]  # fmt: skip
