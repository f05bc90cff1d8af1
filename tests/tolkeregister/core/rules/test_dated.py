"""Dated tables: the row in force."""

from dataclasses import dataclass
from datetime import date

import pytest

from tolkeregister.core.rules.dated import in_force


@dataclass(frozen=True)
class Row:
    """A row with nothing but its date and a value."""

    valid_from: date
    value: int


@pytest.mark.parametrize(
    ("on", "value"),
    [(date(2026, 1, 1), 1), (date(2026, 12, 31), 1), (date(2027, 1, 1), 2), (date(2040, 1, 1), 2)],
)
@pytest.mark.parametrize("is_turned", [False, True])
def test_a_row_holds_from_its_date_until_the_next_in_whatever_order_they_stand(
    on: date, value: int, is_turned: bool
) -> None:
    table = [Row(date(2026, 1, 1), 1), Row(date(2027, 1, 1), 2)]
    assert in_force(table[::-1] if is_turned else table, on).value == value


def test_before_the_first_row_there_is_no_rule() -> None:
    with pytest.raises(LookupError, match="2025-12-31"):
        in_force([Row(date(2026, 1, 1), 1)], date(2025, 12, 31))
