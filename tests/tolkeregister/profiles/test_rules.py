"""What of a profile needs approval, and when somebody is asked whether it is still right."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.profiles.models import DeclineReason
from tolkeregister.profiles.rules.changing import counts_at_once, may_decide
from tolkeregister.profiles.rules.yearly import (
    ASK_AFTER,
    ASK_AGAIN_AFTER,
    STALE_AFTER,
    Confirmation,
    freshness,
    should_ask,
)

LISTED = datetime(2022, 3, 1, tzinfo=UTC)
YEAR = LISTED + ASK_AFTER
DAYS = st.integers(0, 2000).map(lambda days: timedelta(days=days))


@pytest.mark.parametrize(
    ("field", "after", "at_once"),
    [
        ("phone", "+4712345678", True),
        ("chosen_name", "Sam", False),
        ("chosen_name", "", True),
        ("clearance", "yes", False),
        ("clearance", "no", True),
    ],
)
def test_what_others_rely_on_waits_and_taking_it_back_does_not(field: str, after: str, at_once: bool) -> None:
    assert counts_at_once(field, after) == at_once


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, ()),
        ({"decline_reason": "misleading"}, ()),
        ({"state": "approved"}, ("change_decided",)),
        ({"state": "withdrawn"}, ("change_decided",)),
        ({"is_own": True}, ("own_case",)),
        ({"decline_reason": "because"}, ("unknown_value",)),
    ],
)
def test_a_change_is_answered_once_and_by_somebody_else(
    change: dict[str, object], codes: tuple[str, ...]
) -> None:
    asked = {"state": "waiting", "is_own": False, "decline_reason": None, "known": frozenset(DeclineReason)}
    assert may_decide(**{**asked, **change}).codes == codes  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("confirmed", "asked", "at", "expected"),
    [
        (None, None, YEAR - timedelta(days=1), False),
        (None, None, YEAR, True),
        (YEAR, None, YEAR + timedelta(days=364), False),
        (YEAR, YEAR - timedelta(days=9), YEAR + ASK_AFTER, True),
        (None, YEAR, YEAR + ASK_AGAIN_AFTER - timedelta(days=1), False),
        (None, YEAR, YEAR + ASK_AGAIN_AFTER, True),
        (None, YEAR + timedelta(days=90), YEAR + timedelta(days=150), False),  # rests until the next year
        (None, YEAR + timedelta(days=90), YEAR + timedelta(days=90) + ASK_AFTER, True),
    ],
)
def test_the_question_is_put_a_year_after_the_last_word_and_again_for_a_while(
    confirmed: datetime | None, asked: datetime | None, at: datetime, expected: bool
) -> None:
    assert should_ask(Confirmation(LISTED, confirmed, asked), now=at) == expected


@pytest.mark.parametrize(
    ("confirmed", "asked", "at", "expected"),
    [
        (None, None, YEAR, "confirmed"),
        (None, YEAR, YEAR + timedelta(days=1), "asked"),
        (None, YEAR, YEAR + STALE_AFTER, "stale"),
        (YEAR + timedelta(days=70), YEAR, YEAR + timedelta(days=71), "confirmed"),
    ],
)
def test_silence_is_shown_and_an_answer_mends_it(
    confirmed: datetime | None, asked: datetime | None, at: datetime, expected: str
) -> None:
    assert freshness(Confirmation(LISTED, confirmed, asked), now=at) == expected


@given(DAYS, DAYS)
def test_nobody_is_asked_twice_within_a_month(first: timedelta, later: timedelta) -> None:
    asked = LISTED + first
    said = Confirmation(LISTED, None, asked)
    assert not should_ask(said, now=asked + min(later, ASK_AGAIN_AFTER - timedelta(seconds=1)))


@given(DAYS)
def test_whoever_has_just_said_yes_is_fresh_and_left_alone(since: timedelta) -> None:
    at = LISTED + since
    said = Confirmation(LISTED, at, at - timedelta(days=1))
    assert (freshness(said, now=at), should_ask(said, now=at)) == ("confirmed", False)
