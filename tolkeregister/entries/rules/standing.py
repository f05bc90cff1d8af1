"""What the register says of one entry at a point in time, as it was known at another.

Two times (rule Q8): *valid* is when something was so, *recorded* is when the register knew it. Listed and
qualified are two questions and neither is derived from the other (Q7, tolkeloven § 7 third paragraph): one
may meet the requirements without an entry. To the public, removed, excluded, dead and never listed look
alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeVar

from tolkeregister.core.decisions import Reason, reason


@dataclass(frozen=True, slots=True)
class Bitemporal:
    """What held in `[valid_from, valid_to)`, as recorded in `[recorded_from, recorded_to)`; None is open."""

    valid_from: datetime
    valid_to: datetime | None
    recorded_from: datetime
    recorded_to: datetime | None


class HasPeriods(Protocol):
    """Anything that carries its two periods."""

    @property
    def periods(self) -> Bitemporal:
        """Valid and recorded."""


@dataclass(frozen=True, slots=True)
class ListingRecord:
    """The entry stood in the register; `end_reason` is for the directorate only."""

    periods: Bitemporal
    end_reason: str | None = None


@dataclass(frozen=True, slots=True)
class CategoryRecord:
    """The category that followed from the evidence, and by which version of the rules."""

    periods: Bitemporal
    category: str
    rule_version: str


@dataclass(frozen=True, slots=True)
class PublicStanding:
    """All that the public is told: a category when listed, otherwise nothing at all."""

    is_listed: bool
    category: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer for one entry at one valid and one known instant."""

    is_listed: bool
    category: str | None
    rule_version: str | None
    reasons: tuple[Reason, ...]

    @property
    def is_qualified(self) -> bool:
        """Whether the requirements were met, listed or not."""
        return self.category is not None

    @property
    def qualification(self) -> Literal["qualified", "unqualified"]:
        """The column of a fact. A check that could not be made is `unknown`, which no lookup answers."""
        return "qualified" if self.is_qualified else "unqualified"

    @property
    def basis(self) -> Literal["listed", "unlisted"]:
        """The column of a fact."""
        return "listed" if self.is_listed else "unlisted"

    @property
    def neutral(self) -> PublicStanding:
        """The same without any trace of why an entry is not there (P1, V4, W11)."""
        return PublicStanding(self.is_listed, self.category if self.is_listed else None)


Record = TypeVar("Record", bound=HasPeriods)


def holding(records: Iterable[Record], *, valid_at: datetime, known_at: datetime) -> tuple[Record, ...]:
    """The records that held at `valid_at` by what was recorded at `known_at`, in the order given."""
    return tuple(
        each
        for each in records
        if _within(each.periods.valid_from, each.periods.valid_to, valid_at)
        and _within(each.periods.recorded_from, each.periods.recorded_to, known_at)
    )


def _within(first: datetime, end: datetime | None, at: datetime) -> bool:
    return first <= at and (end is None or at < end)


def standing(
    listings: Iterable[ListingRecord],
    categories: Iterable[CategoryRecord],
    *,
    valid_at: datetime,
    known_at: datetime,
) -> Standing:
    """What the register, as it was known at `known_at`, says of one entry at `valid_at`.

    ValueError when two records of a kind hold at once: that is a fault in the records, and guessing would
    hide it.
    """
    listed = _only_one(holding(listings, valid_at=valid_at, known_at=known_at))
    category = _only_one(holding(categories, valid_at=valid_at, known_at=known_at))
    reasons = (
        reason("listed") if listed else reason("not_listed"),
        reason("qualified", category=category.category) if category else reason("not_qualified"),
    )
    return Standing(
        is_listed=listed is not None,
        category=category.category if category else None,
        rule_version=category.rule_version if category else None,
        reasons=reasons,
    )


def _only_one(records: tuple[Record, ...]) -> Record | None:
    if len(records) > 1:
        raise ValueError("two records of one entry hold at the same time")
    return records[0] if records else None


def is_known_later(
    records: Iterable[HasPeriods], *, valid_at: datetime, first_known: datetime, known_at: datetime
) -> bool:
    """Whether what was so at `valid_at` was recorded differently at `first_known` than at `known_at`.

    Marks figures and decisions that later knowledge has changed.
    """
    everything = tuple(records)
    before = holding(everything, valid_at=valid_at, known_at=first_known)
    return before != holding(everything, valid_at=valid_at, known_at=known_at)
