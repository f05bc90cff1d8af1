"""Assignments: the states they pass through, who may move them, and which of them the statistics count.

Rules T1, T3, W11 and the decision that the booker confirms. What cancelling costs is booking/changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tolkeregister.core.decisions import Decision, allowed, reason, refused

AssignmentState = Literal["open", "accepted", "delivered", "not_delivered", "cancelled", "unfilled"]
Party = Literal["interpreter", "booker", "system"]
Outcome = Literal["delivered", "not_delivered"]

# state → {target: who may}. `system` is a job or a decision about the register, never a person's wish.
# accepted → open: the interpreter falls ill, or is no longer listed (W11); the next in the queue is asked.
ASSIGNMENT_MOVES: Mapping[AssignmentState, Mapping[AssignmentState, frozenset[Party]]] = {
    "open": {
        "accepted": frozenset({"interpreter"}),
        "cancelled": frozenset({"booker"}),
        "unfilled": frozenset({"system"}),
    },
    "accepted": {
        "open": frozenset({"interpreter", "system"}),
        "delivered": frozenset({"booker"}),
        "not_delivered": frozenset({"booker"}),
        "cancelled": frozenset({"booker"}),
    },
    "delivered": {},
    "not_delivered": {},
    "cancelled": {},
    "unfilled": {},
}

# Why an accepted assignment was not carried out; each side's absence is its own.
NOT_DELIVERED_CAUSES = frozenset(
    {"interpreter_absent", "participant_absent", "body_absent", "technical_failure"}
)


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """What the rules need to know of an assignment."""

    state: AssignmentState
    starts_at: datetime
    ends_at: datetime


def move(state: AssignmentState, target: AssignmentState, by: Party) -> Decision:
    """Whether this party may move an assignment from one state to another; time is judged elsewhere."""
    targets = ASSIGNMENT_MOVES[state]
    if target in targets:
        if by in targets[target]:
            return allowed(reason(target))
        return refused(reason("not_yours_to_decide", target=target, by=by))
    return refused(reason("no_such_move" if targets else "already_ended", state=state, target=target))


def may_give_back(facts: AssignmentFacts, by: Party, now: datetime) -> Decision:
    """Whether an accepted assignment may go back to the queue: before it starts."""
    moved = move(facts.state, "open", by)
    if not moved.allowed:
        return moved
    if now >= facts.starts_at:
        return refused(reason("already_started", starts_at=facts.starts_at))
    return allowed(reason("next_in_queue"))


def may_confirm(
    facts: AssignmentFacts, by: Party, outcome: Outcome, cause: str | None, now: datetime
) -> Decision:
    """Whether the booker may say how it went: only after the start, once, and with a cause when nothing came
    of it.

    An absence is known soon after the start, so one need not wait for the end; a delivery may end early.
    """
    moved = move(facts.state, outcome, by)
    if not moved.allowed:
        return moved
    if now < facts.starts_at:
        return refused(reason("not_started", starts_at=facts.starts_at))
    if outcome == "not_delivered" and cause not in NOT_DELIVERED_CAUSES:
        return refused(reason("cause_missing" if cause is None else "unknown_cause", cause=cause))
    if outcome == "delivered" and cause is not None:
        return refused(reason("cause_without_failure", cause=cause))
    return allowed(reason(outcome))


def counts_as_fact(facts: AssignmentFacts, now: datetime) -> Decision:
    """Whether the assignment stands in the denominator of the share of qualified interpreters (T1, T3).

    Delivered and confirmed only. The others say where they are shown instead: `counted_apart` (cancelled,
    unfilled, not delivered), `unconfirmed` (over, and nobody has said how it went), `not_over`.
    """
    match facts.state:
        case "delivered":
            return allowed(reason("delivered"))
        case "cancelled" | "unfilled" | "not_delivered":
            return refused(reason("counted_apart", state=facts.state))
        case "accepted" if now >= facts.ends_at:
            return refused(reason("unconfirmed"))
        case _:
            return refused(reason("not_over", state=facts.state))
