"""What we are asked for when a printed figure is checked; answered by the generated nation or by the
database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """The register at the end of a day, as known then. Languages are Norwegian names."""

    by_category: Mapping[str, int]
    by_language: Mapping[str, int]
    persons: int
    women: int

    @property
    def entries(self) -> int:
        """Listed entries in every category."""
        return sum(self.by_category.values())

    @property
    def highly_qualified(self) -> int:
        """Entries in A-D, the split of the annual report for 2021."""
        return sum(count for category, count in self.by_category.items() if category != "E")


@dataclass(frozen=True, slots=True)
class Sittings:
    """The sittings of one exam in one year."""

    candidates: int
    passed: int
    women: int
    languages: frozenset[str]
    passed_languages: frozenset[str]
    fees: frozenset[int]


@dataclass(frozen=True, slots=True)
class Training:
    """A course in one year: how many reached each step at least, in how many courses and which languages."""

    courses: int
    reached: Mapping[str, int]
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Use:
    """Delivered spoken-language assignments of a year in full numbers (a sample 1:S times S)."""

    assignments: int
    qualified: int
    by_language: Mapping[str, int]
    in_register_languages: int


class Ours(Protocol):
    """The questions. Every answer is a pure reading; ValueError when a year is not held."""

    def register_at_end_of(self, day: date) -> RegisterCount:
        """Entries by category and language, persons and women."""

    def entries_in(self, languages: frozenset[str], day: date) -> int:
        """Entries in some languages at the end of a day."""

    def sittings(self, programme: str, year: int) -> Sittings:
        """Programmes: tospraaktest, authorisation_written, authorisation_oral."""

    def training(self, programme: str, year: int) -> Training:
        """Programmes: tao, grunnemne_hvl."""

    def graduates(self, year: int) -> Sequence[str]:
        """The language of every bachelor graduate."""

    def interest(self, year: int) -> Sequence[int]:
        """Notices of interest in Tospråktesten, one number per language."""

    def use(self, year: int) -> Use:
        """Assignments as facts (2020 and later)."""

    def reported(self, year: int, measure: str) -> Mapping[str, int]:
        """Sums that were reported as such, by scope ("all", a category or a Norwegian language name)."""
