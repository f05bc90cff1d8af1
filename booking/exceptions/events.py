"""What is told of an exception in the same transaction (core/events.py): somebody outside the register has the order.

A handler is `async def handler(session, actor, *, about, now)`, with the class below as `about`.
"""

from dataclasses import dataclass

from tolkeregister.core.rules.oslo_time import Interval

ASSIGNMENT_TAKEN_OVER = "assignment.taken_over"


@dataclass(frozen=True, slots=True)
class AssignmentTakenOver:
    """Somebody outside the register interprets; it may have begun, or be over, when it is recorded."""

    assignment_id: int
    number: str
    version: int
    period: Interval
