"""Checks of assignments: 2020 and 2021 counted from facts, other years as the published series carries them."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from web.figures.checks_register import END
from web.figures.comparing import Answer, Check, computed, generated, given, percent, ranked
from web.figures.ours import Ours, YearOfUse

SIGN = "norsk tegnspråk"
NAMES_OF_SECTORS = {"HELSE": "helse- og omsorgssektoren", "SOSIAL": "sosialtjenester og barnevern",
                    "BARNEVERN": "sosialtjenester og barnevern"}  # fmt: skip
"""Tolkemonitor 2021 names two groups of sectors; the others are themselves."""


def use_checks() -> dict[str, Check]:
    """By the key of the printed figure."""
    return _facts_2020() | _facts_2021() | _series() | _reported_2017()


def _largest(counts: Mapping[str, int], number: int) -> int:
    return sum(counts[name] for name in ranked(counts)[:number])


def _published(year: int, what: Callable[[YearOfUse], Answer]) -> Callable[[Ours], Answer]:
    return lambda ours: what(ours.service.series[year])


def _share(year: YearOfUse) -> Fraction:
    return Fraction(year.share)


def _unqualified(year: YearOfUse) -> Fraction:
    """From the published counts; 100 less a rounded share would be rounded twice."""
    if year.qualified is None:
        raise LookupError("the year is published without how many were qualified")
    return percent(year.assignments - year.qualified, year.assignments)


def _facts_2020() -> dict[str, Check]:
    def used(ours: Ours) -> Mapping[str, int]:
        return ours.service.languages_used[2020]

    def registered(ours: Ours) -> int:
        listed = ours.service.register[END[2020]].by_language
        return sum(count for name, count in used(ours).items() if name in listed)

    return {
        "use/2020/share_qualified/public sector": computed(_published(2020, _share)),
        "use/2020/share_top20_languages/public sector": computed(
            lambda o: percent(_largest(used(o), 20), sum(used(o).values()))
        ),
        "use/2020/share_languages_with_qualified/public sector": computed(
            lambda o: percent(registered(o), sum(used(o).values()))
        ),
    }


def _with_sign(ours: Ours) -> dict[str, int]:
    """All assignments of 2021: spoken ones as facts, the others as one sum that only the nation was given."""
    (sign,) = ours.tables.reported(2021, "assignments_sign").values()
    return {**ours.service.languages_used[2021], SIGN: sign}


def _of_all(name: str) -> Check:
    return computed(lambda o: percent(_with_sign(o)[name], sum(_with_sign(o).values())))


def _facts_2021() -> dict[str, Check]:
    def sectors(ours: Ours) -> Answer:
        sums: dict[str, int] = {}
        for code, count in ours.service.sectors_2021.items():
            name = NAMES_OF_SECTORS.get(code, code)
            sums[name] = sums.get(name, 0) + count
        return ranked(sums)[:2]

    return {
        "public/2021/assignments_spoken": computed(_published(2021, lambda year: year.assignments)),
        "public/2021/share_qualified": computed(_published(2021, _share)),
        "public/2021/share_arabic": _of_all("arabisk"),
        "public/2021/share_russian": _of_all("russisk"),
        "public/2021/share_top20_languages": computed(
            lambda o: percent(_largest(_with_sign(o), 20), sum(_with_sign(o).values()))
        ),
        "public/2021/top5": computed(lambda o: ranked(_with_sign(o))[:5]),
        "public/2021/sector_order": computed(sectors),
        "public/2021/assignments_deaf_deafblind": generated(lambda o: _with_sign(o)[SIGN]),
    }


def _series() -> dict[str, Check]:
    """Years without facts, as the published series of the nation shows them."""

    def assignments(year: YearOfUse) -> int:
        return year.assignments

    return {
        "use/2016/assignments/public sector": given(_published(2016, assignments)),
        "use/2016/share_qualified/public sector": given(_published(2016, _share)),
        "public/2017/assignments": given(_published(2017, assignments)),
        "public/2017/share_qualified": given(_published(2017, _share)),
        "public/2017/share_unqualified": given(_published(2017, _unqualified)),
        "public/2019/assignments": given(_published(2019, assignments)),
        "public/2019/share_unqualified": given(_published(2019, _unqualified)),
        "public/2022/assignments_spoken": given(_published(2022, assignments)),
    }


def _sum(ours: Ours, measure: str) -> int:
    return ours.tables.reported(2017, measure)["all"]


def _mode_share(mode: str) -> Check:
    return generated(lambda o: percent(_sum(o, f"mode_{mode}"), _sum(o, "assignments")))


def _category_share(letters: str) -> Check:
    def share(ours: Ours) -> Answer:
        counts = ours.tables.reported(2017, "qualified_category")
        return percent(sum(counts[letter] for letter in letters), _sum(ours, "assignments"))

    return generated(share)


def _language_share(number: int) -> Check:
    def share(ours: Ours) -> Answer:
        counts = ours.tables.reported(2017, "assignments_language")
        return percent(_largest(counts, number), _sum(ours, "assignments"))

    return generated(share)


def _supply_share(model: str) -> Check:
    """Printed for 2017; the nation of 2020 was given the same division, and it is the facts that are counted."""
    return given(lambda o: percent(o.service.supply_2020[model], sum(o.service.supply_2020.values())))


def _reported_2017() -> dict[str, Check]:
    """«Behovet for tolk i 2017» in parts; the old categories 1-3 are read as A-D, 4-5 as E."""

    def used(ours: Ours) -> Answer:
        return sum(count > 0 for count in ours.tables.reported(2017, "assignments_language").values())

    return {
        "use/2017/share_mode_in_person/public sector": _mode_share("in_person"),
        "public/2017/share_mode_screen": _mode_share("screen"),
        "public/2017/share_highly_qualified": _category_share("ABCD"),
        "public/2017/share_low_qualified": _category_share("E"),
        "public/2017/share_arabic": _language_share(1),
        "public/2017/share_top10_languages": _language_share(10),
        "public/2017/share_top20_languages": _language_share(20),
        "public/2017/languages_used": generated(used),
        "public/2017/share_by_municipal_services": _supply_share("municipal_service"),
        "public/2017/share_by_state_agencies": _supply_share("own_register"),
    }
