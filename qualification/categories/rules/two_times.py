"""The category of an entry in two times: when it was so, and when the register knew it (rule Q8, feature 78)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qualification.categories.rules.derive import EvidenceFact, Span, history_for


@dataclass(frozen=True, slots=True)
class KnownEvidence:
    """Evidence, and the time the register knew of it in this shape; no end means it still does."""

    fact: EvidenceFact
    recorded_from: datetime
    recorded_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class KnownSpan:
    """A category in a valid period, as the register knew it in a recorded period."""

    category: str
    valid_from: datetime
    valid_to: datetime | None
    recorded_from: datetime
    recorded_to: datetime | None
    rule_version: str


def known_history(evidence: Sequence[KnownEvidence], *, language: str, type: str) -> tuple[KnownSpan, ...]:
    """Every category the register has ever said or says, each for the period it said so.

    At any (valid, known) point it equals `category_for` on the evidence known then. Periods known in the same shape by
    neighbouring stretches of recorded time are one row.
    """
    knots = sorted(
        {each.recorded_from for each in evidence} | {e.recorded_to for e in evidence if e.recorded_to}
    )
    finished: list[KnownSpan] = []
    standing: dict[tuple[str, datetime, datetime | None, str], datetime] = {}
    for knot in knots:
        facts = [each.fact for each in evidence if _is_known(each, knot)]
        said = {_shape(span) for span in history_for(facts, language=language, type=type)}
        for shape in [shape for shape in standing if shape not in said]:
            finished.append(_row(shape, standing.pop(shape), knot))
        for shape in said:
            standing.setdefault(shape, knot)
    finished.extend(_row(shape, since, None) for shape, since in standing.items())
    return tuple(sorted(finished, key=lambda row: (row.recorded_from, row.valid_from)))


def _is_known(evidence: KnownEvidence, at: datetime) -> bool:
    return evidence.recorded_from <= at and (evidence.recorded_to is None or at < evidence.recorded_to)


def _shape(span: Span) -> tuple[str, datetime, datetime | None, str]:
    return span.category, span.valid_from, span.valid_to, span.rule_version


def _row(
    shape: tuple[str, datetime, datetime | None, str], since: datetime, until: datetime | None
) -> KnownSpan:
    category, valid_from, valid_to, version = shape
    return KnownSpan(category, valid_from, valid_to, since, until, version)
