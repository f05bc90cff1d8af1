"""The states of an assignment, who may move them, and what counts."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from booking.assignments.rules import (
    ASSIGNMENT_MOVES,
    AssignmentFacts,
    AssignmentState,
    Outcome,
    Party,
    counts_as_fact,
    may_confirm,
    may_give_back,
    move,
)

STATES: tuple[AssignmentState, ...] = (
    "open",
    "accepted",
    "delivered",
    "not_delivered",
    "cancelled",
    "unfilled",
)
PARTIES: tuple[Party, ...] = ("interpreter", "booker", "system")
STARTS = datetime(2026, 11, 23, 9, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=1)
SECOND = timedelta(seconds=1)

# Written out by hand, not read from the rules.
MAY = {
    ("open", "accepted", "interpreter"),
    ("open", "cancelled", "booker"),
    ("open", "unfilled", "system"),
    ("accepted", "open", "interpreter"),
    ("accepted", "open", "system"),
    ("accepted", "delivered", "booker"),
    ("accepted", "not_delivered", "booker"),
    ("accepted", "cancelled", "booker"),
}


def an(state: AssignmentState) -> AssignmentFacts:
    """An assignment of one hour in this state."""
    return AssignmentFacts(state, STARTS, ENDS)


@pytest.mark.parametrize(("state", "target", "by"), list(product(STATES, STATES, PARTIES)))
def test_the_whole_matrix_of_moves(state: AssignmentState, target: AssignmentState, by: Party) -> None:
    decision = move(state, target, by)
    assert decision.allowed is ((state, target, by) in MAY)
    assert decision.codes


def test_four_states_are_ends_and_every_state_can_be_reached() -> None:
    assert {state for state, targets in ASSIGNMENT_MOVES.items() if not targets} == set(STATES[2:])
    reached = {"open"} | {target for targets in ASSIGNMENT_MOVES.values() for target in targets}
    assert reached == set(STATES)


@pytest.mark.parametrize(
    ("state", "by", "at", "is_allowed", "code"),
    [
        ("accepted", "interpreter", STARTS - SECOND, True, "next_in_queue"),
        ("accepted", "system", STARTS - SECOND, True, "next_in_queue"),
        ("accepted", "interpreter", STARTS, False, "already_started"),
        ("accepted", "booker", STARTS - SECOND, False, "not_yours_to_decide"),
        ("open", "interpreter", STARTS - SECOND, False, "no_such_move"),
    ],
)
def test_giving_an_accepted_assignment_back_to_the_queue(
    state: AssignmentState, by: Party, at: datetime, is_allowed: bool, code: str
) -> None:
    """W11: also what happens when the interpreter is no longer listed."""
    decision = may_give_back(an(state), by, at)
    assert (decision.allowed, decision.codes) == (is_allowed, (code,))


@pytest.mark.parametrize(
    ("state", "by", "outcome", "cause", "at", "is_allowed", "code"),
    [
        ("accepted", "booker", "delivered", None, ENDS, True, "delivered"),
        ("accepted", "booker", "delivered", None, STARTS, True, "delivered"),
        ("accepted", "booker", "delivered", None, STARTS - SECOND, False, "not_started"),
        ("accepted", "booker", "not_delivered", "interpreter_absent", STARTS, True, "not_delivered"),
        ("accepted", "booker", "not_delivered", "interpreter_absent", STARTS - SECOND, False, "not_started"),
        ("accepted", "booker", "not_delivered", None, ENDS, False, "cause_missing"),
        ("accepted", "booker", "not_delivered", "bad_weather", ENDS, False, "unknown_cause"),
        ("accepted", "booker", "delivered", "interpreter_absent", ENDS, False, "cause_without_failure"),
        ("accepted", "interpreter", "delivered", None, ENDS, False, "not_yours_to_decide"),
        ("accepted", "system", "delivered", None, ENDS, False, "not_yours_to_decide"),
        ("open", "booker", "delivered", None, ENDS, False, "no_such_move"),
        ("delivered", "booker", "delivered", None, ENDS, False, "already_ended"),
    ],
)
def test_the_booker_confirms_once_and_after_the_start(
    state: AssignmentState,
    by: Party,
    outcome: Outcome,
    cause: str | None,
    at: datetime,
    is_allowed: bool,
    code: str,
) -> None:
    decision = may_confirm(an(state), by, outcome, cause, at)
    assert (decision.allowed, decision.codes) == (is_allowed, (code,))


@pytest.mark.parametrize(
    ("state", "at", "counts", "code"),
    [
        ("delivered", ENDS, True, "delivered"),
        ("not_delivered", ENDS, False, "counted_apart"),
        ("cancelled", ENDS, False, "counted_apart"),
        ("unfilled", ENDS, False, "counted_apart"),
        ("accepted", ENDS, False, "unconfirmed"),
        ("accepted", ENDS - SECOND, False, "not_over"),
        ("open", ENDS, False, "not_over"),
    ],
)
def test_only_what_was_delivered_and_confirmed_is_in_the_denominator(
    state: AssignmentState, at: datetime, counts: bool, code: str
) -> None:
    """T1, T3; unconfirmed is no fact and is shown as a count of its own."""
    decision = counts_as_fact(an(state), at)
    assert (decision.allowed, decision.codes) == (counts, (code,))
