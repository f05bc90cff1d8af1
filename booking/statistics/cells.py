"""Cells of language x year x county: the packed roll-up with the sums of the facts since added to it."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Self


@dataclass(frozen=True, slots=True)
class ShareCells:
    """Columns of the same length: a cell is the same place in each. In no particular order; no cell is nought."""

    years: tuple[int, ...]
    languages: tuple[str, ...]
    counties: tuple[str, ...]
    assignments: tuple[int, ...]
    qualified: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearCells:
    """One year's cells as columns."""

    languages: list[str]
    counties: list[str]
    assignments: list[int]
    qualified: list[int]

    @classmethod
    def unpacked(cls, languages: str, counties: str, assignments: bytes, qualified: bytes) -> Self:
        """From the packed columns of `share_year`."""
        return cls(languages.split(), counties.split(), _integers(assignments), _integers(qualified))

    def plus(self, more: "YearCells") -> "YearCells":
        """With the sums of the facts since added."""
        sums = {(language, county): (a, q) for language, county, a, q in self._rows()}
        for language, county, a, q in more._rows():
            before = sums.get((language, county), (0, 0))
            sums[language, county] = (before[0] + a, before[1] + q)
        return YearCells(
            [language for language, _ in sums], [county for _, county in sums],
            [a for a, _ in sums.values()], [q for _, q in sums.values()],
        )  # fmt: skip

    def without_noughts(self) -> "YearCells":
        """Without cells whose corrections cancelled out."""
        if 0 not in self.assignments:
            return self
        kept = [row for row in self._rows() if row[2]]
        return YearCells(
            [row[0] for row in kept],
            [row[1] for row in kept],
            [row[2] for row in kept],
            [row[3] for row in kept],
        )

    def _rows(self) -> Iterable[tuple[str, str, int, int]]:
        return zip(self.languages, self.counties, self.assignments, self.qualified, strict=True)


def joined(years: dict[int, YearCells]) -> ShareCells:
    """All years in one."""
    parts = {year: cells.without_noughts() for year, cells in years.items()}
    return ShareCells(
        tuple(chain.from_iterable(repeat(year, len(cells.counties)) for year, cells in parts.items())),
        tuple(chain.from_iterable(cells.languages for cells in parts.values())),
        tuple(chain.from_iterable(cells.counties for cells in parts.values())),
        tuple(chain.from_iterable(cells.assignments for cells in parts.values())),
        tuple(chain.from_iterable(cells.qualified for cells in parts.values())),
    )


def _integers(packed: bytes) -> list[int]:
    return list(struct.unpack(f">{len(packed) // 4}i", packed))
