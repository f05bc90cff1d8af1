"""When the conversation began and ended, as its events tell it: a proposal that both sides confirm (feature 51).

Silence proves nothing: a room nobody used says nothing of a conversation that went on by telephone (failure mode 15).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tolkeregister.core.decisions import Reason, reason


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the room: kind, the role and the seat of whom it is about, and when."""

    kind: str
    role: str | None
    at: datetime
    seat: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """From when to when the interpreter and somebody else were there together, in whole minutes; None when never."""

    started_at: datetime | None
    ended_at: datetime | None
    reasons: tuple[Reason, ...]


def proposed(events: Iterable[Happened], *, agreed: datetime, is_due: bool = True) -> Proposal:
    """The first instant that an interpreter and another were both inside, and the last that they were.

    Whoever relieves or replaces the interpreter is an interpreter as well. What happened before the agreed start was
    trying the equipment. An assignment that was cancelled, or that nobody has, proposes nothing.
    """
    if not is_due:
        return Proposal(None, None, (reason("not_due"),))
    here: dict[int | None, str] = {}
    started: datetime | None = None
    ended: datetime | None = None
    for each in sorted(events, key=lambda event: event.at):
        was = _together(here)
        if each.kind == "joined":
            here[each.seat] = each.role or ""
        elif each.kind in ("left", "removed", "revoked"):
            here.pop(each.seat, None)
        elif each.kind == "ended":
            here.clear()
        if not was and _together(here):
            started, ended = started or each.at, None
        elif was and not _together(here):
            ended = each.at
            started = started if ended > agreed else None
    if started is None:
        return Proposal(None, None, (reason("never_together"),))
    first = _whole(max(started, agreed))
    if ended is None:
        return Proposal(first, None, (reason("still_together"),))
    return Proposal(first, max(_whole(ended), first), (reason("from_the_room"),))


def _together(here: Mapping[int | None, str]) -> bool:
    roles = [role == "interpreter" for role in here.values()]
    return any(roles) and not all(roles)


def troubles(events: Sequence[Happened]) -> int:
    """How many times something failed."""
    return sum(each.kind in ("trouble", "cannot") for each in events)


def _whole(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
