"""Void or chargeable, by the agreement (rule B11)."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.assignments.rules import AssignmentFacts, AssignmentState, Party
from booking.changes.models import CancelReason
from booking.changes.rules.cancelling import CANCEL_REASONS, Step, Terms, cost_of_cancelling, may_cancel
from tolkeregister.core.clock import OSLO

STARTS = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
FACTS = AssignmentFacts("accepted", STARTS, STARTS + 1.5 * HOUR)
DAY = Terms((Step(24 * HOUR, 0), Step(0 * HOUR, 100)), frozenset({"interpreter_not_impartial"}))
IN_STEPS = Terms((Step(0 * HOUR, 100), Step(72 * HOUR, 0), Step(24 * HOUR, 50)), ore_per_hour=70_050)


@pytest.mark.parametrize(
    ("state", "by", "before_start", "codes"),
    [
        ("open", "booker", SECOND, ("may_cancel",)),
        ("accepted", "booker", SECOND, ("may_cancel",)),
        ("accepted", "booker", 0 * HOUR, ("already_started",)),
        ("accepted", "interpreter", 72 * HOUR, ("not_yours_to_decide",)),
        ("delivered", "booker", 72 * HOUR, ("already_ended",)),
        ("cancelled", "booker", 72 * HOUR, ("already_ended",)),
    ],
)
def test_who_may_cancel_and_until_when(
    state: AssignmentState, by: Party, before_start: timedelta, codes: tuple[str, ...]
) -> None:
    facts = AssignmentFacts(state, STARTS, STARTS + HOUR)
    assert may_cancel(facts, by, STARTS - before_start).codes == codes


@pytest.mark.parametrize(
    ("terms", "notice", "reason", "why", "percent", "amount"),
    [
        (DAY, 24 * HOUR, "other", "in_time", 0, None),
        (DAY, 24 * HOUR - SECOND, "other", "late", 100, None),
        (DAY, SECOND, "participant_cannot", "late", 100, None),
        (DAY, SECOND, "interpreter_not_impartial", "void_reason", 0, None),
        (DAY, 30 * HOUR, "interpreter_not_impartial", "in_time", 0, None),
        (IN_STEPS, 72 * HOUR, "other", "in_time", 0, 0),
        (IN_STEPS, 72 * HOUR - SECOND, "other", "late", 50, 52_538),  # 700.50 × 1.5 h × 50 % = 525.375
        (IN_STEPS, 24 * HOUR - SECOND, "other", "late", 100, 105_075),
        (IN_STEPS, SECOND, "interpreter_not_impartial", "late", 100, 105_075),  # not free by these terms
    ],
)
def test_the_cost_of_an_accepted_one(
    terms: Terms, notice: timedelta, reason: str, why: str, percent: int, amount: int | None
) -> None:
    cost = cost_of_cancelling(FACTS, terms, has_interpreter=True, reason_code=reason, now=STARTS - notice)
    assert (cost.why, cost.percent, cost.basis_minutes, cost.amount_ore) == (why, percent, 90, amount)
    assert cost.outcome == ("chargeable" if percent else "void")


@pytest.mark.parametrize(("terms", "reason"), list(product((DAY, IN_STEPS), CANCEL_REASONS)))
def test_nothing_is_paid_until_somebody_has_accepted(terms: Terms, reason: str) -> None:
    cost = cost_of_cancelling(FACTS, terms, has_interpreter=False, reason_code=reason, now=STARTS - SECOND)
    assert (cost.why, cost.outcome) == ("nobody_had_accepted", "void")


@pytest.mark.parametrize(
    ("starts", "cancelled", "code"),
    [
        ("2027-03-28 12:00", "2027-03-27 11:00", "in_time"),
        ("2027-03-28 12:00", "2027-03-27 11:01", "late"),  # 24 hours and 59 minutes by the clock face
        ("2027-10-31 12:00", "2027-10-30 13:00", "in_time"),  # 23 hours by the clock face
        ("2027-10-31 12:00", "2027-10-30 13:01", "late"),
    ],
)
def test_notice_is_counted_in_hours_that_pass_when_the_clock_is_changed(
    starts: str, cancelled: str, code: str
) -> None:
    starts_at, now = (
        datetime.fromisoformat(each).replace(tzinfo=OSLO).astimezone(UTC) for each in (starts, cancelled)
    )
    accepted = AssignmentFacts("accepted", starts_at, starts_at + timedelta(hours=1))
    cost = cost_of_cancelling(accepted, DAY, has_interpreter=True, reason_code="other", now=now)
    assert cost.why == code


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_later_is_never_cheaper(first: int, second: int) -> None:
    early, late = (
        STARTS - max(first, second) * timedelta(minutes=1),
        STARTS - min(first, second) * timedelta(minutes=1),
    )
    costs = [
        cost_of_cancelling(FACTS, IN_STEPS, has_interpreter=True, reason_code="other", now=at).percent
        for at in (early, late)
    ]
    assert costs[0] <= costs[1]


def test_what_a_page_has_shown_differs_whenever_the_cost_does() -> None:
    shown = {
        cost_of_cancelling(FACTS, terms, has_interpreter=True, reason_code=None, now=STARTS - notice).shown
        for terms in (DAY, IN_STEPS) for notice in (80 * HOUR, 30 * HOUR, HOUR)
    }  # fmt: skip
    assert len(shown) == 5  # 80 and 30 hours are both free by the first


def test_free_until_is_the_last_free_instant() -> None:
    assert DAY.free_until(STARTS) == STARTS - 24 * HOUR
    assert Terms((Step(0 * HOUR, 100),)).free_until(STARTS) is None
    assert Terms((Step(48 * HOUR, 25), Step(24 * HOUR, 75))).percent(HOUR) == 75, "less than any step says"


def test_the_reasons_are_those_of_the_table() -> None:
    assert set(CANCEL_REASONS) == set(CancelReason)
