"""Best qualified first: in which order interpreters are asked, and why others are not.

Rules B9 and S1: category A before B and so on to E. Inside a category those whose police certificate the body has
seen, where it needs one (PA3); those known to be free before those who have stated no hours; then what was asked for;
for in-person the travel; then a draw that anyone can repeat. Never name, never pay, never the order of the input.
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
# What an assignment asks of a police certificate: nothing; that it is shown before the assignment begins; or that the
# body has seen it before anybody is asked.
Certificate = Literal["not_required", "before_start", "before_asking"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked for beyond language and time; a must excludes, a wish orders inside the category.

    `value` is a gender code, a subject code or an interpreter number; for clearance it is not read. Of several
    musts of one kind one is enough: whoever names two interpreters is content with either.
    """

    kind: Literal["gender", "subject", "clearance", "interpreter"]
    value: str = ""
    is_must: bool = False


@dataclass(frozen=True, slots=True)
class InMode:
    """Whether there is time in a mode other than the one asked for first."""

    mode: str
    availability: Availability


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the queue needs to know of one interpreter, judged for the time of the assignment.

    `category` is the one in the wanted language and type, None without an entry there; `is_listed` is whether
    that entry stands at the start; `availability` is for the mode asked for first and `otherwise` for other modes
    (travel makes a difference); `km` is the estimated road distance, None when not known; `has_certificate` is
    whether the body has seen the police certificate it needs.
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
    otherwise: tuple[InMode, ...] = ()
    has_certificate: bool = False

    def available_in(self, mode: str) -> Availability:
        """Whether there is time in this mode."""
        return next((each.availability for each in self.otherwise if each.mode == mode), self.availability)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `drawn_on` is the Norwegian date of sending, which seeds the draw.

    `mode` is the first choice and `other_modes` those that will also do, best first: a wish like any other.
    """

    language: str
    type: str
    mode: str
    drawn_on: date
    least_category: Category = "E"
    asks: tuple[Ask, ...] = ()
    excluded: frozenset[str] = frozenset()
    other_modes: tuple[str, ...] = ()
    certificate: Certificate = "not_required"

    @property
    def modes(self) -> tuple[str, ...]:
        """Every mode that will do, best first."""
        return (self.mode, *self.other_modes)


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the queue, 1 first; `mode` is the one this interpreter is asked for."""

    position: int
    number: str
    category: Category
    availability: Literal["free", "not_stated"]
    reasons: tuple[Reason, ...]
    mode: str


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


_Key = tuple[str, bool, bool, int, int, int, str, str]


def _merits(wanted: Wanted, each: Candidate) -> tuple[str, bool, bool, int, int, int]:
    """Category, certificate to be shown, free or not stated, wishes not met, mode, distance: smaller is earlier."""
    mode = mode_for(wanted, each)
    choice = wanted.modes.index(mode)
    return (
        each.category or "",
        wanted.certificate != "not_required" and not each.has_certificate,
        each.available_in(mode).state == "not_stated",
        sum(not _meets(ask, each) for ask in wanted.asks if not ask.is_must) + (choice > 0),
        choice,
        km_bucket(each.km) if mode == "in_person" else 0,
    )


def mode_for(wanted: Wanted, each: Candidate) -> str:
    """The best of the wanted modes that the interpreter takes and has time for; the first when there is none."""
    for mode in wanted.modes:
        if mode in each.modes and each.available_in(mode).state != "busy":
            return mode
    return next((mode for mode in wanted.modes if mode in each.modes), wanted.mode)


def _place(position: int, key: _Key, wanted: Wanted, each: Candidate) -> Place:
    """A place with what put it there, in the order in which it counts."""
    assert each.category is not None
    mode = wanted.modes[key[4]]
    state: Literal["free", "not_stated"] = "not_stated" if key[2] else "free"
    reasons = [reason("category", category=each.category)]
    if wanted.certificate != "not_required":
        reasons.append(reason("certificate_to_be_shown" if key[1] else "certificate_seen"))
    reasons.append(reason(state))
    reasons += [
        reason("wish_met" if _meets(ask, each) else "wish_not_met", kind=ask.kind, value=ask.value)
        for ask in wanted.asks
        if not ask.is_must
    ]
    if wanted.other_modes:
        reasons.append(reason("wish_not_met" if key[4] else "wish_met", kind="mode", value=mode))
    if mode == "in_person":
        reasons.append(reason("travel", bucket=key[5], km=None if each.km is None else round(each.km)))
    reasons.append(reason("draw", lot=key[6]))
    return Place(position, each.number, each.category, state, tuple(reasons), mode)


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
    if each.modes.isdisjoint(wanted.modes):
        reasons.append(reason("mode", mode=wanted.mode))
    reasons += [reason(f"{ask.kind}_required", value=ask.value) for ask in _unmet_musts(wanted.asks, each)]
    if wanted.certificate == "before_asking" and not each.has_certificate:
        reasons.append(reason("police_certificate"))
    if each.number in wanted.excluded:
        reasons.append(reason("left_out_by_booker"))
    availability = each.available_in(mode_for(wanted, each))
    if availability.state == "busy":
        reasons.extend(availability.reasons)
    return tuple(reasons)


def _unmet_musts(asks: Sequence[Ask], each: Candidate) -> list[Ask]:
    """The musts of every kind of which none is met, each kind once."""
    musts: dict[str, list[Ask]] = {}
    for ask in asks:
        if ask.is_must:
            musts.setdefault(ask.kind, []).append(ask)
    return [kind[0] for kind in musts.values() if not any(_meets(ask, each) for ask in kind)]
