"""Checks of the register's figures: 2008-2017 as reported, the two days of 2020 and 2021 counted."""

from collections.abc import Callable
from datetime import date

from web.figures.comparing import Answer, Check, percent
from web.figures.ours import Ours, RegisterCount

END = {2020: date(2020, 12, 31), 2021: date(2021, 12, 31)}


def _at(ours: Ours, year: int) -> RegisterCount:
    return ours.register_at_end_of(END[year])


def _all(ours: Ours, year: int, measure: str) -> int:
    return ours.reported(year, measure)["all"]


def _ranking(ours: Ours) -> tuple[str, ...]:
    counts = _at(ours, 2021).by_language
    return tuple(sorted(counts, key=lambda name: -counts[name])[:10])


def _counted(year: int, what: Callable[[RegisterCount], Answer]) -> Check:
    return Check("computed", lambda ours: what(_at(ours, year)))


def _reported(year: int, measure: str) -> Check:
    return Check("by construction", lambda ours: _all(ours, year, measure))


def _in_category(letter: str) -> Callable[[RegisterCount], int]:
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
    checks["public/2021/top10_register_languages"] = Check("computed", _ranking)
    return checks | _older()


def _high_share(year: int) -> Check:
    def share(ours: Ours) -> Answer:
        high = _all(ours, year, "register_highly_qualified")
        return percent(high, _all(ours, year, "register_interpreters"))

    return Check("by construction", share)


def _older() -> dict[str, Check]:
    """The years before 2020: sums that were given to the nation."""
    checks = {}
    for year in (2008, 2014, 2015, 2016, 2017):
        head = f"register/{year}/actual/total"
        checks[f"{head}/entries"] = _reported(year, "register_interpreters")
        checks[f"{head}/share_highly_qualified_pct"] = _high_share(year)
    for year in (2008, 2017):
        checks[f"register/{year}/actual/total/languages"] = _reported(year, "register_languages")
    checks["register/2017/actual/total/highly_qualified_count"] = _reported(2017, "register_highly_qualified")
    # 58 per cent is printed for 2017; the nation of 2020 was given the same share of women.
    checks["register/2017/actual/total/women_pct"] = Check(
        "by construction", lambda o: percent(_at(o, 2020).women, _at(o, 2020).persons)
    )
    return checks
