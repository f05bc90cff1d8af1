"""An attacker who has nothing but the published files, written without the code that decides what to hide.

Reads the CSV (program dialect) or the JSON-stat of every table, writes down what must add up, and asks for
the least and the greatest value of every hidden count. Knows the rule as printed: among hidden counts that
hang together, at least one is 1-4. One integer program for everything, binary choices for the rule; no
groups, no witnesses.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

MEASURES = ("kvalifisert", "ikke_kvalifisert", "alle")
Name = tuple[frozenset[tuple[str, str]], str]


@dataclass(frozen=True)
class Line:
    """One published line: dimension codes, the printed numbers as text (empty when missing), and their
    flags."""

    at: dict[str, str]
    numbers: dict[str, str]
    flags: dict[str, str]


def lines_of_csv(file: bytes) -> list[Line]:
    """The lines of a CSV file in the program dialect."""
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8"), newline="")))
    names = list(rows[0])
    dimensions = [name.removesuffix("_navn") for name in names if name.endswith("_navn")]
    measures = [name.removesuffix("_flagg") for name in names if name.endswith("_flagg")]
    return [
        Line(
            {code: row[code] for code in dimensions},
            {code: row[code] for code in measures},
            {code: row[f"{code}_flagg"] for code in measures},
        )
        for row in rows
    ]


def lines_of_jsonstat(file: bytes) -> list[Line]:
    """The lines of a JSON-stat dataset."""
    data = json.loads(file)
    *dimensions, _ = data["id"]
    codes = [data["dimension"][name]["category"]["index"] for name in data["id"]]
    figures = zip(
        data["value"], (data["status"].get(str(n), "") for n in range(len(data["value"]))), strict=True
    )
    lines = []
    for key in product(*codes[:-1]):
        numbers, flags = {}, {}
        for measure in codes[-1]:
            value, flag = next(figures)
            numbers[measure], flags[measure] = "" if value is None else str(value), flag
        lines.append(Line(dict(zip(dimensions, key, strict=True)), numbers, flags))
    return lines


class Attacker:
    """Everything that follows from a list of published tables."""

    def __init__(self, tables: Sequence[Sequence[Line]], *, knows_rule: bool = True) -> None:
        self._index: dict[Name, int] = {}
        self._known: dict[int, int] = {}
        self.hidden: dict[Name, int] = {}
        self._equations: list[dict[int, float]] = []
        self._shares: list[tuple[int, int, int]] = []
        for table in tables:
            self._read(table)
        for number, table in enumerate(tables):
            others = [set(other[0].at) for place, other in enumerate(tables) if place != number]
            self._add_up(table, others)
        self._ceiling = 2 * max(self._known.values(), default=0) + 100
        self._groups = self._connected() if knows_rule else []

    def _at(self, at: Mapping[str, str], measure: str) -> int:
        place = frozenset((code, value) for code, value in at.items() if value != "total")
        return self._index.setdefault((place, measure), len(self._index))

    def _read(self, table: Sequence[Line]) -> None:
        for line in table:
            for measure in MEASURES:
                at = self._at(line.at, measure)
                if line.numbers[measure]:
                    assert self._known.setdefault(at, int(line.numbers[measure])) == int(
                        line.numbers[measure]
                    )
                elif "." in line.flags[measure]:
                    self._known[at] = 0
                else:
                    assert ":" in line.flags[measure]
                    name = (frozenset(i for i in line.at.items() if i[1] != "total"), measure)
                    self.hidden[name] = at
            parts = [self._at(line.at, measure) for measure in MEASURES]
            self._equations.append({parts[0]: 1, parts[1]: 1, parts[2]: -1})
            if line.numbers["andel"]:
                self._shares.append((parts[0], parts[2], round(float(line.numbers["andel"]) * 10)))

    def _add_up(self, table: Sequence[Line], others: Sequence[set[str]]) -> None:
        """Every sum over some of the dimensions, written straight from the inner lines."""
        dimensions = list(table[0].at)
        inner = [line for line in table if "total" not in line.at.values()]
        totalled = {code for line in table for code, value in line.at.items() if value == "total"}
        for size in range(len(dimensions)):
            for kept in combinations(dimensions, size):
                gone = set(dimensions) - set(kept)
                if not (gone <= totalled or any(set(dimensions) & other == set(kept) for other in others)):
                    continue
                sums: dict[tuple[str, ...], list[Line]] = {}
                for line in inner:
                    sums.setdefault(tuple(line.at[code] for code in kept), []).append(line)
                for values, parts in sums.items():
                    for measure in MEASURES:
                        whole = self._at(dict(zip(kept, values, strict=True)), measure)
                        equation = {self._at(line.at, measure): 1.0 for line in parts}
                        self._equations.append(equation | {whole: -1.0})

    def _connected(self) -> list[list[int]]:
        """Hidden counts joined by an equation, and those joined to them, and so on."""
        label = {at: at for at in range(len(self._index)) if at not in self._known}
        changed = True
        while changed:
            changed = False
            for equation in self._equations:
                unknown = [at for at in equation if at in label]
                least = min((label[at] for at in unknown), default=0)
                for at in unknown:
                    changed, label[at] = changed or label[at] != least, least
        hidden = set(self.hidden.values())
        groups: dict[int, list[int]] = {}
        for at in sorted(hidden & set(label)):
            groups.setdefault(label[at], []).append(at)
        return list(groups.values())

    def ranges(self) -> Iterator[tuple[Name, int, int]]:
        """Every hidden count with the least and greatest value it can have (CEILING when there is no
        greatest)."""
        for name, at in self.hidden.items():
            yield name, self._extreme(at, 1), self._extreme(at, -1)

    def _extreme(self, at: int, sign: int) -> int:
        size = len(self._index)
        small = sorted({each for group in self._groups for each in group})
        switch = {each: size + number for number, each in enumerate(small)}
        width = size + len(small)
        rows, lower, upper = [], [], []

        def rule(terms: Mapping[int, float], low: float, high: float) -> None:
            row = np.zeros(width)
            for place, factor in terms.items():
                row[place] += factor
            rows.append(row)
            lower.append(low)
            upper.append(high)

        for equation in self._equations:
            rule(equation, 0, 0)
        for part, whole, tenths in self._shares:
            rule({part: 2000, whole: -(2 * tenths - 1)}, 0, np.inf)
            rule({part: 2000, whole: -(2 * tenths + 1)}, -np.inf, -1)
        for each, chosen in switch.items():
            rule({each: 1, chosen: -1}, 0, np.inf)
            rule({each: 1, chosen: self._ceiling}, -np.inf, self._ceiling + 4)
        for group in self._groups:
            rule({switch[each]: 1 for each in group}, 1, np.inf)
        low, high = np.zeros(width), np.full(width, float(self._ceiling))
        high[size:] = 1
        for each, value in self._known.items():
            low[each] = high[each] = value
        cost = np.zeros(width)
        cost[at] = sign
        answer = milp(
            cost,
            integrality=np.ones(width),
            bounds=Bounds(low, high),
            constraints=LinearConstraint(np.array(rows), lower, upper),
            options={"mip_rel_gap": 0.0},
        )
        assert answer.x is not None, answer.message
        return round(float(answer.x[at]))


def pinned_down(tables: Sequence[Sequence[Line]], width: int = 5, *, knows_rule: bool = True) -> list[Name]:
    """The hidden counts an attacker narrows to fewer than `width` + 1 values."""
    attacker = Attacker(tables, knows_rule=knows_rule)
    return [name for name, least, greatest in attacker.ranges() if greatest - least < width]
