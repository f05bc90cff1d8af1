"""Why a category is what it is, and what each better one lacks: «B because …; for A you lack …» (features 79, 84)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from qualification.categories.rules.derive import EvidenceFact, category_for, held_kinds, is_satisfied
from qualification.categories.rules.next_step import Way, ways_up
from qualification.categories.rules.schemes import CATEGORIES, SCHEMES, Category, Scheme, scheme_at
from tolkeregister.core.decisions import Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """A category with the kinds of evidence it rests on, the rule that says so, and every way up, nearest first."""

    category: Category | None
    because: tuple[str, ...]
    reasons: tuple[Reason, ...]  # when there is no category: why not
    ways: tuple[Way, ...]
    rule_version: str | None
    source: str
    rule_from: datetime | None

    def ways_to(self, category: str) -> tuple[Way, ...]:
        """The ways to one category; empty when none leads there now."""
        return tuple(way for way in self.ways if way.category == category)

    def facts(self) -> dict[str, object]:
        """As a decision holds it: codes only, to be put into words when it is shown.

        `lacking` has, by better category, the ways there: each a list of what is missing on it.
        """
        lacking: dict[str, list[list[str]]] = {}
        for way in self.ways:
            lacking.setdefault(way.category, []).append([code.removeprefix("missing_") for code in way.codes])
        return {
            "category": self.category, "because": list(self.because), "rule_version": self.rule_version,
            "reasons": [each.code for each in self.reasons], "lacking": lacking,
        }  # fmt: skip


def explain(
    evidence: Iterable[EvidenceFact], *, language: str, type: str, at: datetime, schemes: Sequence[Scheme] = SCHEMES
) -> Explanation:  # fmt: skip
    """The whole answer for one language and type at one instant; agrees with `category_for`."""
    facts = tuple(evidence)
    decision = category_for(facts, language=language, type=type, at=at, schemes=schemes)
    scheme = scheme_at(at, schemes)
    ways = ways_up(facts, language=language, type=type, at=at, schemes=schemes)
    held = held_kinds(facts, language=language, type=type, at=at)
    because = _because(scheme, type, held) if scheme and decision.category else ()
    return Explanation(
        decision.category, because, () if decision.category else decision.reasons, ways, decision.rule_version,
        scheme.source if scheme else "", scheme.valid_from if scheme else None,
    )  # fmt: skip


def steps_of(explanation: Explanation) -> tuple[tuple[Category, bool, bool], ...]:
    """The ladder from the lowest to the highest: (category, is reached, is where one stands)."""
    at = len(CATEGORIES) if explanation.category is None else CATEGORIES.index(explanation.category)
    return tuple(
        (category, CATEGORIES.index(category) >= at, category == explanation.category)
        for category in reversed(CATEGORIES)
    )


def _because(scheme: Scheme, type: str, held: frozenset[str]) -> tuple[str, ...]:
    """What of the evidence the first route that is satisfied uses."""
    for route in scheme.routes:
        if type in route.types and is_satisfied(route, held):
            return tuple(sorted(kind for need in route.needs for kind in need & held))
    return ()
