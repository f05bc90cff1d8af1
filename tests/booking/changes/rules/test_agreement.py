"""What needs a new yes, and until when something can be changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.assignments.rules import AssignmentFacts, AssignmentState
from booking.changes.rules.agreement import (
    CHANGE_LIMITS,
    PARTS,
    PROPOSAL_TIMES,
    Agreed,
    ChangeLimits,
    may_answer,
    may_change,
    parts_changed,
    propose_until,
    what_needs_a_new_yes,
)
from booking.offers.rules import ANSWER_TIMES, answer_by

STARTS = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)  # 14.30 in Oslo
ENDS = STARTS + timedelta(hours=2)
BEFORE = Agreed(STARTS, ENDS, "screen", "0301", "Storgata 1", "skolestart", "lærer, forelder")
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
LONG_BEFORE = STARTS - timedelta(days=3)


def moved(start: int = 0, end: int = 0) -> Agreed:
    """Starts and ends so many minutes later."""
    return replace(BEFORE, starts_at=STARTS + start * MINUTE, ends_at=ENDS + end * MINUTE)


# Written out by hand. None: at once.
@pytest.mark.parametrize(
    ("after", "code"),
    [
        (replace(BEFORE, address="Storgata 1, rom 4"), None),
        (moved(start=15), None),
        (moved(end=-15), None),
        (moved(start=5, end=-10), None),
        (moved(start=16), "shorter_needs_yes"),
        (moved(start=10, end=-10), "shorter_needs_yes"),
        (moved(start=30, end=30), "time_needs_yes"),
        (moved(end=1), "time_needs_yes"),
        (moved(start=-1), "time_needs_yes"),
        (replace(BEFORE, mode="in_person"), "mode_needs_yes"),
        (replace(BEFORE, municipality_code="4601"), "place_needs_yes"),
        (replace(BEFORE, theme="barnevern"), "theme_needs_yes"),
        (replace(BEFORE, participants="lærer, rektor, forelder"), "participants_needs_yes"),
    ],
)
def test_each_kind_of_change(after: Agreed, code: str | None) -> None:
    """Rules B8 and H1 for theme, participants and place; B10 for time; R1 for mode."""
    decision = what_needs_a_new_yes(BEFORE, after)
    assert decision.allowed is (code is None)
    assert decision.codes == ((code,) if code else ("within_the_agreement",))


def test_everything_that_needs_a_yes_is_named_at_once() -> None:
    after = replace(moved(start=60, end=60), mode="phone", theme="annet", address="rom 2")
    assert what_needs_a_new_yes(BEFORE, after).codes == (
        "time_needs_yes",
        "mode_needs_yes",
        "theme_needs_yes",
    )


def test_the_limits_are_those_of_the_day_of_the_assignment() -> None:
    table = (*CHANGE_LIMITS, ChangeLimits(date(2026, 11, 26), 0, 60))
    assert not what_needs_a_new_yes(BEFORE, moved(start=5), table).allowed
    day_before = replace(BEFORE, starts_at=STARTS - timedelta(days=1), ends_at=ENDS - timedelta(days=1))
    shorter = replace(day_before, starts_at=day_before.starts_at + 5 * MINUTE)
    assert what_needs_a_new_yes(day_before, shorter, table).allowed


@given(st.integers(-600, 600), st.integers(-600, 600), st.booleans())
def test_nothing_outside_the_agreed_time_is_ever_done_at_once(start: int, end: int, other_text: bool) -> None:
    after = replace(moved(start, end), address="rom 2" if other_text else BEFORE.address)
    if after.ends_at <= after.starts_at:
        return
    inside = after.starts_at >= STARTS and after.ends_at <= ENDS
    if what_needs_a_new_yes(BEFORE, after).allowed:
        assert inside
        assert (ENDS - STARTS) - (after.ends_at - after.starts_at) <= 15 * MINUTE


def test_every_field_is_of_a_part() -> None:
    assert set(PARTS) == set(Agreed.__slots__)
    assert parts_changed(BEFORE, BEFORE) == ()


@pytest.mark.parametrize(
    ("state", "after", "before_start", "proposed", "codes"),
    [
        ("open", moved(60, 60), timedelta(minutes=1), False, ("may_change",)),
        ("accepted", moved(60, 60), timedelta(minutes=61), False, ("may_change",)),
        ("accepted", moved(60, 60), timedelta(minutes=60), False, ("too_late_to_propose",)),
        ("accepted", moved(-60, -60), timedelta(minutes=120), False, ("too_late_to_propose",)),
        ("accepted", moved(-60, -60), timedelta(minutes=120, seconds=1), False, ("may_change",)),
        ("accepted", moved(5), timedelta(seconds=1), False, ("may_change",)),
        ("accepted", moved(5), timedelta(0), False, ("already_started",)),
        ("open", moved(5), timedelta(0), False, ("already_started",)),
        ("accepted", moved(60, 60), timedelta(days=1), True, ("change_awaits_answer",)),
        ("accepted", BEFORE, timedelta(days=1), False, ("nothing_changed",)),
        ("open", moved(-60 * 24, -60 * 24), timedelta(hours=20), False, ("start_has_passed",)),
        ("cancelled", moved(5), timedelta(days=1), False, ("already_ended",)),
        ("delivered", moved(5), timedelta(days=1), False, ("already_ended",)),
        ("not_delivered", moved(5), timedelta(days=1), False, ("already_ended",)),
        ("unfilled", moved(5), timedelta(days=1), False, ("already_ended",)),
    ],
)
def test_until_when(
    state: AssignmentState, after: Agreed, before_start: timedelta, proposed: bool, codes: tuple[str, ...]
) -> None:
    facts = AssignmentFacts(state, STARTS, ENDS)
    decision = may_change(facts, BEFORE, after, is_another_proposed=proposed, now=STARTS - before_start)
    assert decision.codes == codes
    assert decision.allowed is (codes == ("may_change",))


@given(st.integers(-2000, 2000), st.integers(1, 4000))
def test_whatever_may_be_proposed_leaves_time_to_answer(shift: int, minutes_before: int) -> None:
    after, now = moved(shift, shift), STARTS - minutes_before * MINUTE
    facts = AssignmentFacts("accepted", STARTS, ENDS)
    if not may_change(facts, BEFORE, after, is_another_proposed=False, now=now).allowed:
        return
    earlier = min(after.starts_at, STARTS)
    until = answer_by(now, earlier, frozenset(), PROPOSAL_TIMES)
    assert now < propose_until(BEFORE, after)
    assert now + 30 * MINUTE <= until <= earlier


def test_a_proposal_gives_at_least_as_long_as_an_offer() -> None:
    for days in range(12):
        start = STARTS + timedelta(days=days)
        offered = answer_by(LONG_BEFORE, start, frozenset(), ANSWER_TIMES)
        assert answer_by(LONG_BEFORE, start, frozenset(), PROPOSAL_TIMES) >= offered


@pytest.mark.parametrize(
    ("state", "left", "code"),
    [
        ("proposed", SECOND, "may_answer"),
        ("proposed", timedelta(0), "change_expired"),
        ("expired", SECOND, "change_not_open"),
        ("applied", SECOND, "change_not_open"),
        ("declined", SECOND, "change_not_open"),
        ("withdrawn", SECOND, "change_not_open"),
    ],
)
def test_answering(state: str, left: timedelta, code: str) -> None:
    assert may_answer(state, STARTS, STARTS - left).codes == (code,)
