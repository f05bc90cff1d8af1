"""Checks of assignments: shares of 2020 and 2021 counted from facts, 2016-2019 as reported sums."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from web.figures.comparing import Check, percent
from web.figures.ours import Ours

SIGN = "norsk tegnspråk"


def _sum(ours: Ours, year: int, measure: str) -> int:
    return ours.reported(year, measure)["all"]


def _share(ours: Ours, year: int, measure: str) -> Fraction:
    return percent(_sum(ours, year, measure), _sum(ours, year, "assignments"))


def _ranked(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda name: -counts[name])


def _largest(counts: Mapping[str, int], number: int) -> int:
    return sum(counts[name] for name in _ranked(counts)[:number])


def _with_sign(ours: Ours) -> dict[str, int]:
    """All assignments of 2021: spoken ones as facts, the others as one reported sum."""
    (sign,) = ours.reported(2021, "assignments_sign").values()
    return {**ours.use(2021).by_language, SIGN: sign}


def use_checks() -> dict[str, Check]:
    """By the key of the printed figure."""
    return _facts() | _reported_by_seeds() | _reported_elsewhere()


def _facts() -> dict[str, Check]:
    """What is counted from the facts of 2020 and 2021, at any scale."""
    year = "use/2020"
    return {
        f"{year}/share_qualified/public sector": Check(
            "computed", lambda o: percent(o.use(2020).qualified, o.use(2020).assignments)
        ),
        f"{year}/share_top20_languages/public sector": Check(
            "computed", lambda o: percent(_largest(o.use(2020).by_language, 20), o.use(2020).assignments)
        ),
        f"{year}/share_languages_with_qualified/public sector": Check(
            "computed", lambda o: percent(o.use(2020).in_register_languages, o.use(2020).assignments)
        ),
        "public/2021/assignments_spoken": Check("computed", lambda o: o.use(2021).assignments),
        "public/2021/share_qualified": Check(
            "computed", lambda o: percent(o.use(2021).qualified, o.use(2021).assignments)
        ),
        "public/2021/share_arabic": Check(
            "computed", lambda o: percent(_with_sign(o)["arabisk"], sum(_with_sign(o).values()))
        ),
        "public/2021/share_top20_languages": Check(
            "computed", lambda o: percent(_largest(_with_sign(o), 20), sum(_with_sign(o).values()))
        ),
        "public/2021/top5": Check("computed", lambda o: tuple(_ranked(_with_sign(o))[:5])),
        "public/2021/assignments_deaf_deafblind": Check("by construction", lambda o: _with_sign(o)[SIGN]),
    }


def _reported_by_seeds() -> dict[str, Check]:
    return {
        "use/2016/assignments/public sector": Check(
            "by construction", lambda o: _sum(o, 2016, "assignments")
        ),
        "use/2016/share_qualified/public sector": Check(
            "by construction", lambda o: _share(o, 2016, "qualified")
        ),
        "use/2017/share_mode_in_person/public sector": Check(
            "by construction", lambda o: _share(o, 2017, "mode_in_person")
        ),
    }


def _category_share(ours: Ours, letters: str) -> Fraction:
    counts = ours.reported(2017, "qualified_category")
    return percent(sum(counts[letter] for letter in letters), _sum(ours, 2017, "assignments"))


def _language_share(ours: Ours, number: int) -> Fraction:
    counts = ours.reported(2017, "assignments_language")
    return percent(_largest(counts, number), _sum(ours, 2017, "assignments"))


def _reported_elsewhere() -> dict[str, Check]:
    """Other public documents about 2017 and 2019; the old categories 1-3 are read as A-D, 4-5 as E."""
    answers: dict[str, Callable[[Ours], int | Fraction]] = {
        "2017/assignments": lambda o: _sum(o, 2017, "assignments"),
        "2017/share_qualified": lambda o: _share(o, 2017, "qualified"),
        "2017/share_highly_qualified": lambda o: _category_share(o, "ABCD"),
        "2017/share_low_qualified": lambda o: _category_share(o, "E"),
        "2017/share_unqualified": lambda o: _share(o, 2017, "unqualified"),
        "2017/share_arabic": lambda o: _language_share(o, 1),
        "2017/share_top10_languages": lambda o: _language_share(o, 10),
        "2017/share_top20_languages": lambda o: _language_share(o, 20),
        "2017/share_mode_screen": lambda o: _share(o, 2017, "mode_screen"),
        "2017/languages_used": lambda o: sum(
            n > 0 for n in o.reported(2017, "assignments_language").values()
        ),
        "2019/assignments": lambda o: _sum(o, 2019, "assignments"),
        "2019/share_unqualified": lambda o: _share(o, 2019, "unqualified"),
    }
    return {f"public/{key}": Check("by construction", answer) for key, answer in answers.items()}
