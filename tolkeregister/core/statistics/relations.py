"""What an attacker knows before reading a single number: which published counts must add up to which.

Two cells of different tables that count the same facts (the same values, totals left out) are one unknown. So
the tables of a committed list become one system of additive relations over non-negative integers. The system
is the whole truth about them only when the list is *acyclic* (GYO reduction): then any counts that agree on
what the tables share are the counts of some set of facts. A cyclic list (such as language x sector, sector x
county, county x language) is refused, because there the relations alone would understate what can be worked
out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from tolkeregister.core.statistics.tables import PARTS, TOTAL, Key, Part, Table

CellId = tuple[tuple[str, str], ...]
"""The same facts in every table: (dimension, value) pairs in the order of dimension codes, totals left
out."""
Unknown = tuple[CellId, Part]


@dataclass(frozen=True, slots=True)
class Relation:
    """`whole` is the sum of `parts`; numbers are positions in `System.unknowns`."""

    whole: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class System:
    """All counts of a list of tables with their true values, which of them are printed, and what adds up."""

    unknowns: tuple[Unknown, ...]
    values: tuple[int, ...]
    printed: tuple[bool, ...]
    impossible: frozenset[int]
    relations: tuple[Relation, ...]
    index: dict[Unknown, int]
    time_only: frozenset[int]

    def place(self, table: Table, key: Key, part: Part) -> int | None:
        """Where the count of a printed line stands; None when it is nought by definition."""
        unknown = _unknown(table, key, part)
        return None if unknown is None else self.index[unknown]


def cell_id(table: Table, key: Key) -> CellId:
    """The identity of a line across tables."""
    pairs = zip((dimension.code for dimension in table.dimensions), key, strict=True)
    return tuple(sorted((code, value) for code, value in pairs if value != TOTAL))


def _unknown(table: Table, key: Key, part: Part) -> Unknown | None:
    """The unknown behind a count; in a line of one kind only, that kind *is* the count and the other is
    nought."""
    implied = table.implied(key)
    if implied and part != "count":
        return (cell_id(table, key), "count") if part == implied else None
    return cell_id(table, key), part


def is_acyclic(dimension_sets: Iterable[frozenset[str]]) -> bool:
    """GYO reduction: take away dimensions of one table only and tables inside another until nothing is
    left."""
    edges = set(dimension_sets)
    while True:
        alone = {code for edge in edges for code in edge if sum(code in other for other in edges) == 1}
        smaller = {frozenset(edge - alone) for edge in edges}
        smaller = {edge for edge in smaller if not any(edge < other for other in smaller)}
        if len(smaller) <= 1:
            return True
        if smaller == edges:
            return False
        edges = smaller


def link(tables: Sequence[Table]) -> System:
    """Join the tables into one system. Raises ValueError when they disagree or when the list is cyclic."""
    sets = [frozenset(dimension.code for dimension in table.dimensions) for table in tables]
    if not is_acyclic(sets):
        raise ValueError("the tables form a cycle; publish the joint table or fewer of them")
    builder = _Builder()
    for number, table in enumerate(tables):
        shared = {sets[number] & other for place, other in enumerate(sets) if place != number}
        builder.add(table, _margins(table, shared))
    return builder.system()


def _margins(table: Table, shared: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The sums of a table that matter: those it prints and those it has in common with other tables."""
    codes = frozenset(dimension.code for dimension in table.dimensions)
    totalled = [dimension.code for dimension in table.dimensions if dimension.total]
    printed = [
        codes - set(gone) for size in range(len(totalled) + 1) for gone in combinations(totalled, size)
    ]
    wanted = {codes, *printed, *shared}
    return sorted(wanted, key=lambda margin: (-len(margin), sorted(margin)))


