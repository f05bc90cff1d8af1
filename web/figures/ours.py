"""Our side of the comparison: what is read from the database, and what only the synthetic nation's tables hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RegisterDay:
    """The register at the end of a day, as known then. Languages are Norwegian names."""

    by_category: Mapping[str, int]
    by_language: Mapping[str, int]
    entries: int
    persons: int
    women: int
    proofs: Mapping[str, frozenset[frozenset[str]]]
    """By category: the kinds of evidence in force behind each of its entries, each combination once."""

    @property
    def highly_qualified(self) -> int:
        """Entries in A-D, the split of the annual report for 2021."""
        return sum(count for category, count in self.by_category.items() if category != "E")


@dataclass(frozen=True, slots=True)
class YearOfUse:
    """A year in the published series of the nation, in full numbers (a sample 1:S times S); None is not printed."""

    assignments: int
    qualified: int | None
    share: Decimal  # per cent, as published


@dataclass(frozen=True, slots=True)
class Obtained:
    """Evidence in a language: what, from whom, since when, and since when the register has known it."""

    kind: str
    issuer: str
    language: str  # Norwegian name
    since: date
    known: date


@dataclass(frozen=True, slots=True)
class Service:
    """Everything that is read from the database, in one transaction."""

    register: Mapping[date, RegisterDay]
    series: Mapping[int, YearOfUse]
    languages_used: Mapping[int, Mapping[str, int]]  # assignments by Norwegian name, in full numbers
    sectors_2021: Mapping[str, int]  # assignments by sector, in the sample's numbers
    supply_2020: Mapping[str, int]  # assignments by supply model, in the sample's numbers
    obtained: Sequence[Obtained]
    first_listed: Mapping[str, date]  # by type of entry


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


class Tables(Protocol):
    """What the service keeps no rows of. Every answer is a pure reading; ValueError when a sum is not held."""

    def sittings(self, programme: str, year: int) -> Sittings:
        """Programmes: tospraaktest, authorisation_written, authorisation_oral."""

    def training(self, programme: str, year: int) -> Training:
        """Programmes: tao, grunnemne_hvl."""

    def graduates(self, year: int) -> Sequence[str]:
        """The language of every bachelor graduate."""

    def interest(self, year: int) -> Sequence[int]:
        """Notices of interest in Tospråktesten, one number per language."""

    def reported(self, year: int, measure: str) -> Mapping[str, int]:
        """Sums that were reported as such, by scope ("all", a category or a Norwegian language name)."""


@dataclass(frozen=True, slots=True)
class Ours:
    """What every check is given."""

    service: Service
    tables: Tables
