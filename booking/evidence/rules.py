"""Reading the evidence of one assignment from its first event to its last: the list it replays to.

The tables `offer` and `queue_place` hold where things stand and may be changed; the events may not. A test holds that
both say the same (rules B4 and B9).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

Answer = Literal["open", "accepted", "declined", "expired", "taken", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `number` is the interpreter's, where there is one."""

    id: int
    at: datetime
    kind: str
    number: str | None
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AskedOne:
    """One who was asked: when, until when, and how it ended. `told_circumstances` when there were some to weigh."""

    offer: int
    number: str
    round: int
    asked_at: datetime
    answer_by: datetime
    answer: Answer = "open"
    answered_at: datetime | None = None
    told_circumstances: bool = False


@dataclass(frozen=True, slots=True)
class SearchList:
    """Who was asked, in order; who stands where in the queue (None: not asked), and why not."""

    asked: tuple[AskedOne, ...] = ()
    places: Mapping[str, int | None] = field(default_factory=dict)
    why_not: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drawings: int = 0


def replay(events: Iterable[Event]) -> SearchList:
    """The list after all the events, in the order of their ids."""
    asked: dict[int, AskedOne] = {}
    places: dict[str, int | None] = {}
    why_not: dict[str, tuple[str, ...]] = {}
    drawings = 0
    for event in sorted(events, key=lambda each: each.id):
        match event.kind:
            case "queue_drawn":
                drawings += 1
                places |= {number: place for place, number in enumerate(event.details["places"], start=1)}
                places |= {number: None for number, _ in event.details["skipped"]}
                why_not |= {number: tuple(codes) for number, codes in event.details["skipped"]}
                why_not = {number: codes for number, codes in why_not.items() if places[number] is None}
            case "passed_over" if event.number is not None:
                places[event.number] = None
                why_not[event.number] = tuple(event.details["reasons"])
            case "asked" if event.number is not None:
                asked[event.details["offer"]] = _asked(event, event.number)
            case "answered" | "circumstances":
                offer = event.details["offer"]
                asked[offer] = _answered(asked[offer], event)
    return SearchList(tuple(asked.values()), places, why_not, drawings)


def _asked(event: Event, number: str) -> AskedOne:
    told = event.details
    return AskedOne(told["offer"], number, told["round"], event.at, datetime.fromisoformat(told["answer_by"]))


def _answered(one: AskedOne, event: Event) -> AskedOne:
    if event.kind == "circumstances":
        return replace(one, told_circumstances=True)
    return replace(one, answer=event.details["state"], answered_at=event.at)
