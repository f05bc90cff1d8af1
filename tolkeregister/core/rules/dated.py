"""Dated rules: tables whose rows say from when they hold, so that an old date has its own rule."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A row that holds from a date until the next row takes over."""

    @property
    def valid_from(self) -> date:
        """The first date, in Norway, on which the row holds."""


Row = TypeVar("Row", bound=Dated)


def in_force(table: Sequence[Row], on: date) -> Row:
    """The row in force on a date; LookupError before the first one.

    For bookings `on` is the Norwegian date of the assignment's start, not today.
    """
    holding = [row for row in table if row.valid_from <= on]
    if not holding:
        raise LookupError(f"no rule was in force on {on}")
    return max(holding, key=lambda row: row.valid_from)
