"""Precision and recall of the matching of candidates, on the labelled set. Nothing here is about time."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import date

from benchmarks.matching_set import Labelled, labelled_set
from benchmarks.registry import Result, benchmark
from qualification.imports.rules.matching import Judged, Known, Verdict, judge
from tolkeregister.core.rules.sort_key import fold

ON = date(2026, 11, 21)
LEAST_RECALL, LEAST_FIRST = 0.97, 0.80


@dataclass(slots=True)
class Counts:
    """What became of what was said: linked to the right and the wrong person, asked about with and without the right
    one among those proposed (and first), left alone rightly and wrongly."""

    said: int = 0
    linked_right: int = 0
    linked_wrong: int = 0
    asked_right: int = 0
    asked_first: int = 0
    asked_wrong: int = 0
    left_right: int = 0
    left_wrong: int = 0
    strangers_asked: int = 0

    def add(self, label: Labelled, found: Judged) -> None:
        """Count one."""
        self.said += 1
        self.strangers_asked += label.person_id is None and found.verdict is not Verdict.NOBODY
        people = [each.person_id for each in found.options]
        if found.verdict is Verdict.CERTAIN:
            self.linked_right += people[0] == label.person_id
            self.linked_wrong += people[0] != label.person_id
        elif found.verdict is Verdict.UNSURE:
            self.asked_right += label.person_id in people
            self.asked_first += people[0] == label.person_id
            self.asked_wrong += label.person_id not in people
        else:
            self.left_right += label.person_id is None
            self.left_wrong += label.person_id is not None

    @property
    def precision(self) -> float:
        """Of those linked without a person asking, the part that was right."""
        return self.linked_right / max(1, self.linked_right + self.linked_wrong)

    @property
    def recall(self) -> float:
        """Of those who are in the register, the part that was linked or proposed."""
        there = self.said - self.left_right - self.strangers_asked
        return (self.linked_right + self.asked_right) / max(1, there)


def measured() -> tuple[Counts, dict[str, Counts]]:
    """Counts over the whole set, and by difficulty."""
    register, said = labelled_set()
    near = Register(register)
    total, by_kind = Counts(), defaultdict[str, Counts](Counts)
    for label in said:
        found = judge(label.said, near.like(label), on=ON)
        for counts in (total, by_kind[label.kind]):
            counts.add(label, found)
    return total, dict(by_kind)


class Register:
    """The people that resemble what was said, found as the database finds them."""

    def __init__(self, people: Iterable[Known]) -> None:
        self.by: dict[object, set[Known]] = defaultdict(set)
        for each in people:
            for key in (each.national_id, each.born_on, fold(f"{each.given_name} {each.family_name}")):
                self.by[key].add(each)

    def like(self, label: Labelled) -> set[Known]:
        """With the number, born on the day, or of the very name."""
        said = label.said
        keys = (said.national_id, said.born_on, fold(f"{said.given_name} {said.family_name}"))
        return set().union(*(self.by.get(key, set()) for key in keys if key))


@benchmark("matching")
async def matching() -> AsyncIterator[Result]:
    """Linked ones must all be right; nearly all must be found; most of those asked about have the right one first."""
    total, by_kind = measured()
    for kind, each in by_kind.items():
        print(f"  {kind}: {each.said} said, {each.linked_right} linked, {each.linked_wrong} linked wrongly,"
              f" {each.asked_right} asked with the right one proposed, {each.asked_wrong} asked without,"
              f" {each.left_right + each.left_wrong} left")  # fmt: skip
    yield Result("matching of candidates: precision of links", "1", f"{total.linked_right} right",
                 f"{total.linked_wrong} wrong", total.precision, None, "= 1", total.linked_wrong == 0)  # fmt: skip
    found = total.linked_right + total.asked_right
    yield Result("matching of candidates: recall", "all who are known", f"{found} found",
                 f"{total.left_wrong + total.asked_wrong} not", total.recall, None, f"≥ {LEAST_RECALL}",
                 total.recall >= LEAST_RECALL)  # fmt: skip
    asked = total.asked_right + total.asked_wrong
    first = total.asked_first / max(1, asked)
    yield Result("matching of candidates: first proposed is right", "asked about", f"{total.asked_first}", f"{asked}",
                 first, None, f"≥ {LEAST_FIRST}", first >= LEAST_FIRST)  # fmt: skip
