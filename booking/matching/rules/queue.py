"""Best qualified first: in which order interpreters are asked, and why others are not.

Rules B9 and S1: category A before B and so on to E. Inside a category those known to be free before those who
have stated no hours; then what was asked for; for in-person the travel; then a draw that anyone can repeat.
Never name, never pay, never the order of the input.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from booking.availability.rules import Availability
from booking.matching.rules.travel import km_bucket
from tolkeregister.core.decisions import Reason, reason

Category = Literal["A", "B", "C", "D", "E"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked for beyond language and time; a must excludes, a wish orders inside the category.

    `value` is a gender code, a subject code or an interpreter number; for clearance it is not read.
    """

    kind: Literal["gender", "subject", "clearance", "interpreter"]
    value: str = ""
    is_must: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the queue needs to know of one interpreter, judged for the time of the assignment.

    `category` is the one in the wanted language and type, None without an entry there; `is_listed` is whether
    that entry stands at the start; `km` is the estimated road distance, None when not known.
    """

    number: str
    category: Category | None
    is_listed: bool
    availability: Availability
    modes: frozenset[str]
    gender: str
    subjects: frozenset[str] = frozenset()
    has_clearance: bool = False
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `drawn_on` is the Norwegian date of sending, which seeds the draw."""

    language: str
    type: str
    mode: str
    drawn_on: date
    least_category: Category = "E"
    asks: tuple[Ask, ...] = ()
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the queue, 1 first."""

    position: int
    number: str
    category: Category
    availability: Literal["free", "not_stated"]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """One who is not asked, with every reason."""

    number: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """Everyone given, each exactly once: placed or skipped."""

    places: tuple[Place, ...]
    skipped: tuple[Skipped, ...]


def draw(drawn_on: date, number: str, language: str, type: str) -> str:
    """The lot of one interpreter, as 64 hexadecimal digits; the lowest is asked first.

    SHA-256 of `date|number|language|type`, so that the queue can be replayed and nobody can choose the
    result.
    """
    return sha256(f"{drawn_on.isoformat()}|{number}|{language}|{type}".encode()).hexdigest()


def queue_for(wanted: Wanted, candidates: Iterable[Candidate]) -> Queue:
    """The queue for one assignment; the same candidates in any order give the same queue."""
    everyone = tuple(candidates)
    if len({each.number for each in everyone}) < len(everyone):
        raise ValueError("an interpreter may stand in a queue only once")
    places: list[tuple[_Key, Candidate]] = []
    skipped: list[tuple[str, Skipped]] = []
    for each in everyone:
        lot = draw(wanted.drawn_on, each.number, wanted.language, wanted.type)
        against = why_skipped(wanted, each)
        if against or each.category is None:
            skipped.append((lot, Skipped(each.number, against)))
        else:
            places.append(((*_merits(wanted, each), lot, each.number), each))
    places.sort(key=lambda placed: placed[0])
    return Queue(
        tuple(_place(n, key, wanted, each) for n, (key, each) in enumerate(places, start=1)),
        tuple(each for _, each in sorted(skipped, key=lambda pair: (pair[0], pair[1].number))),
    )


_Key = tuple[str, bool, int, int, str, str]


def _merits(wanted: Wanted, each: Candidate) -> tuple[str, bool, int, int]:
    """Category, free or not stated, wishes not met, distance: smaller is earlier."""
    return (
        each.category or "",
        each.availability.state == "not_stated",
        sum(not _meets(ask, each) for ask in wanted.asks if not ask.is_must),
        km_bucket(each.km) if wanted.mode == "in_person" else 0,
    )


def _place(position: int, key: _Key, wanted: Wanted, each: Candidate) -> Place:
    """A place with what put it there, in the order in which it counts."""
    assert each.category is not None
    state: Literal["free", "not_stated"] = "not_stated" if key[1] else "free"
    reasons = [reason("category", category=each.category), reason(state)]
    reasons += [
        reason("wish_met" if _meets(ask, each) else "wish_not_met", kind=ask.kind, value=ask.value)
        for ask in wanted.asks
        if not ask.is_must
    ]
    if wanted.mode == "in_person":
        reasons.append(reason("travel", bucket=key[3], km=None if each.km is None else round(each.km)))
    reasons.append(reason("draw", lot=key[4]))
    return Place(position, each.number, each.category, state, tuple(reasons))


def _meets(ask: Ask, each: Candidate) -> bool:
    match ask.kind:
        case "gender":
            return each.gender == ask.value
        case "subject":
            return ask.value in each.subjects
        case "clearance":
            return each.has_clearance
        case "interpreter":
            return each.number == ask.value


def why_skipped(wanted: Wanted, each: Candidate) -> tuple[Reason, ...]:
    """Every reason not to ask this interpreter; empty for one who is to be asked.

    A booker who leaves someone out owes no reason, so none is given. Not listed says nothing of why (P1).
    """
    if each.category is None:
        return (reason("language", language=wanted.language, type=wanted.type),)
    reasons: list[Reason] = []
    if not each.is_listed:
        reasons.append(reason("not_listed_then"))
    if each.category > wanted.least_category:
        reasons.append(reason("below_least_category", category=each.category, least=wanted.least_category))
    if wanted.mode not in each.modes:
        reasons.append(reason("mode", mode=wanted.mode))
    reasons += [reason(f"{ask.kind}_required", value=ask.value) for ask in _unmet_musts(wanted.asks, each)]
    if each.number in wanted.excluded:
        reasons.append(reason("left_out_by_booker"))
    if each.availability.state == "busy":
        reasons.extend(each.availability.reasons)
    return tuple(reasons)


def _unmet_musts(asks: Sequence[Ask], each: Candidate) -> list[Ask]:
    return [ask for ask in asks if ask.is_must and not _meets(ask, each)]
