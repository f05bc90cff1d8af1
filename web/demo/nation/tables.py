"""The fixed tables the nation is made from, read once, in file order."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

CATEGORIES = "ABCDE"

Row = Mapping[str, str]


def read(package: str, name: str) -> tuple[Row, ...]:
    """The rows of one committed CSV file."""
    with (
        as_file(files(package).joinpath("data", name)) as path,
        path.open(encoding="utf-8", newline="") as file,
    ):
        return tuple(csv.DictReader(file))


@cache
def synthetic(name: str) -> tuple[Row, ...]:
    """The rows of `synthetic_<name>.csv`."""
    return read("web.demo.nation", f"synthetic_{name}.csv")


@cache
def own(name: str) -> tuple[Row, ...]:
    """The rows of a table of our own, such as names or invented public bodies."""
    return read("web.demo.nation", f"{name}.csv")


@dataclass(frozen=True, slots=True)
class Language:
    """What the tables say of one spoken language."""

    tag: str
    name: str
    in_register: bool
    entries: Mapping[int, tuple[int, ...]]  # year → entries in A, B, C, D, E on 31 December
    assignments: Mapping[int, int]
    qualified: Mapping[int, int]


@cache
def languages() -> tuple[Language, ...]:
    """The 133 spoken languages, in file order."""
    return tuple(
        Language(
            row["tag"],
            row["name_nb"],
            row["in_register"] == "yes",
            {year: tuple(int(row[f"{letter}_{year}"]) for letter in CATEGORIES) for year in (2020, 2021)},
            {year: int(row[f"assignments_{year}"]) for year in range(2016, 2022)},
            {year: int(row[f"qualified_{year}"]) for year in range(2016, 2022)},
        )
        for row in synthetic("languages")
    )


def register_languages() -> tuple[Language, ...]:
    """The 74 languages of the register."""
    return tuple(each for each in languages() if each.in_register)


@cache
def tag_of() -> Mapping[str, str]:
    """Language tag by Norwegian name; the transition rows name languages in words."""
    return {each.name: each.tag for each in languages()}


@cache
def flows() -> Mapping[str, Mapping[str, int]]:
    """What happened to each language's entries in 2021."""
    numbers = [key for key in synthetic("flows_2021")[0] if key not in ("tag", "name_nb")]
    return {row["tag"]: {key: int(row[key]) for key in numbers} for row in synthetic("flows_2021")}


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of today's structure."""

    code: str
    name: str
    county: str
    population: int
    codes_2020: tuple[str, ...]


@cache
def municipalities() -> tuple[Municipality, ...]:
    """The 357 municipalities, in code order."""
    rows = read("tolkeregister.places", "municipalities.csv")
    found = (
        Municipality(
            row["code"],
            row["name_unique"],
            row["county_code"],
            int(row["population_2024_01_01"]),
            tuple(row["codes_2020"].split("|")),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda each: each.code))
