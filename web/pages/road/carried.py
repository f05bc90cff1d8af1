"""Results of years before there were records of our own: as printed, with where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from web.figures.printed import printed_figures

# The key of a goal's measure in the printed figures, by year.
_KEYS = {
    "tospraaktest_candidates": "tospraktesten/{year}/candidates",
    "siling_candidates": "authorisation_exam/{year}/written_candidates",
    "siling_languages": "authorisation_exam/{year}/written_languages",
}
YEARS = range(2017, 2022)


@dataclass(frozen=True, slots=True)
class CarriedResult:
    """A printed number and its source."""

    value: int
    source: str


@cache
def carried_results() -> Mapping[tuple[str, int], CarriedResult]:
    """By measure and year."""
    printed = {each.key: each for each in printed_figures()}
    return {
        (measure, year): CarriedResult(int(printed[key].value), printed[key].title)
        for measure, pattern in _KEYS.items()
        for year in YEARS
        if (key := pattern.format(year=year)) in printed and printed[key].value.isdigit()
    }
