"""Everything that can be wrong in a cell, a row or a whole file, as closed lists of codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Severity = Literal["error", "waiting", "warning"]

MISSING = "missing"

SEVERITIES: Mapping[str, Severity] = MappingProxyType({
    # any cell
    MISSING: "error", "national_id": "error", "too_long": "error", "not_printable": "error",
    # the row as a line of the file
    "line_break_in_cell": "error", "quotes_wrong": "error", "too_many_cells": "error", "line_too_long": "error",
    "unreadable_letters": "error", "formula_error": "error",
    "reference_twice": "error", "same_twice": "warning",
    # when
    "date_unreadable": "error", "date_ambiguous": "error", "day_too_old": "error", "day_in_future": "error",
    "time_unreadable": "error", "time_skipped": "error", "time_twice": "warning",
    "minutes_unreadable": "error", "minutes_out_of_bounds": "error",
    "ordered_unreadable": "warning", "ordered_after_start": "warning",
    # what
    "language_unknown": "waiting", "language_ambiguous": "waiting", "language_rejected": "error",
    "language_ended": "error",
    "type_unknown": "error", "type_and_language": "error", "mode_unknown": "error",
    # where and for whom
    "sector_unknown": "waiting", "sector_rejected": "error",
    "municipality_unknown": "waiting", "municipality_ambiguous": "waiting", "municipality_rejected": "error",
    "orgnr_wrong": "error", "unit_unknown": "warning",
    # by whom
    "number_wrong": "error", "number_is_a_name": "error", "interpreter_missing": "warning",
    "interpreter_unknown": "warning", "category_unknown": "error", "category_differs": "warning",
    "category_without_listing": "warning",
    # how it went
    "outcome_unknown": "error", "ground_unknown": "error", "ground_ended": "warning",
})  # fmt: skip
"""Code of a finding → what it does to its row: `error` and `waiting` keep it out, `warning` lets it in."""

FILE_REFUSED = (
    "not_a_table", "old_or_locked_workbook", "workbook_broken", "workbook_too_large", "formulas_not_computed",
    "header_missing",
    "columns_missing", "column_twice", "too_many_rows", "no_rows", "could_not_be_handled",
)  # fmt: skip
"""Why a whole file is refused, with nothing taken from it."""

NOT_RECEIVED = ("file_empty", "file_too_large", "too_many_waiting", "cannot_be_read_again")
"""Why a file is not received at all, or not read again (`Invalid` and `Conflict` of the commands)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell; a reader of cells answers with it instead of a value."""

    code: str


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong, and in which column (its code)."""

    column: str
    code: str

    @property
    def severity(self) -> Severity:
        """What it does to the row."""
        return SEVERITIES[self.code]
