"""What somebody can do next on the road into the register, from what is passed and held."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

StepCode = Literal[
    "take_tao", "take_practical", "apply_for_bevilling", "apply_for_listing", "take_tospraaktest"
]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, in a language where it is about one."""

    code: StepCode
    language: str | None = None


def next_steps(
    passed: Iterable[tuple[str, str | None]],
    *,
    has_tao: bool,
    licensed: frozenset[str],
    listed: frozenset[str],
) -> tuple[Step, ...]:
    """The steps in the order of the road; `licensed` and `listed` are languages.

    A passed exam leads to an application for the licence, never past it (rule Q9); the test leads to TAO first (Q3).
    """
    done = set(passed)
    tested = sorted(tag for test, tag in done if test == "tospraaktest" and tag)
    steps: list[Step] = []
    if tested and not has_tao:
        steps.append(Step("take_tao"))
    if has_tao:
        steps += [Step("apply_for_listing", tag) for tag in tested if tag not in listed]
    for test, tag in sorted((test, tag) for test, tag in done if tag and tag not in licensed):
        if test == "siling" and ("practical", tag) not in done:
            steps.append(Step("take_practical", tag))
        if test == "practical":
            steps.append(Step("apply_for_bevilling", tag))
    if not done and not has_tao and not licensed and not listed:
        steps.append(Step("take_tospraaktest"))
    return tuple(steps)
