"""What is told when an assignment is moved, changed or cancelled, in the same transaction (core/events.py).

A handler is `async def handler(session, actor, *, about, now)`, with one of these as `about`. What has only been
proposed is no event: the old agreement stands until the interpreter's yes.
"""

from dataclasses import dataclass

from tolkeregister.core.rules.oslo_time import Interval

ASSIGNMENT_MOVED = "assignment.moved"
ASSIGNMENT_CHANGED = "assignment.changed"
ASSIGNMENT_CANCELLED = "assignment.cancelled"


@dataclass(frozen=True, slots=True)
class AssignmentMoved:
    """The time is another; `fields` names all that changed with it. `interpreter_id` is None while nobody has it."""

    assignment_id: int
    number: str
    version: int
    interpreter_id: int | None
    before: Interval
    after: Interval
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssignmentChanged:
    """Something else than the time is another: mode, place, address, theme or participants."""

    assignment_id: int
    number: str
    version: int
    interpreter_id: int | None
    period: Interval
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssignmentCancelled:
    """It will not take place. `version` is one more than the last it stood in."""

    assignment_id: int
    number: str
    version: int
    interpreter_id: int | None
    period: Interval
    reason: str
