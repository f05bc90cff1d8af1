"""What is told of an assignment in the same transaction (core/events.py); calendars and the like hook on here.

A handler is `async def handler(session, actor, *, about, now)`, with one of these as `about`. The version is that of
the assignment after the event and never falls.
"""

from dataclasses import dataclass

from tolkeregister.core.rules.oslo_time import Interval

ASSIGNMENT_RELEASED = "assignment.released"


@dataclass(frozen=True, slots=True)
class AssignmentReleased:
    """An accepted assignment is no longer this interpreter's: given back, or out of the register."""

    assignment_id: int
    number: str
    version: int
    interpreter_id: int
    period: Interval
