"""The committed list of published tables (decision 12): eight a year over the same facts, one of what was ordered
and never carried out, and two of the nation.

No table is added by a request. The list of a year hangs together without a cycle, which is what lets the
disclosure control prove that totals and neighbours give nothing back (tolkeregister.core.statistics.relations).
A year's tables are divided in closed half-years (rule T2) and not in months: an open year that grew month by
month would give every single month away as a difference between two releases.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from booking.statistics.values import CATEGORIES, FIXED, NO_CATEGORY, NOT_STATED, OTHER_LANGUAGES
from tolkeregister.core.statistics.tables import (
    COUNT_ONLY,
    MEASURES,
    Cell,
    Dimension,
    Measure,
    Role,
    Table,
    Value,
)

DEFINITION_VERSION = "1"

LARGE_LANGUAGES = ("ar", "uk", "ru", "pl", "ti", "so", "prs", "fa", "tr", "kmr", "ckb", "nsl")
"""The languages whose interpreters' categories are published; in smaller ones nearly every cell would be hidden."""


@dataclass(frozen=True, slots=True)
class TableKind:
    """One table of the list: its code, its title in bokmål, and the columns it divides by."""

    code: str
    title: str
    columns: tuple[str, ...]
    measures: tuple[Measure, ...] = MEASURES


YEAR_TABLES = (
    TableKind("sprak", "Oppdrag etter språk", ("sprak",)),
    TableKind("sprak_kategori", "Oppdrag etter språk og tolkens kategori", ("sprak", "kategori")),
    TableKind("sektor", "Oppdrag etter sektor", ("sektor",)),
    TableKind("fylke", "Oppdrag etter fylke", ("fylke",)),
    TableKind("metode", "Oppdrag etter tolkemetode", ("metode",)),
    TableKind("bestilt", "Bestilt og levert kategori", ("bestilt", "kategori")),
    TableKind("kilde", "Oppdrag etter kilde og leveringsform", ("kilde", "leveringsform")),
    TableKind("grunn", "Oppdrag etter grunn for å fravike kravet", ("grunn",)),
)
UNMET = TableKind("ikke_utfort", "Bestilt og ikke utført, etter språk", ("sprak", "utfall"), COUNT_ONLY)
"""Of other facts than the rest (rule T3): protected by itself, and never added to them."""

NATION_TABLES = ("aar", "maaned")
TITLES = {"periode": "Periode", "sprak": "Språk", "kategori": "Tolkens kategori", "sektor": "Sektor",
          "fylke": "Fylke", "metode": "Tolkemetode", "bestilt": "Minste kategori bestilt", "kilde": "Kilde",
          "leveringsform": "Leveringsform", "grunn": "Grunn (tolkeloven § 7)", "utfall": "Utfall"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """A line of counts_of_year.sql: the cell by column name (only those it is divided by), and its counts."""

    at: Mapping[str, str]
    assignments: int
    qualified: int


@dataclass(frozen=True, slots=True)
class Names:
    """The names of languages, sectors and counties, in the order they are printed."""

    languages: Mapping[str, str]
    sectors: Mapping[str, str]
    counties: Mapping[str, str]


def year_tables(year: int, halves: Sequence[int], counts: Iterable[Count], names: Names) -> tuple[Table, ...]:
    """All tables of one year, for the half-years that are closed."""
    known = list(counts)
    return tuple(_table(kind, year, halves, known, names) for kind in YEAR_TABLES)


def unmet_table(year: int, halves: Sequence[int], counts: Iterable[Count], names: Names) -> Table:
    """What was ordered and not carried out in the closed half-years; it may have no language at all."""
    return _table(UNMET, year, halves, list(counts), names)


def period_code(year: int, half: int) -> str:
    """«2026-1» is the first half of 2026."""
    return f"{year}-{half}"


def _table(kind: TableKind, year: int, halves: Sequence[int], counts: list[Count], names: Names) -> Table:
    wanted = {"periode", *kind.columns}
    sums: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for each in counts:
        if set(each.at) == wanted:
            key = (
                period_code(year, int(each.at["periode"])),
                *(_code(kind, c, each.at) for c in kind.columns),
            )
            sums[key][0] += each.assignments
            sums[key][1] += each.qualified
    present = [{key[place] for key in sums} for place in range(1, len(kind.columns) + 1)]
    periods = tuple(Value(period_code(year, half), f"{half}. halvår {year}") for half in halves)
    dimensions = [Dimension("periode", TITLES["periode"], periods, role="time")]
    for column, there in zip(kind.columns, present, strict=True):
        role: Role | None = "geo" if column == "fylke" else None
        dimensions.append(Dimension(column, TITLES[column], _values(kind, column, there, names), role=role))
    return Table(
        f"{kind.code}_{year}", f"{kind.title}, {year}", tuple(dimensions),
        tuple(Cell(key, count, qualified) for key, (count, qualified) in sorted(sums.items())),
        measures=kind.measures,
    )  # fmt: skip


def _code(kind: TableKind, column: str, at: Mapping[str, str]) -> str:
    code = at[column]
    if column in FIXED:
        return FIXED[column][code].code
    if column == "sprak" and kind.code == "sprak_kategori" and code not in LARGE_LANGUAGES:
        return OTHER_LANGUAGES
    return code


def _values(kind: TableKind, column: str, there: set[str], names: Names) -> tuple[Value, ...]:
    """The values a table prints: whole for small dimensions, those with assignments for languages and sectors."""
    match column:
        case "kategori":
            rest = (Value(NOT_STATED, "Kvalifisert, kategori ikke oppgitt", implies="qualified"),)
            return (
                *(Value(code, f"Kategori {code}", implies="qualified") for code in CATEGORIES),
                *(rest if NOT_STATED in there else ()),
                Value(NO_CATEGORY, "Ikke kvalifisert tolk", implies="unqualified"),
            )
        case "bestilt":
            rest = (Value(NOT_STATED, "Ikke oppgitt"),)
            return (
                *(Value(code, f"Kategori {code}") for code in CATEGORIES),
                *(rest if NOT_STATED in there else ()),
            )
        case _ if column in FIXED:
            return tuple(FIXED[column].values())
        case "fylke":
            return _named(names.counties, there | set(names.counties))
        case "sektor":
            return _named(names.sectors, there)
    others = (Value(OTHER_LANGUAGES, "Andre språk"),) if OTHER_LANGUAGES in there else ()
    return (*_named(names.languages, there - {OTHER_LANGUAGES}), *others)


def _named(titles: Mapping[str, str], there: set[str]) -> tuple[Value, ...]:
    """In the order of the names; a code nobody has named stands last, under itself."""
    known = [Value(code, title) for code, title in titles.items() if code in there]
    return (*known, *(Value(code, code) for code in sorted(there - set(titles))))
