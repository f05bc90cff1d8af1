"""How a printed figure and ours are compared: numbers at the printed precision, bounds, ranked lists and
sets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from web.figures.ours import Ours

Answer = int | Fraction | tuple[str, ...] | frozenset[str]
Kind = Literal["computed", "by construction", "carried"]


@dataclass(frozen=True, slots=True)
class Check:
    """How we get our figure, and whether it comes out of the database or only out of the generator's tables."""

    kind: Literal["computed", "by construction"]
    ours: Callable[[Ours], Answer]
    in_database: bool


def computed(ours: Callable[[Ours], Answer]) -> Check:
    """Counted from rows of the database, and could come out differently."""
    return Check("computed", ours, in_database=True)


def given(ours: Callable[[Ours], Answer]) -> Check:
    """The number itself was given to the synthetic nation: agreement shows that the database kept it."""
    return Check("by construction", ours, in_database=True)


def generated(ours: Callable[[Ours], Answer]) -> Check:
    """Given to the nation, and the service keeps no such rows: agreement shows that the generator kept it."""
    return Check("by construction", ours, in_database=False)


def percent(part: int, whole: int) -> Fraction:
    """An exact percentage."""
    return Fraction(100 * part, whole)


def ranked(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Names by their counts, the largest first; ties in alphabetical order."""
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def shown(answer: Answer, printed: str) -> str:
    """Our figure written as the printed one is: same decimals, half up; sets in alphabetical order."""
    if isinstance(answer, frozenset):
        return "|".join(sorted(answer))
    if isinstance(answer, tuple):
        return "|".join(answer)
    _, _, decimals = printed.lstrip("<>").partition(".")
    factor = 10 ** len(decimals)
    scaled = (2 * Fraction(answer) * factor + 1) // 2
    return str(Decimal(scaled).scaleb(-len(decimals)))


def agrees(answer: Answer, printed: str) -> bool:
    """Whether ours is what is printed; `<1` and `>100` are bounds, a set has no order and a ranking has."""
    if isinstance(answer, frozenset):
        return answer == frozenset(printed.split("|"))
    if isinstance(answer, tuple):
        return answer == tuple(printed.split("|"))
    if printed.startswith("<"):
        return answer < Fraction(printed[1:])
    if printed.startswith(">"):
        return answer > Fraction(printed[1:])
    return Fraction(shown(answer, printed)) == Fraction(printed)
