"""Who a candidate is: for certain, perhaps, or nobody we know.

Only the national identity number makes it certain, and only when the given name agrees: a twin's number in the wrong
row is the mistake that must never pass. Without the number, names and birth date give a score; what is likely enough
is put to a person, and nothing is ever linked on likeness alone. Two people who share birth date and family name and
differ in given name are twins, not one person. Sources: failure modes 5 and 24; rules A2, P3.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.name_variants import spellings_of
from tolkeregister.core.rules.national_id import is_d_number
from tolkeregister.core.rules.sort_key import fold


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From a day: how alike given names must be, and from which score somebody is put to an officer."""

    valid_from: date
    given_name: float
    propose: float
    most_proposed: int


TABLE = (Thresholds(date(2022, 1, 1), 0.72, 0.70, 5),)
"""Chosen on the labelled set of `benchmarks/matching_set.py`."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the institution says. `national_id` is "" when it has none."""

    national_id: str
    given_name: str
    family_name: str
    born_on: date


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the register, with the numbers the person has had before."""

    person_id: int
    national_id: str
    former_ids: tuple[str, ...]
    given_name: str
    family_name: str
    born_on: date


class Verdict(StrEnum):
    """What follows."""

    CERTAIN = "certain"
    UNSURE = "unsure"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody it may be, how likely on a scale from 0 to 1, why, and how alike the given names are."""

    person_id: int
    score: float
    reasons: tuple[str, ...]
    given: float = 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer, the likeliest first, and from when the thresholds hold that gave it."""

    verdict: Verdict
    options: tuple[Option, ...]
    rule_version: date


def judge(said: Said, known: Iterable[Known], *, on: date, table: Sequence[Thresholds] = TABLE) -> Judged:
    """Who it is among the people that resemble what was said; the caller finds them, see `queries.py`."""
    limits = in_force(table, on)
    options = [option for each in known if (option := _option(said, each, limits)) is not None]
    options.sort(key=lambda each: (-each.score, each.person_id))
    certain = [
        each
        for each in options
        if "number_equal" in each.reasons and "given_name_differs" not in each.reasons
    ]
    if len(certain) == 1 and all(each.given <= certain[0].given for each in options):
        return Judged(Verdict.CERTAIN, (certain[0],), limits.valid_from)
    if options:
        return Judged(Verdict.UNSURE, tuple(options[: limits.most_proposed]), limits.valid_from)
    return Judged(Verdict.NOBODY, (), limits.valid_from)


def _option(said: Said, known: Known, limits: Thresholds) -> Option | None:
    given, family, is_swapped = _names(said, known)
    reasons = []
    if said.national_id and said.national_id in (known.national_id, *known.former_ids):
        reasons.append("number_equal" if said.national_id == known.national_id else "former_number")
        if said.national_id != known.national_id:
            reasons.append("number_equal")
        reasons.append("given_name_agrees" if given >= limits.given_name else "given_name_differs")
        if family < limits.given_name:
            reasons.append("family_name_differs")
        return Option(known.person_id, 1.0 if given >= limits.given_name else 0.8, tuple(reasons), given)
    if given < limits.given_name:  # a twin, a brother, a namesake of the family
        return None
    born = _born(said.born_on, known.born_on)
    score = 0.4 * given + 0.3 * family + 0.3 * born
    if _numbers_differ(said, known):
        reasons.append("numbers_differ")
        score -= 0.28
    reasons += [name for name, is_so in (
        ("birth_date_equal", born == 1.0), ("birth_date_near", 0.0 < born < 1.0), ("names_swapped", is_swapped),
        ("given_name_agrees", True), ("family_name_agrees", family >= limits.given_name),
        ("family_name_differs", family < limits.given_name),
        ("d_number", is_d_number(said.national_id) or is_d_number(known.national_id)),
    ) if is_so]  # fmt: skip
    return (
        Option(known.person_id, round(score, 3), tuple(reasons), given) if score >= limits.propose else None
    )


def _numbers_differ(said: Said, known: Known) -> bool:
    """Two numbers of the same kind belong to two people; a D-number and a national number may be one person's."""
    return bool(said.national_id) and is_d_number(said.national_id) == is_d_number(known.national_id)


def _names(said: Said, known: Known) -> tuple[float, float, bool]:
    """How alike given and family names are, from 0 to 1, and whether the two stand in each other's place."""
    straight = likeness(said.given_name, known.given_name), likeness(said.family_name, known.family_name)
    swapped = likeness(said.given_name, known.family_name), likeness(said.family_name, known.given_name)
    if min(swapped) > 0.9 > min(straight):
        return 0.95 * swapped[1], 0.95 * swapped[0], True
    return *straight, False


@lru_cache(maxsize=65_536)
def likeness(one: str, other: str) -> float:
    """How alike two names are: 1 for spellings of one name, a little less where one has more words than the other."""
    ones, others = fold(one).split(), fold(other).split()
    if not ones or not others:
        return 0.0
    few, many = sorted((ones, others), key=len)
    best = [max(_word(word, each) for each in many) for word in few]
    whole = _word("".join(ones), "".join(others))
    return max(sum(best) / len(best) * (1.0 if len(few) == len(many) else 0.95), whole)


@lru_cache(maxsize=65_536)
def _word(one: str, other: str) -> float:
    if one == other or other in spellings_of(one, most=20):
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _born(one: date, other: date) -> float:
    """1 for the same day; a part where day and month are swapped or one figure is mistyped; else 0."""
    if one == other:
        return 1.0
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return 0.6
    figures = zip(f"{one:%Y%m%d}", f"{other:%Y%m%d}", strict=True)
    return 0.6 if sum(a != b for a, b in figures) == 1 else 0.0
