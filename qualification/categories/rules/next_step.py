"""What is missing for the next category, so that an interpreter can see the way up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from qualification.categories.rules.derive import EvidenceFact, category_for, held_kinds, is_satisfied
from qualification.categories.rules.schemes import CATEGORIES, SCHEMES, Category, Route, Scheme, scheme_at
from tolkeregister.core.decisions import Reason, reason

# The kind a person is told to get where several would do.
_PREFERRED = {"foreign_bachelor": "bachelor"}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a better category: all of `missing` is needed, by reason codes `missing_<kind>`."""

    category: Category
    missing: tuple[Reason, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The reason codes in order."""
        return tuple(each.code for each in self.missing)


@dataclass(frozen=True, slots=True)
class NextStep:
    """Where one is and what may come next; `ways` are alternatives, empty when there is no way up."""

    current: Category | None
    next: Category | None
    ways: tuple[Way, ...]
    reasons: tuple[Reason, ...]


def next_step(
    evidence: Iterable[EvidenceFact], *, language: str, type: str, at: datetime, schemes: Sequence[Scheme] = SCHEMES
) -> NextStep:  # fmt: skip
    """The nearest better category and every way to it.

    A way counts by what it *gives*: for one who holds the grunnemne the licence gives B at once, so C is not
    named.
    """
    facts = tuple(evidence)
    decision = category_for(facts, language=language, type=type, at=at, schemes=schemes)
    ways = ways_up(facts, language=language, type=type, at=at, schemes=schemes)
    if not ways:
        why = "highest_category" if decision.category == "A" else "no_higher_category_open"
        if decision.category is None:
            return NextStep(None, None, (), decision.reasons)
        return NextStep(decision.category, None, (), (reason(why, type=type),))
    nearest = max(way.category for way in ways)  # letters: the greatest is the lowest category
    return NextStep(decision.category, nearest, tuple(w for w in ways if w.category == nearest), ())


def ways_up(
    evidence: Iterable[EvidenceFact], *, language: str, type: str, at: datetime, schemes: Sequence[Scheme] = SCHEMES
) -> tuple[Way, ...]:  # fmt: skip
    """Every way to every better category, nearest category first; none asks for more than it needs to."""
    facts = tuple(evidence)
    scheme = scheme_at(at, schemes)
    decision = category_for(facts, language=language, type=type, at=at, schemes=schemes)
    if scheme is None or (decision.category is None and "norwegian_is_one_side" in decision.codes):
        return ()
    held = held_kinds(facts, language=language, type=type, at=at)
    lacking = {_lacking(route, held) for route in scheme.routes if type in route.types}
    gains = [(_given(scheme, type, held | kinds), kinds) for kinds in lacking if kinds]
    better = [
        (category, kinds)
        for category, kinds in gains
        if _rank(category) < _rank(decision.category) and not _asks_too_much(category, kinds, gains)
    ]
    better.sort(key=lambda each: (-_rank(each[0]), len(each[1]), sorted(each[1])))
    return tuple(
        Way(category, tuple(reason(f"missing_{kind}") for kind in sorted(kinds)))
        for category, kinds in better
        if category is not None
    )


def _lacking(route: Route, held: frozenset[str]) -> frozenset[str]:
    """One kind for every need of the route that is not met."""
    return frozenset(_PREFERRED.get(kind, kind) for need in route.needs if not need & held for kind in need)


def _given(scheme: Scheme, type: str, held: frozenset[str]) -> Category | None:
    """The category these kinds would give."""
    for route in scheme.routes:
        if type in route.types and is_satisfied(route, held):
            return route.category
    return None


def _asks_too_much(
    category: Category | None, kinds: frozenset[str], gains: list[tuple[Category | None, frozenset[str]]]
) -> bool:
    """Whether some other way gives at least as much for a part of the same."""
    return any(_rank(other) <= _rank(category) and fewer < kinds for other, fewer in gains)


def _rank(category: Category | None) -> int:
    """0 for A, rising; no category comes last."""
    return len(CATEGORIES) if category is None else CATEGORIES.index(category)
