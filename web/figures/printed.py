"""The printed figures: one per number in the source documents, with where it stands."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

TITLES: Mapping[str, str] = {
    "000": "Tildelingsbrev til IMDi 2020",
    "001": "IMDi årsrapport 2017",
    "002": "IMDi årsrapport 2021",
    "003": "Tildelingsbrev til IMDi 2023, vedlegg 2",
    "004": "IMDi årsrapport 2008",
}
"""The documents by the first three digits of their file's name."""

_REGISTER_COLUMNS = (
    "entries",
    "unique_persons",
    "languages",
    "share_highly_qualified_pct",
    "highly_qualified_count",
    "women_pct",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed figure; `value` is a number, a bound (`<1`), or a list divided by `|`."""

    key: str
    value: str
    title: str
    line: str


def printed_figures() -> tuple[Printed, ...]:
    """All of them in the order of the files; rows that only say what is *not* printed are left out."""
    found = (*_register(), *_categories(), *_tests(), *_assignments(), *_budget(), *_public())
    return tuple(each for each in found if each.value)


def _rows(name: str) -> list[dict[str, str]]:
    path = files("web.figures").joinpath("data", f"{name}.csv")
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def _seed(key: str, value: str, row: Mapping[str, str]) -> Printed:
    return Printed(key, value, TITLES[row["seed_file"][:3]], row["seed_line"])


def _register() -> Iterator[Printed]:
    for row in _rows("register_history"):
        for column in _REGISTER_COLUMNS:
            yield _seed(
                f"register/{row['year']}/{row['status']}/{row['category']}/{column}", row[column], row
            )


def _categories() -> Iterator[Printed]:
    for row in _rows("register_categories"):
        yield _seed(f"category/{row['scheme']}/{row['code']}", row["text_as_printed"], row)


def _tests() -> Iterator[Printed]:
    for row in _rows("tests_history"):
        yield _seed(f"{row['programme']}/{row['year']}/{row['measure']}", row["value"], row)


def _assignments() -> Iterator[Printed]:
    for row in _rows("assignments_history"):
        when = row["year"] if row["period"] == "year" else f"{row['year']}:{row['period']}"
        yield _seed(f"use/{when}/{row['measure']}/{row['scope']}", row["value"], row)


def _budget() -> Iterator[Printed]:
    for row in _rows("budget_history"):
        yield _seed(f"budget/{row['year']}/{row['budget_item']}/{row['measure']}", row["value_nok"], row)


def _public() -> Iterator[Printed]:
    for row in _rows("public_figures"):
        title = f"{row['source_title']} ({row['publisher']})"
        yield Printed(f"public/{row['year']}/{row['measure']}", row["value"], title, "")
