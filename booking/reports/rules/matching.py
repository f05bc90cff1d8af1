"""When a reported row and an assignment booked here are one and the same (feature 105).

Sure: the same body, interpreter, start and language. The row is then not counted a second time. Nearly: all but one of
them, with starts at most an hour apart; a person decides. The statements `same_for_sure.sql` and `same_perhaps.sql` ask
the same of many rows at once, and a test compares them with this.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

NEAR = timedelta(minutes=60)

Likeness = Literal["sure", "perhaps", "no"]


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells an assignment from others. The number is None when nobody said who interpreted."""

    organisation_id: int | None
    interpreter_number: str | None
    started_at: datetime
    language_tag: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer, and in what the two differ: `interpreter`, `time` or `language`."""

    likeness: Likeness
    differs: tuple[str, ...] = ()


def compare(reported: Traits, booked: Traits) -> Comparison:
    """Whether they are one assignment. Rows about a body that is not known here are never one of ours."""
    if reported.organisation_id is None or reported.organisation_id != booked.organisation_id:
        return Comparison("no")
    differs = tuple(
        name
        for name, is_same in (
            ("interpreter", reported.interpreter_number == booked.interpreter_number),
            ("time", reported.started_at == booked.started_at),
            ("language", reported.language_tag == booked.language_tag),
        )
        if not is_same
    )
    if not differs:
        return Comparison("sure")
    # another interpreter's number at the same time is another assignment; only silence leaves it open
    is_silent = reported.interpreter_number is None
    is_near = abs(reported.started_at - booked.started_at) <= NEAR
    if len(differs) == 1 and is_near and (differs[0] != "interpreter" or is_silent):
        return Comparison("perhaps", differs)
    return Comparison("no", differs)
