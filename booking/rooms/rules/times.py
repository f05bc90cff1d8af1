"""From when to when the conversation was, as the body and the interpreter each say it (feature 51).

The room proposes; each side says what it says, and neither writes over the other. Silence is not a yes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from tolkeregister.core.decisions import Decision, allowed, reason, refused
from tolkeregister.core.rules.oslo_time import Ambiguous, Instant, in_oslo, wall_clock

Side = Literal["body", "interpreter"]
Standing = Literal["nobody", "body_only", "interpreter_only", "agreed", "disagreed"]
LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Times:
    """From when to when, in whole minutes."""

    started_at: datetime
    ended_at: datetime


def may_state(state: str, side: Side, starts_at: datetime, now: datetime) -> Decision:
    """Whether a side may say when it was: from the agreed start on, of what was not called off.

    An interpreter may also say it of a conversation that the body says did not take place.
    """
    open_to = {"accepted", "delivered"} | ({"not_delivered"} if side == "interpreter" else set())
    if state not in open_to:
        return refused(reason("no_times_of_this", state=state))
    if now < starts_at:
        return refused(reason("not_started", starts_at=starts_at))
    return allowed(reason("may_state_times"))


def are_possible(said: Times, *, opens_at: datetime, now: datetime) -> Decision:
    """Whether it can have been then: the end after the start, not before the room opened, and over by now."""
    if said.ended_at <= said.started_at or said.ended_at - said.started_at > LONGEST:
        return refused(reason("end_before_start", field="ended_at"))
    if said.started_at < opens_at:
        return refused(reason("before_the_room_opened", field="started_at", at=opens_at))
    if said.ended_at > now:
        return refused(reason("times_not_over", field="ended_at"))
    return allowed(reason("possible"))


def needs_why(said: Times, *, other: Times | None, proposed: Times | None) -> bool:
    """Whoever says otherwise than the other side, or than the room when the other is silent, says why."""
    before = other or proposed
    return before is not None and said != before


def standing(body: Times | None, interpreter: Times | None) -> Standing:
    """Where the two stand. Times that differ by a minute differ: nobody's word is rounded to the other's."""
    if body is None and interpreter is None:
        return "nobody"
    if interpreter is None:
        return "body_only"
    if body is None:
        return "interpreter_only"
    return "agreed" if body == interpreter else "disagreed"


def times_on(first: int, last: int, *, agreed: datetime) -> Times:
    """Two readings of the clock, in minutes of a day, as the instants nearest to the agreed start, and the next end.

    A clock that shows a time twice or never (the nights it is set) means the instant that is nearest as well.
    """
    start = min(_readings(first, agreed), key=lambda at: abs(at - agreed))
    later = [at for at in _readings(last, start) if at > start]
    return Times(start, min(later, default=start))


def _readings(minute: int, around: datetime) -> list[datetime]:
    found = []
    for days in (-1, 0, 1, 2):
        match wall_clock(in_oslo(around).date() + timedelta(days=days), minute):
            case Instant(at):
                found.append(at)
            case Ambiguous(earlier, later):
                found += [earlier, later]
            case missing:
                found.append(missing.jump)
    return found
