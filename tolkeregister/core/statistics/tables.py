"""Tables of counts that will be published together: how many assignments, and how many by qualified
interpreters.

Every table counts the same facts along one to three flat dimensions. A cell has three counts that add up
(`qualified` + `unqualified` = `count`; interpreters of unknown standing are among the unqualified, decision
9) and a share. Cells that are not given are zero; cells that cannot exist are named in `impossible`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Literal

TOTAL = "total"
"""The code of a dimension's total in keys and in every export format; no value may use it."""

Part = Literal["count", "qualified", "unqualified"]
PARTS: tuple[Part, ...] = ("qualified", "unqualified", "count")
Measure = Literal["qualified", "unqualified", "count", "share"]
MEASURES: tuple[Measure, ...] = ("qualified", "unqualified", "count", "share")
COUNT_ONLY: tuple[Measure, ...] = ("count",)
Key = tuple[str, ...]
Role = Literal["time", "geo"]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a dimension. `implies` says that all its facts are of one kind (category A, or no
    category)."""

    code: str
    title: str
    implies: Literal["qualified", "unqualified"] | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way of dividing the facts; `total` says whether the sum over the values is published too."""

    code: str
    title: str
    values: tuple[Value, ...]
    total: bool = True
    role: Role | None = None

    def __post_init__(self) -> None:
        codes = [value.code for value in self.values]
        if not codes or len(set(codes)) != len(codes) or TOTAL in codes:
            raise ValueError(
                f"dimension {self.code}: values must be there, differ, and not be called {TOTAL!r}"
            )

    @property
    def published_codes(self) -> tuple[str, ...]:
        """The codes of the published lines, the total first."""
        return ((TOTAL,) if self.total else ()) + tuple(value.code for value in self.values)


@dataclass(frozen=True, slots=True)
class Cell:
    """The facts with one value in every dimension: how many, and how many by a qualified interpreter."""

    key: Key
    count: int
    qualified: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table before disclosure control. Raises ValueError on unknown or repeated keys and impossible counts.

    A table of what never came about has one measure, `count`: nobody interpreted, so nobody was qualified.
    """

    code: str
    title: str
    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]
    impossible: frozenset[Key] = frozenset()
    measures: tuple[Measure, ...] = MEASURES

    def __post_init__(self) -> None:
        if not 1 <= len(self.dimensions) <= 3:
            raise ValueError(f"table {self.code}: one to three dimensions, not {len(self.dimensions)}")
        known = set(self.inner_keys())
        seen: set[Key] = set()
        for cell in self.cells:
            if cell.key not in known or cell.key in seen or cell.key in self.impossible:
                raise ValueError(f"table {self.code}: unknown, repeated or impossible key {cell.key}")
            seen.add(cell.key)
            least = cell.count if self.implied(cell.key) == "qualified" else 0
            most = 0 if self.implied(cell.key) == "unqualified" else cell.count
            if not 0 <= least <= cell.qualified <= most:
                raise ValueError(f"table {self.code}: counts of {cell.key} do not fit")

    def inner_keys(self) -> Iterator[Key]:
        """Every combination of values, totals left out, in the order of the dimensions."""
        return product(*([value.code for value in dimension.values] for dimension in self.dimensions))

    def published_keys(self) -> Iterator[Key]:
        """Every line of the published table, totals included, in the order it is printed."""
        return product(*(dimension.published_codes for dimension in self.dimensions))

    def implied(self, key: Key) -> Literal["qualified", "unqualified"] | None:
        """The kind all facts of this line have because of one of its values, if any."""
        if self.measures == COUNT_ONLY:
            return "unqualified"
        for dimension, code in zip(self.dimensions, key, strict=True):
            for value in dimension.values:
                if value.code == code and value.implies:
                    return value.implies
        return None

    def by_key(self) -> Mapping[Key, Cell]:
        """The given cells by key."""
        return {cell.key: cell for cell in self.cells}


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed number, or None with the flags that say why it is missing (see FLAGS)."""

    value: int | Decimal | None
    flags: str = ""


FLAGS: Mapping[str, str] = {
    ":": "Vises ikke av hensyn til personvern",
    ".": "Ikke mulig å oppgi tall",
    "u": "For få oppdrag til å vise andel",
    "p": "Foreløpig tall",
    "r": "Rettet tall",
    "b": "Brudd i tidsserien",
}
"""What the flags mean, for every format's note. The signs `:` and `.` are those Statistics Norway uses."""


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """One line of a published table."""

    key: Key
    qualified: Figure
    unqualified: Figure
    count: Figure
    share: Figure

    def figure(self, measure: Measure) -> Figure:
        """The figure of one measure."""
        figure: Figure = getattr(self, measure)
        return figure


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table as the public sees it, with what a reader must know: source, day of update and notes."""

    code: str
    title: str
    dimensions: tuple[Dimension, ...]
    cells: tuple[PublishedCell, ...]
    source: str = ""
    updated: date | None = None
    notes: tuple[str, ...] = field(default=())
    measures: tuple[Measure, ...] = MEASURES


def share_in_percent(qualified: int, count: int) -> Decimal:
    """Qualified out of `count` in per cent, exact, rounded half up to one decimal (2.25 % is 2.3).

    Integer arithmetic only, so no binary fraction decides a rounding. Raises ValueError when `count` is not
    positive.
    """
    if count <= 0 or not 0 <= qualified <= count:
        raise ValueError("a share needs 0 <= qualified <= count and at least one assignment")
    tenths = (2000 * qualified + count) // (2 * count)
    return Decimal(tenths).scaleb(-1)
