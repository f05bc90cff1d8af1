"""When the conversation began and ended, as its events tell it: a proposal that both sides confirm (feature 51).

Silence proves nothing: a room nobody used says nothing of a conversation that went on by telephone (failure mode 15).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tolkeregister.core.decisions import Reason, reason

ROUND = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the room: kind, the role of whom it is about, and when."""

    kind: str
    role: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """From when to when the interpreter and somebody else were there together, in whole minutes; None when never."""

    started_at: datetime | None
    ended_at: datetime | None
    reasons: tuple[Reason, ...]


def proposed(events: Iterable[Happened]) -> Proposal:
    """The first instant that interpreter and another were both inside, and the last that they were."""
    here = {"interpreter": 0, "other": 0}
    started: datetime | None = None
    ended: datetime | None = None
    for each in sorted(events, key=lambda event: event.at):
        side = "interpreter" if each.role == "interpreter" else "other"
        together = all(here.values())
        if each.kind == "joined":
            here[side] += 1
        elif each.kind in ("left", "removed", "revoked"):
            here[side] = max(0, here[side] - 1)
        elif each.kind == "ended":
            here = dict.fromkeys(here, 0)
        if not together and all(here.values()):
            started = started or each.at
            ended = None
        elif together and not all(here.values()):
            ended = each.at
    if started is None:
        return Proposal(None, None, (reason("never_together"),))
    if ended is None:
        return Proposal(_whole(started), None, (reason("still_together"),))
    return Proposal(_whole(started), max(_whole(ended), _whole(started)), (reason("from_the_room"),))


def troubles(events: Sequence[Happened]) -> int:
    """How many times something failed."""
    return sum(each.kind in ("trouble", "cannot") for each in events)


def _whole(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
