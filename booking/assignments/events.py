"""What is told of an assignment in the same transaction (core/events.py); calendars and the like hook on here.

A handler is `async def handler(session, actor, *, about, now)`, with one of these as `about`. The version is that of
the assignment after the event and never falls.
"""

from dataclasses import dataclass
from datetime import datetime

from tolkeregister.core.rules.oslo_time import Interval

ASSIGNMENT_RELEASED = "assignment.released"
STANDING_CHECKED = "assignment.checked"


@dataclass(frozen=True, slots=True)
class AssignmentReleased:
    """An accepted assignment is no longer this interpreter's: given back, or out of the register."""

    assignment_id: int
    number: str
    version: int
    interpreter_id: int
    period: Interval


@dataclass(frozen=True, slots=True)
class StandingChecked:
    """The register was asked about the start of an assignment as it was known then; `unknown` without an answer."""

    assignment_id: int
    number: str
    interpreter_id: int
    starts_at: datetime
    standing: str
    category: str | None
    is_repeat: bool
