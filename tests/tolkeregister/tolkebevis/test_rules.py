"""What a card may say and for how long: no statement outlives what the register knows (rules V1, V2, V4)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.tolkebevis.rules.freshness import OLD_AFTER, freshness
from tolkeregister.tolkebevis.rules.keys import (
    KNOWN_AHEAD,
    SIGNS_FOR,
    KeyPeriod,
    key_that_signs,
    next_key_from,
    published,
)
from tolkeregister.tolkebevis.rules.validity import LONGEST, ShownEntry, may_have_card, statement_ends

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
instants = st.integers(-400_000, 400_000).map(lambda seconds: NOON + timedelta(seconds=seconds))
entries = st.builds(
    ShownEntry, st.sampled_from(["ar", "fr", "so"]), st.just("speech"), st.sampled_from("ABCDE"),
    st.none() | instants,
)  # fmt: skip


def test_only_the_listed_have_a_card() -> None:
    """Rule V1."""
    assert may_have_card([], None).codes == ("card_not_listed",)
    assert may_have_card([], 7).codes == ("card_not_listed",)
    assert may_have_card([7], 8).codes == ("card_entry_not_listed",)
    assert may_have_card([7], 7).allowed
    assert may_have_card([7, 8], None).allowed


@given(st.lists(entries, min_size=1, max_size=5), instants)
def test_a_statement_ends_within_a_day_and_before_anything_it_says(
    shown: list[ShownEntry], now: datetime
) -> None:
    ends = statement_ends(shown, now)
    assert ends <= now + LONGEST
    assert all(each.holds_until is None or ends <= each.holds_until for each in shown)


def test_a_statement_of_nothing_is_not_made() -> None:
    with pytest.raises(ValueError, match="says something"):
        statement_ends([], NOON)


@pytest.mark.parametrize(
    ("age", "life", "code"),
    [
        (timedelta(0), LONGEST, "statement_fresh"),
        (OLD_AFTER, LONGEST, "statement_fresh"),
        (OLD_AFTER + timedelta(seconds=1), LONGEST, "statement_old"),
        (LONGEST, LONGEST, "statement_expired"),
        (timedelta(seconds=30), timedelta(seconds=30), "statement_expired"),
        (-timedelta(minutes=1), LONGEST, "statement_fresh"),
        (-timedelta(minutes=3), LONGEST, "statement_from_the_future"),
        (timedelta(0), timedelta(0), "statement_from_the_future"),
    ],
)
def test_age_is_always_told(age: timedelta, life: timedelta, code: str) -> None:
    assert freshness(NOON - age, NOON - age + life, NOON).codes == (code,)


def key(kid: str, from_days: float, to_days: float | None = None, withdrawn: bool = False) -> KeyPeriod:
    return KeyPeriod(
        kid, NOON + timedelta(days=from_days), None if to_days is None else NOON + timedelta(days=to_days),
        NOON if withdrawn else None,
    )  # fmt: skip


def test_a_first_key_is_needed_at_once_and_the_next_is_known_a_week_ahead() -> None:
    assert next_key_from([], NOON) == NOON
    assert next_key_from([key("a", -1)], NOON) is None
    old = -(SIGNS_FOR - KNOWN_AHEAD).days
    assert next_key_from([key("a", old)], NOON) == NOON + KNOWN_AHEAD
    assert next_key_from([key("a", old, 7), key("b", 7)], NOON) is None
    assert next_key_from([key("a", -3, withdrawn=True)], NOON) == NOON


def test_a_key_stays_published_until_what_it_signed_has_ended() -> None:
    rotated = [key("old", -90, -0.5), key("new", -0.5)]
    assert [each.kid for each in published(rotated, NOON)] == ["old", "new"]
    assert [each.kid for each in published(rotated, NOON + timedelta(hours=12))] == ["new"]
    assert [
        each.kid for each in published([key("old", -90, -0.5, withdrawn=True), key("new", -0.5)], NOON)
    ] == ["new"]


moments = st.lists(st.floats(0, 400), min_size=1, max_size=6, unique=True).map(sorted)


@given(moments, st.integers(0, 5), st.floats(0.01, 1.2))
def test_whatever_was_signed_can_be_checked_while_it_lives(
    turns: list[float], turn: int, before: float
) -> None:
    """However keys follow each other, what was signed just before a turn is read until it has ended."""
    keys = [
        key(str(n), begins, turns[n + 1] if n + 1 < len(turns) else None) for n, begins in enumerate(turns)
    ]
    signed_at = NOON + timedelta(days=turns[turn % len(turns)] - before)
    signer = key_that_signs(keys, signed_at)
    if signer is None:
        assert signed_at < keys[0].signs_from
        return
    for hours in (0, 12, 23.99):
        assert signer in published(keys, signed_at + timedelta(hours=hours))
