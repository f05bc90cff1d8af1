"""What is told in the same transaction (core/events.py): an offer was accepted, or nobody is left to ask."""

from dataclasses import dataclass

ASSIGNMENT_ACCEPTED = "assignment.accepted"
ASSIGNMENT_UNFILLED = "assignment.unfilled"


@dataclass(frozen=True, slots=True)
class AssignmentAccepted:
    """The assignment is this interpreter's. `category` is what the register said of its start just now."""

    assignment_id: int
    number: str
    version: int
    interpreter_id: int
    category: str | None


@dataclass(frozen=True, slots=True)
class AssignmentUnfilled:
    """Nobody who may be asked is left, or it has begun."""

    assignment_id: int
    number: str
