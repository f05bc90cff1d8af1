"""Which reminder of an assignment is due: the day before and shortly before, each with a last moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tolkeregister.core.decisions import Decision, allowed, reason, refused


@dataclass(frozen=True, slots=True)
class ReminderTime:
    """One kind of reminder: sent from so many minutes before the start, and not later than so many."""

    kind: str
    minutes_before: int
    latest_minutes_before: int


def due_reminder(
    starts_at: datetime, agreed_at: datetime, times: Iterable[ReminderTime], now: datetime
) -> Decision:
    """Which kind of reminder is due now, as the reason's code, or why none is.

    Whoever agreed, or was told of a change, after a reminder would have come, needs none: that message is the newer
    one. Minutes are real ones, also across a change of the clock.
    """
    if now >= starts_at:
        return refused(reason("already_started", starts_at=starts_at))
    against = reason("not_yet", starts_at=starts_at)
    for each in sorted(times, key=lambda time: time.minutes_before):
        due = starts_at - timedelta(minutes=each.minutes_before)
        if now < due:
            continue
        if now >= starts_at - timedelta(minutes=each.latest_minutes_before):
            return refused(reason("too_late", kind=each.kind))
        if agreed_at > due:
            return refused(reason("agreed_later", kind=each.kind))
        return allowed(reason(each.kind, due=due))
    return refused(against)
