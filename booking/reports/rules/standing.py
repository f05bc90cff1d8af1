"""What a reported row counts as: by the register at the start of the assignment, as it was known then (rule T1).

The reporter's word about a category is kept beside ours and never counts in its place. A number that is not listed in
that language and type then is somebody not qualified, also when listed in another (rule B6). Without a number nothing
can be checked, and what cannot be checked is unknown: in the denominator, not in the numerator.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from booking.reports.rules.words import InterpreterSaid


@dataclass(frozen=True, slots=True)
class Spell:
    """An entry was listed in a category from one instant to another, and that was known between two others."""

    category: str
    valid_from: datetime
    valid_to: datetime | None
    known_from: datetime
    known_to: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether it was so at an instant and known at the same instant."""
        return (
            self.valid_from <= at and (self.valid_to is None or at < self.valid_to)
            and self.known_from <= at and (self.known_to is None or at < self.known_to)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Register:
    """The register as far as reports need it: numbers that were ever issued, and spells by number, language, type."""

    numbers: frozenset[str] = frozenset()
    spells: Mapping[tuple[str, str, str], tuple[Spell, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a row counts as, and the code of a warning when that is not what it says."""

    qualification: str
    basis: str | None
    category: str | None
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A standing that changes with time: `standings[n]` from `changes[n - 1]` to `changes[n]`."""

    changes: tuple[datetime, ...]
    standings: tuple[Standing, ...]

    def at(self, instant: datetime) -> Standing:
        """The standing of an assignment that started then."""
        return self.standings[bisect_right(self.changes, instant)]


def course(said: InterpreterSaid, stated: str | None, language: str, type: str, register: Register) -> Course:
    """What rows that say the same count as, by when they started."""
    if said.is_unlisted:
        if stated:  # qualified and not listed is possible; somebody has to look at it first
            return Course((), (Standing("unknown", "unlisted", None, "category_without_listing"),))
        return Course((), (Standing("unqualified", "unlisted", None),))
    if said.number is None:
        return Course((), (Standing("unknown", None, None, "interpreter_missing"),))
    if said.number not in register.numbers:
        return Course((), (Standing("unknown", None, None, "interpreter_unknown"),))
    spells = register.spells.get((said.number, language, type), ())
    changes = _changes(spells)
    categories = [None, *(_category(spells, change) for change in changes)]
    return Course(changes, tuple(_listed_as(category, stated) for category in categories))


def _changes(spells: Iterable[Spell]) -> tuple[datetime, ...]:
    instants = {
        instant for spell in spells
        for instant in (spell.valid_from, spell.valid_to, spell.known_from, spell.known_to) if instant is not None
    }  # fmt: skip
    return tuple(sorted(instants))


def _category(spells: Iterable[Spell], at: datetime) -> str | None:
    return next((spell.category for spell in spells if spell.holds(at)), None)


def _listed_as(category: str | None, stated: str | None) -> Standing:
    warning = "category_differs" if stated is not None and stated != category else None
    if category is None:
        return Standing("unqualified", "unlisted", None, warning)
    return Standing("qualified", "listed", category, warning)