class _Builder:
    """Collects unknowns and relations table by table."""

    def __init__(self) -> None:
        self.index: dict[Unknown, int] = {}
        self.values: list[int] = []
        self.printed: list[bool] = []
        self.impossible: set[int] = set()
        self.time_only: set[int] = set()
        self.relations: dict[Relation, None] = {}

    def add(self, table: Table, margins: Sequence[frozenset[str]]) -> None:
        sums = _sums(table, margins)
        printed = set(table.published_keys())
        for key, (count, qualified) in sums.items():
            amounts: dict[Part, int] = {
                "count": count,
                "qualified": qualified,
                "unqualified": count - qualified,
            }
            for part in PARTS:
                self._put(table, key, part, amounts[part], key in printed)
            if table.implied(key) is None:
                self._relate(table, (key, "count"), [(key, "qualified"), (key, "unqualified")])
        known = set(margins)
        for key in sums:
            for finer in _finer(table, key, known):
                for part in PARTS:
                    self._relate(table, (key, part), [(other, part) for other in finer])

    def _put(self, table: Table, key: Key, part: Part, value: int, printed: bool) -> None:
        unknown = _unknown(table, key, part)
        if unknown is None:
            return
        place = self.index.setdefault(unknown, len(self.index))
        if place == len(self.values):
            self.values.append(value)
            self.printed.append(False)
        if self.values[place] != value:
            raise ValueError(f"table {table.code} disagrees with an earlier table about {unknown}")
        self.printed[place] = self.printed[place] or printed
        if key in table.impossible:
            self.impossible.add(place)
        if all(
            code == TOTAL or dimension.role == "time"
            for dimension, code in zip(table.dimensions, key, strict=True)
        ):
            self.time_only.add(place)

    def _relate(self, table: Table, whole: tuple[Key, Part], parts: Sequence[tuple[Key, Part]]) -> None:
        unknowns = [_unknown(table, key, part) for key, part in parts]
        top = _unknown(table, *whole)
        if top is not None:
            places = sorted({self.index[unknown] for unknown in unknowns if unknown is not None})
            if places != [self.index[top]]:
                self.relations[Relation(self.index[top], tuple(places))] = None

    def system(self) -> System:
        return System(
            unknowns=tuple(self.index),
            values=tuple(self.values),
            printed=tuple(self.printed),
            impossible=frozenset(self.impossible),
            relations=tuple(self.relations),
            index=self.index,
            time_only=frozenset(self.time_only),
        )


def _sums(table: Table, margins: Sequence[frozenset[str]]) -> dict[Key, tuple[int, int]]:
    """Count and qualified of every line of the wanted margins, nought included."""
    sums: dict[Key, tuple[int, int]] = {}
    for margin in margins:
        lines = (
            [value.code for value in dimension.values] if dimension.code in margin else [TOTAL]
            for dimension in table.dimensions
        )
        sums.update((key, (0, 0)) for key in product(*lines))
    for cell in table.cells:
        for margin in margins:
            key = tuple(
                code if dimension.code in margin else TOTAL
                for dimension, code in zip(table.dimensions, cell.key, strict=True)
            )
            count, qualified = sums[key]
            sums[key] = (count + cell.count, qualified + cell.qualified)
    return sums


def _finer(table: Table, key: Key, margins: set[frozenset[str]]) -> list[list[Key]]:
    """The lines a sum is made of: one dimension opened at a time, or all at once when nothing lies
    between."""
    codes = [dimension.code for dimension in table.dimensions]
    here = frozenset(code for code, value in zip(codes, key, strict=True) if value != TOTAL)
    closed = [place for place, value in enumerate(key) if value == TOTAL]
    steps: list[tuple[int, ...]] = [(place,) for place in closed if here | {codes[place]} in margins]
    if not steps and closed:
        steps = [tuple(closed)]
    opened = []
    for step in steps:
        lines = (
            [value.code for value in dimension.values] if place in step else [key[place]]
            for place, dimension in enumerate(table.dimensions)
        )
        opened.append(list(product(*lines)))
    return opened
