"""What is told of an accepted offer in the same transaction (core/events.py); calendars and checks hook on here."""

from dataclasses import dataclass

ASSIGNMENT_ACCEPTED = "assignment.accepted"


@dataclass(frozen=True, slots=True)
class AssignmentAccepted:
    """The assignment is this interpreter's. `category` is what the register said of its start just now."""

    assignment_id: int
    number: str
    version: int
    interpreter_id: int
    category: str | None
