"""Checks of the register's figures: 2008-2017 as reported, the two days of 2020 and 2021 counted."""

from collections.abc import Callable
from datetime import date

from web.figures.comparing import Answer, Check, computed, generated, given, percent, ranked
from web.figures.ours import Ours, RegisterDay

END = {2020: date(2020, 12, 31), 2021: date(2021, 12, 31)}
WORDS = {
    "bevilling": "statsautorisasjon",
    "bachelor": "bachelorgrad",
    "foreign_bachelor": "bachelorgrad",
    "grunnemne": "grunnemne",
    "tospraaktest": "Tospråktesten",
    "translator": "statsautorisert translatør / fagomsetjar",
    "tao": "kurs (TAO)",
}
"""What the annual report of 2021 (table 3-3-3) calls the evidence, in the order in which it names it."""


def _at(ours: Ours, year: int) -> RegisterDay:
    return ours.service.register[END[year]]


def _counted(year: int, what: Callable[[RegisterDay], Answer]) -> Check:
    return computed(lambda ours: what(_at(ours, year)))


def _in_category(letter: str) -> Callable[[RegisterDay], int]:
    return lambda register: register.by_category.get(letter, 0)


def register_checks() -> dict[str, Check]:
    """By the key of the printed figure."""
    checks = {}
    for year in END:
        head = f"register/{year}/actual"
        checks[f"{head}/total/entries"] = _counted(year, lambda register: register.entries)
        checks[f"{head}/total/unique_persons"] = _counted(year, lambda register: register.persons)
        for letter in "ABCDE":
            checks[f"{head}/{letter}/entries"] = _counted(year, _in_category(letter))
    head = "register/2021/actual/total"
    checks[f"{head}/languages"] = _counted(2021, lambda register: len(register.by_language))
    checks[f"{head}/highly_qualified_count"] = _counted(2021, lambda register: register.highly_qualified)
    checks[f"{head}/share_highly_qualified_pct"] = _counted(
        2021, lambda register: percent(register.highly_qualified, register.entries)
    )
    checks["public/2021/top10_register_languages"] = _counted(
        2021, lambda register: ranked(register.by_language)[:10]
    )
    return checks | _meanings() | _openings() | _older()


def _meanings() -> dict[str, Check]:
    """What the categories rest on: the least evidence behind any entry is what the table says gives it."""
    return {f"category/A-E/{letter}": _counted(2021, _resting_on(letter)) for letter in "ABCDE"}


def _resting_on(letter: str) -> Callable[[RegisterDay], Answer]:
    return lambda register: (in_words(register.proofs.get(letter, frozenset())),)


def in_words(found: frozenset[frozenset[str]]) -> str:
    """The least of some combinations of evidence, as the annual report words them: the shortest first."""
    order = list(WORDS)
    least = [each for each in found if not any(other < each for other in found)]
    least.sort(key=lambda each: (len(each), sorted(map(order.index, each))))
    ways = [" og ".join(WORDS[kind] for kind in sorted(each, key=order.index)) for each in least]
    sentence = " eller ".join(dict.fromkeys(ways))
    return sentence[:1].upper() + sentence[1:]


def _openings() -> dict[str, Check]:
    """The days the register opened: the first day anybody is listed in it."""

    def opened(type_: str) -> Callable[[Ours], Answer]:
        return lambda o: (o.service.first_listed[type_].isoformat(),)

    return {
        "public/2020/register_new_launch": given(opened("speech")),
        "public/2023/register_opened_for_sign": given(opened("sign")),
    }


def _reported(year: int, measure: str) -> Check:
    return generated(lambda ours: _all(ours, year, measure))


def _all(ours: Ours, year: int, measure: str) -> int:
    return ours.tables.reported(year, measure)["all"]


def _high_share(year: int) -> Check:
    def share(ours: Ours) -> Answer:
        high = _all(ours, year, "register_highly_qualified")
        return percent(high, _all(ours, year, "register_interpreters"))

    return generated(share)


def _older() -> dict[str, Check]:
    """The years before 2020: sums that were given to the nation, of a register the service never held."""
    checks = {}
    for year in (2008, 2014, 2015, 2016, 2017):
        head = f"register/{year}/actual/total"
        checks[f"{head}/entries"] = _reported(year, "register_interpreters")
        checks[f"{head}/share_highly_qualified_pct"] = _high_share(year)
    for year in (2008, 2017):
        checks[f"register/{year}/actual/total/languages"] = _reported(year, "register_languages")
    checks["register/2017/actual/total/highly_qualified_count"] = _reported(2017, "register_highly_qualified")
    # 58 per cent is printed for 2017; the nation of 2020 was given the same share of women.
    checks["register/2017/actual/total/women_pct"] = given(
        lambda o: percent(_at(o, 2020).women, _at(o, 2020).persons)
    )
    return checks
