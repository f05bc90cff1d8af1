"""Evidence, language, type and time in; category A–E out, with reasons.

Rules Q1–Q10: computed, never typed; the highest category satisfied wins; a revoked licence counts no more
from the instant it is revoked; nothing lapses by time alone. The caller decides which records were *known*;
this module knows only when they were *valid*.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from qualification.categories.rules.schemes import (
    KINDS,
    PERSON_LEVEL,
    SCHEMES,
    TAO,
    TOSPRAAKTEST,
    TRANSLATOR,
    TYPES,
    Category,
    Route,
    Scheme,
    scheme_at,
)
from tolkeregister.core.decisions import Reason, reason

NORWEGIAN = frozenset({"no", "nb", "nn"})


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """One piece of evidence and the time `[valid_from, valid_to)` in which it holds.

    `language` is None for what belongs to the person (TAO) and a language tag for everything else. `type` is
    None for what belongs to the person; on other evidence None means speech, which was the only type until
    April 2023.
    """

    kind: str
    language: str | None
    type: str | None
    valid_from: datetime
    valid_to: datetime | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of evidence: {self.kind}")
        if self.type is not None and self.type not in TYPES:
            raise ValueError(f"unknown type of interpreting: {self.type}")
        if self.valid_from.tzinfo is None or (self.valid_to is not None and self.valid_to.tzinfo is None):
            raise ValueError("evidence needs instants with a time zone")

    def holds_at(self, at: datetime) -> bool:
        """Whether it is valid at this instant; the end is not included."""
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)

    def concerns(self, language: str, type: str) -> bool:
        """Whether it can count for an entry of this language and type (Q4)."""
        if self.kind in PERSON_LEVEL:
            return True
        return self.language == language and (self.type or "speech") == type


@dataclass(frozen=True, slots=True)
class CategoryDecision:
    """The category, or None when the evidence gives no right to an entry, with reasons and rule version."""

    category: Category | None
    reasons: tuple[Reason, ...]
    rule_version: str | None

    @property
    def codes(self) -> tuple[str, ...]:
        """The reason codes in order."""
        return tuple(each.code for each in self.reasons)


@dataclass(frozen=True, slots=True)
class Span:
    """A category from one instant to another; `valid_to` None means until something changes."""

    category: Category
    valid_from: datetime
    valid_to: datetime | None
    reasons: tuple[Reason, ...]
    rule_version: str


def category_for(
    evidence: Iterable[EvidenceFact], *, language: str, type: str, at: datetime, schemes: Sequence[Scheme] = SCHEMES
) -> CategoryDecision:  # fmt: skip
    """The highest category the evidence gives in one language and type at one instant (Q1, Q2)."""
    scheme = scheme_at(at, schemes)
    if scheme is None:
        return CategoryDecision(None, (reason("no_scheme_in_force", at=at),), None)
    return category_under(scheme, evidence, language=language, type=type, at=at)


def category_under(
    scheme: Scheme, evidence: Iterable[EvidenceFact], *, language: str, type: str, at: datetime
) -> CategoryDecision:
    """As `category_for`, by the rules of one scheme whether it is in force then or not."""
    if type not in TYPES:
        raise ValueError(f"unknown type of interpreting: {type}")
    if type == "speech" and language in NORWEGIAN:
        return CategoryDecision(None, (reason("norwegian_is_one_side", language=language),), scheme.version)
    held = held_kinds(evidence, language=language, type=type, at=at)
    for route in scheme.routes:
        if type in route.types and is_satisfied(route, held):
            why = reason(route.code, language=language, type=type, source=scheme.source)
            return CategoryDecision(route.category, (why,), scheme.version)
    return CategoryDecision(None, _why_none(held, type, scheme), scheme.version)


def held_kinds(evidence: Iterable[EvidenceFact], *, language: str, type: str, at: datetime) -> frozenset[str]:
    """The kinds of evidence that count for one language and type at one instant."""
    return frozenset(each.kind for each in evidence if each.concerns(language, type) and each.holds_at(at))


def is_satisfied(route: Route, held: frozenset[str]) -> bool:
    """Whether everything a route needs is held."""
    return all(need & held for need in route.needs)


def _why_none(held: frozenset[str], type: str, scheme: Scheme) -> tuple[Reason, ...]:
    """Why evidence gives no category: one code for each thing that is lacking (Q3, Q5)."""
    if not held:
        return (reason("no_evidence"),)
    if not any(type in route.types for route in scheme.routes):
        return (reason("type_not_open", type=type),)
    reasons = []
    if "bevilling" in held:
        reasons.append(reason("authorisation_exam_not_open", type=type))
    if type == "speech" and held & (TOSPRAAKTEST | TRANSLATOR):
        reasons.append(reason("tao_missing"))
    elif held == TAO:
        reasons.append(reason("language_evidence_missing"))
    return tuple(reasons) or (reason("evidence_not_for_type", type=type),)


def history_for(
    evidence: Sequence[EvidenceFact], *, language: str, type: str, schemes: Sequence[Scheme] = SCHEMES
) -> tuple[Span, ...]:
    """The category as a step function of time; a time that no span covers has no category.

    At every instant it equals `category_for`; neighbouring spans differ in category, in reason or in both.
    """
    spans: list[Span] = []
    instants = _instants_of_change(evidence, schemes)
    for starts_at, ends_at in zip(instants, (*instants[1:], None), strict=True):
        decision = category_for(evidence, language=language, type=type, at=starts_at, schemes=schemes)
        if decision.category is None or decision.rule_version is None:
            continue
        last = spans[-1] if spans else None
        if last and last.valid_to == starts_at and _same_ground(last, decision):
            spans[-1] = Span(last.category, last.valid_from, ends_at, last.reasons, last.rule_version)
        else:
            spans.append(Span(decision.category, starts_at, ends_at, decision.reasons, decision.rule_version))
    return tuple(spans)


def _instants_of_change(evidence: Iterable[EvidenceFact], schemes: Iterable[Scheme]) -> list[datetime]:
    """Every instant at which evidence or the rules may change, in order and in UTC."""
    instants = {scheme.valid_from.astimezone(UTC) for scheme in schemes}
    for each in evidence:
        instants.add(each.valid_from.astimezone(UTC))
        if each.valid_to is not None:
            instants.add(each.valid_to.astimezone(UTC))
    return sorted(instants)


def _same_ground(span: Span, decision: CategoryDecision) -> bool:
    """Whether a span can go on: a new version of the rules that changes nothing for it is no new span."""
    return span.category == decision.category and tuple(r.code for r in span.reasons) == decision.codes
