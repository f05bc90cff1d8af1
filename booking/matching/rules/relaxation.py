"""What is given up when nobody is found, one thing at a time and never more than the booker has agreed to.

A must that falls becomes a wish: those who meet it still come first inside their category. The category itself falls
last, one letter at a time, and like everything else only by explicit consent (rule B9, feature 18). The order is the
same for everybody, so that it can be said in advance: docs/beslutninger/krav-og-onsker.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from booking.matching.rules.queue import Ask, Category

Criterion = Literal["interpreter", "subject", "mode", "gender", "clearance", "category"]
# From what matters least to the conversation to what matters most to the law.
CRITERIA: tuple[Criterion, ...] = ("interpreter", "subject", "mode", "gender", "clearance", "category")
_LETTERS: tuple[Category, ...] = ("A", "B", "C", "D", "E")
MOST_STEPS = 10  # four musts, two more modes, four letters


@dataclass(frozen=True, slots=True)
class Demands:
    """What was asked for when the order was sent.

    `modes` are ranked; while `is_mode_must` only the first will do. `consents` are the criteria that may fall.
    """

    modes: tuple[str, ...]
    is_mode_must: bool
    least_category: Category
    asks: tuple[Ask, ...] = ()
    consents: frozenset[Criterion] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing given up. `to` is the mode added or the category it fell to, else empty."""

    criterion: Criterion
    to: str = ""


@dataclass(frozen=True, slots=True)
class AskedNow:
    """What is asked for after some steps; every mode in `modes` will do, best first."""

    modes: tuple[str, ...]
    least_category: Category
    asks: tuple[Ask, ...]


def next_step(demands: Demands, taken: Sequence[Step]) -> Step | None:
    """What falls next; None when nothing more may, and never anything after `MOST_STEPS`."""
    if len(taken) >= MOST_STEPS:
        return None
    now = asked_now(demands, taken)
    for criterion in CRITERIA:
        if criterion not in demands.consents:
            continue
        if criterion == "mode":
            if demands.is_mode_must and len(now.modes) < len(demands.modes):
                return Step("mode", demands.modes[len(now.modes)])
        elif criterion == "category":
            if now.least_category < _LETTERS[-1]:
                return Step("category", _LETTERS[_LETTERS.index(now.least_category) + 1])
        elif any(ask.kind == criterion and ask.is_must for ask in now.asks):
            return Step(criterion)
    return None


def all_steps(demands: Demands) -> tuple[Step, ...]:
    """Everything that would fall, in order, if nobody were ever found."""
    taken: list[Step] = []
    while (step := next_step(demands, taken)) is not None:
        taken.append(step)
    return tuple(taken)


def asked_now(demands: Demands, taken: Sequence[Step]) -> AskedNow:
    """What is asked for once the steps are taken."""
    fallen = {step.criterion for step in taken}
    modes = demands.modes
    if demands.is_mode_must:
        modes = modes[:1] + tuple(step.to for step in taken if step.criterion == "mode")
    categories = [letter for letter in _LETTERS for step in taken if step == Step("category", letter)]
    return AskedNow(
        modes,
        max([demands.least_category, *categories]),
        tuple(replace(ask, is_must=ask.is_must and ask.kind not in fallen) for ask in demands.asks),
    )
