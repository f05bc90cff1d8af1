"""The criteria a new round is judged by, dated. A round keeps those it was opened with, whatever comes later (rule E5).

Sources: OsloMet's candidate information on autorisasjonsprøven 2018 and 2021 (siling 75, then 80 per cent; oral 85 per
cent correctly transferred), the test specification of 2025 (digital siling, holistic judgement, prima vista), the rules
of 28 April 2022 (aids), and OsloMet on Tospråktesten (oral, two parts) and TAO (four modules since May 2022).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tolkeregister.core.rules.dated import in_force

_ORAL_AIDS = ("dictionaries", "term_lists", "internet")  # machine translation and help from others never


@dataclass(frozen=True, slots=True)
class Criteria:
    """What holds for rounds held from a day; `thresholds` in per cent by part, `aids` are codes of what is allowed."""

    valid_from: date
    version: str
    parts: tuple[str, ...]
    thresholds: Mapping[str, int]
    aids: tuple[str, ...] = ()
    fee_nok: int | None = None


_TAO_MODULES = ("module_1", "module_2", "module_3", "module_4")
CRITERIA: Mapping[str, tuple[Criteria, ...]] = {
    "tospraaktest": (
        Criteria(date(1980, 1, 1), "tospot", ("whole",), {}),
        Criteria(date(2017, 1, 1), "tospraaktest-2017", ("into_language", "into_norwegian"), {}, (), 500),
    ),
    "tao": (
        Criteria(date(1980, 1, 1), "tao-whole", ("whole",), {}),
        Criteria(date(2022, 5, 1), "tao-2022", _TAO_MODULES, {}),
    ),
    "grunnemne": (Criteria(date(1980, 1, 1), "grunnemne-30sp", ("whole",), {}),),
    "bachelor": (Criteria(date(2017, 1, 1), "bachelor-180sp", ("whole",), {}),),
    "siling": (
        Criteria(date(1980, 1, 1), "siling-early", ("whole",), {}),
        Criteria(date(2018, 1, 1), "siling-2018", ("whole",), {"whole": 75}, (), 3000),
        Criteria(date(2021, 1, 1), "siling-2021", ("whole",), {"whole": 80}, (), 3000),
        Criteria(date(2025, 1, 1), "siling-2025", ("whole",), {}, (), 3000),
    ),
    "practical": (
        Criteria(date(1980, 1, 1), "practical-early", ("monologue", "dialogue", "ethics"), {}),
        Criteria(date(2021, 1, 1), "practical-2021", ("monologue", "dialogue", "ethics"), {"whole": 85}),
        Criteria(
            date(2022, 4, 28),
            "practical-2022",
            ("monologue", "dialogue", "ethics"),
            {"whole": 85},
            _ORAL_AIDS,
        ),
        Criteria(
            date(2025, 1, 1),
            "practical-2025",
            ("monologue", "dialogue", "prima_vista", "ethics"),
            {},
            _ORAL_AIDS,
        ),
    ),
}


def criteria_for(test: str, on: date) -> Criteria:
    """What a round held from a day is judged by; LookupError before the first, KeyError for no such test."""
    return in_force(CRITERIA[test], on)


def round_code(starts: date) -> str:
    """The code of the round across languages: the year and its half, as 2027-1."""
    return f"{starts.year}-{1 if starts.month <= 6 else 2}"
