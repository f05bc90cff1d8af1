"""What results give: evidence of the register. A passed exam gives none, for the licence is IMDi's (rule Q9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

MODULES = ("module_1", "module_2", "module_3", "module_4")
# Rule E6 for TAO; the rest as the register's scheme reads them.
GIVES: Mapping[str, str] = MappingProxyType(
    {"tospraaktest": "tospraaktest", "tao": "tao", "grunnemne": "grunnemne", "bachelor": "bachelor"}
)


@dataclass(frozen=True, slots=True)
class ResultFact:
    """One result that nothing has superseded."""

    id: int
    test: str
    language: str | None
    type: str
    part: str
    verdict: str
    taken_on: date
    institution: str


@dataclass(frozen=True, slots=True)
class Earned:
    """Evidence that should be in the register: from which day, and the results it rests on."""

    kind: str
    language: str | None
    type: str | None
    since: date
    results: tuple[int, ...]
    institution: str


def earned(results: Iterable[ResultFact]) -> tuple[Earned, ...]:
    """One piece of evidence per kind and language, from the first day it was reached. Verdicts stay as given (E5)."""
    passed = sorted(
        (each for each in results if each.verdict == "passed"), key=lambda each: (each.taken_on, each.id)
    )
    found: dict[tuple[str, str | None, str], Earned] = {}
    for each in passed:
        kind = GIVES.get(each.test)
        if kind is None or each.part != "whole":
            continue
        is_personal = kind == "tao"
        key = (kind, None, "") if is_personal else (kind, each.language, each.type)
        found.setdefault(key, _one(kind, (each,)))
    by_modules = _tao_by_modules(passed)
    if by_modules is not None:
        whole = found.get(("tao", None, ""))
        if whole is None or by_modules.since < whole.since:
            found["tao", None, ""] = by_modules
    return tuple(found.values())


def modules_left(results: Iterable[ResultFact]) -> tuple[str, ...]:
    """Which of the four modules of TAO are not passed; none when the course as a whole is."""
    passed = {each.part for each in results if each.test == "tao" and each.verdict == "passed"}
    return () if "whole" in passed else tuple(part for part in MODULES if part not in passed)


def _tao_by_modules(passed: Iterable[ResultFact]) -> Earned | None:
    first: dict[str, ResultFact] = {}
    for each in passed:
        if each.test == "tao" and each.part in MODULES:
            first.setdefault(each.part, each)
    return _one("tao", tuple(first[part] for part in MODULES)) if len(first) == len(MODULES) else None


def _one(kind: str, results: tuple[ResultFact, ...]) -> Earned:
    last = max(results, key=lambda each: each.taken_on)
    language, type = (None, None) if kind == "tao" else (last.language, last.type)
    return Earned(kind, language, type, last.taken_on, tuple(each.id for each in results), last.institution)
