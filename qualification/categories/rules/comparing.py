"""What another set of rules would give: entry by entry, and in numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qualification.categories.rules.derive import EvidenceFact, category_under
from qualification.categories.rules.schemes import CATEGORIES, Scheme


@dataclass(frozen=True, slots=True)
class Subject:
    """One entry that the rules are asked about; `said` is the category the register says it has then."""

    number: str
    name: str
    language_tag: str
    type: str
    person_id: int
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry whose category is another by the other rules; None is no category, hence no place in the register."""

    subject: Subject
    before: str | None
    after: str | None

    @property
    def is_lower(self) -> bool:
        """Whether somebody loses by it."""
        return rank(self.after) > rank(self.before)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, those who lose first; how many entries were asked about; and each (before, after) counted."""

    differences: tuple[Difference, ...]
    entries: int
    moves: tuple[tuple[str | None, str | None, int], ...]

    @property
    def lower(self) -> int:
        """How many would get a lower category, or none."""
        return sum(each.is_lower for each in self.differences)

    @property
    def people(self) -> int:
        """How many people it concerns."""
        return len({each.subject.person_id for each in self.differences})


def rank(category: str | None) -> int:
    """0 for A, rising; no category comes last."""
    return len(CATEGORIES) if category is None else CATEGORIES.index(category)


def compare(
    subjects: Iterable[Subject], evidence: Mapping[int, Sequence[EvidenceFact]], *, before: Scheme | None,
    after: Scheme, at: datetime,
) -> Comparison:  # fmt: skip
    """What `after` gives at an instant against `before`, or against what the register says when `before` is None."""
    found, asked = [], 0
    for each in subjects:
        asked += 1
        facts = evidence.get(each.person_id, ())
        was = _under(before, facts, each, at) if before else each.said
        becomes = _under(after, facts, each, at)
        if was != becomes:
            found.append(Difference(each, was, becomes))
    found.sort(key=lambda each: (not each.is_lower, rank(each.before), rank(each.after), each.subject.number))
    moves = Counter((each.before, each.after) for each in found)
    ordered = sorted(moves.items(), key=lambda each: (rank(each[0][0]), rank(each[0][1])))
    return Comparison(tuple(found), asked, tuple((*pair, count) for pair, count in ordered))


def _under(scheme: Scheme, facts: Sequence[EvidenceFact], each: Subject, at: datetime) -> str | None:
    return category_under(scheme, facts, language=each.language_tag, type=each.type, at=at).category
