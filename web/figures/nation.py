"""What the synthetic nation has and the service keeps no rows of: tests, courses, graduates and reported sums."""

from collections.abc import Mapping, Sequence
from functools import cache

from web.demo.nation.register import register
from web.demo.nation.tables import languages
from web.figures.ours import Sittings, Training

STEPS = ("applied", "qualified", "offered", "accepted", "passed")


@cache
def _names() -> Mapping[str, str]:
    return {each.tag: each.name for each in languages()}


def _name_of(tag: str) -> str:
    """The Norwegian name of a spoken language; other scopes ("all", a category) are their own names."""
    return _names().get(tag, tag)


class NationTables:
    """`Tables` over the rows of the generator."""

    def __init__(self) -> None:
        self._register = register()

    def sittings(self, programme: str, year: int) -> Sittings:
        """Counted sitting by sitting."""
        rows = [each for each in self._register.tests if (each.programme, each.year) == (programme, year)]
        return Sittings(
            candidates=len(rows),
            passed=sum(each.passed is True for each in rows),
            women=sum(each.gender == "woman" for each in rows),
            languages=frozenset(_name_of(each.language_tag) for each in rows),
            passed_languages=frozenset(_name_of(each.language_tag) for each in rows if each.passed),
            fees=frozenset(each.fee_nok for each in rows),
        )

    def training(self, programme: str, year: int) -> Training:
        """Counted participant by participant; who reached a step reached those before it."""
        rows = [e for e in self._register.courses if e.programme == programme and e.held_on.year == year]
        furthest = [STEPS.index(each.outcome) for each in rows]
        return Training(
            courses=len({each.course for each in rows}),
            reached={step: sum(far >= place for far in furthest) for place, step in enumerate(STEPS)},
            languages=frozenset(_name_of(each.language_tag) for each in rows if each.language_tag),
        )

    def graduates(self, year: int) -> Sequence[str]:
        """The language of every bachelor graduate."""
        return [_name_of(each.language_tag) for each in self._register.graduates if each.year == year]

    def interest(self, year: int) -> Sequence[int]:
        """Notices of interest, one number per language."""
        return [each.notices for each in self._register.interests if each.year == year]

    def reported(self, year: int, measure: str) -> Mapping[str, int]:
        """Sums that were reported as such."""
        rows = [each for each in self._register.reported if (each.year, each.measure) == (year, measure)]
        if not rows:
            raise ValueError(f"nothing reported as {measure} in {year}")
        return {_name_of(each.scope): each.value for each in rows}
