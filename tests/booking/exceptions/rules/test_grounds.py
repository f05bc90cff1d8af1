"""Which ground holds when, what it needs, and who is never used: tolkeloven § 7, rules B4–B6."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.exceptions.rules.grounds import (
    GROUNDS,
    SearchFacts,
    ground_in_force,
    grounds_at,
    may_interpret_outside,
    may_state,
    may_take_over,
    was_searched,
)
from tests.builders.times import oslo

NOBODY_LISTED = SearchFacts(0, 0, 0)
SECOND_PARAGRAPH = ("not_defensible_to_wait", "emergency", "strong_reasons")
CODES = [row.code for row in GROUNDS]


@pytest.mark.parametrize(
    ("day", "clock", "holds"),
    [
        (date(2026, 12, 31), "23:59", True),
        (date(2027, 1, 1), "00:00", False),
        (date(2027, 1, 1), "00:30", False),  # 31 December in UTC: Oslo decides
        (date(2026, 12, 1), "10:00", True),
        (date(2027, 6, 1), "10:00", False),
        (date(2021, 12, 31), "10:00", False),  # before the act
        (date(2022, 1, 1), "00:00", True),
    ],
)
def test_the_dispensation_ends_with_2026_in_oslo(day: date, clock: str, holds: bool) -> None:
    """Tolkeloven § 7 fifth paragraph."""
    starts_at = oslo(day, clock)
    assert ground_in_force("dispensation", starts_at).allowed is holds
    assert ("dispensation" in {row.code for row in grounds_at(starts_at)}) is holds


@pytest.mark.parametrize("ground", SECOND_PARAGRAPH)
@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2027, 1, 1), date(2040, 1, 1)])
def test_the_grounds_of_the_second_paragraph_have_no_end(ground: str, day: date) -> None:
    assert ground_in_force(ground, oslo(day, "10:00")).allowed


@pytest.mark.parametrize("ground", ["", "other", "nodssituasjon", "voluntary"])
def test_the_list_of_grounds_is_closed(ground: str) -> None:
    assert ground_in_force(ground, oslo(date(2026, 3, 2), "10:00")).codes == ("unknown_ground",)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (SearchFacts(listed=0, asked=0, thinking=0), "nobody_listed"),
        (SearchFacts(listed=1, asked=0, thinking=0), "nobody_was_asked"),
        (SearchFacts(listed=400, asked=0, thinking=0), "nobody_was_asked"),
        (SearchFacts(listed=1, asked=1, thinking=1), "somebody_is_thinking"),
        (SearchFacts(listed=1, asked=1, thinking=0), "were_asked"),
        (SearchFacts(listed=9, asked=3, thinking=0), "were_asked"),
    ],
)
def test_the_dispensation_needs_that_qualified_ones_were_asked(facts: SearchFacts, code: str) -> None:
    """B5."""
    assert was_searched("dispensation", facts).codes == (code,)


@given(st.sampled_from(SECOND_PARAGRAPH), st.builds(SearchFacts, *[st.integers(0, 50)] * 3))
def test_the_other_grounds_need_no_asking(ground: str, facts: SearchFacts) -> None:
    assert was_searched(ground, facts).allowed


@given(
    st.sampled_from(CODES),
    st.integers(0, 4700).map(lambda days: datetime(2022, 1, 2, tzinfo=UTC) + timedelta(days=days)),
    st.builds(SearchFacts, *[st.integers(0, 5)] * 3),
)
def test_more_asking_never_takes_a_ground_away(ground: str, starts_at: datetime, facts: SearchFacts) -> None:
    """One more who was asked and has answered never turns a yes into a no; a later start never a no into a yes."""
    now = may_state(ground, starts_at, facts)
    asked_more = may_state(ground, starts_at, SearchFacts(facts.listed, facts.asked + 1, facts.thinking))
    later = may_state(ground, starts_at + timedelta(days=400), facts)
    assert now.allowed <= asked_more.allowed
    assert later.allowed <= now.allowed


def test_every_fault_is_told_at_once() -> None:
    told = may_state("dispensation", oslo(date(2027, 1, 1), "10:00"), SearchFacts(1, 0, 0))
    assert told.codes == ("ground_not_in_force", "nobody_was_asked")
    assert all(each.facts["field"] == "ground" for each in told.reasons)


@pytest.mark.parametrize(
    ("is_in_register", "is_listed_in_language", "code"),
    [
        (False, False, "not_in_register"),
        (True, False, "listed_in_another_language"),
        (True, True, "listed_in_this_language"),
    ],
)
def test_a_listed_interpreter_is_never_used_in_another_combination(
    is_in_register: bool, is_listed_in_language: bool, code: str
) -> None:
    """B6."""
    told = may_interpret_outside(is_in_register=is_in_register, is_listed_in_language=is_listed_in_language)
    assert told.codes == (code,)
    assert told.allowed is (code == "not_in_register")


@pytest.mark.parametrize(
    ("state", "may"),
    [("open", True), ("unfilled", True), ("accepted", False), ("delivered", False), ("not_delivered", False),
     ("cancelled", False)],
)  # fmt: skip
def test_nobody_is_put_in_a_place_that_is_taken(state: str, may: bool) -> None:
    assert may_take_over(state).allowed is may
