"""Everything that can be wrong in a row or a whole file of results, as closed lists of codes."""

WARNINGS = frozenset({"same_twice"})
"""Findings that let their row in."""

FINDINGS = (
    # the row as a line of the file
    "line_break_in_cell", "quotes_wrong", "too_many_cells", "line_too_long", "unreadable_letters",
    "missing", "too_long", "same_twice", "result_twice",
    # who
    "national_id_wrong", "birth_date_differs", "birth_date_impossible",
    "candidate_is_two", "candidate_is_another", "person_has_other_number",
    # what
    "test_unknown", "language_unknown", "language_ended", "language_not_wanted", "type_unknown", "round_unknown",
    "round_cancelled",    "part_unknown", "verdict_unknown", "score_unreadable",
    # when
    "date_unreadable", "date_in_future", "date_before_birth", "date_before_test", "date_outside_round",
    "decided_before_taken",
)  # fmt: skip
"""Codes of what can be wrong; all but WARNINGS keep the row out."""

FILE_REFUSED = (
    "not_a_table", "old_or_locked_workbook", "workbook_broken", "workbook_too_large", "formulas_not_computed",
    "header_missing", "columns_missing", "column_twice", "too_many_rows", "no_rows",
)  # fmt: skip
"""Why a whole file is refused, with nothing taken from it."""
