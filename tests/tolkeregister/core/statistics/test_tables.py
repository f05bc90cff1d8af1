"""Numbers and tables: exact shares, and counts that cannot be wrong without being refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.core.statistics.tables import Cell, Dimension, Table, Value, share_in_percent


@given(st.integers(1, 10**7), st.data())
def test_a_share_is_the_nearest_tenth_and_half_goes_up(count: int, data: st.DataObject) -> None:
    qualified = data.draw(st.integers(0, count))
    exact, shown = Fraction(100 * qualified, count), Fraction(share_in_percent(qualified, count))
    assert shown.denominator in (1, 2, 5, 10)
    assert shown - Fraction(1, 20) <= exact < shown + Fraction(1, 20)


@pytest.mark.parametrize(
    ("qualified", "count", "shown"),
    [
        (1, 800, "0.1"),
        (9, 400, "2.3"),
        (364_000, 700_000, "52.0"),
        (390_904, 746_000, "52.4"),
        (7, 7, "100.0"),
    ],
)
def test_known_shares(qualified: int, count: int, shown: str) -> None:
    assert str(share_in_percent(qualified, count)) == shown


@pytest.mark.parametrize(("qualified", "count"), [(0, 0), (-1, 5), (6, 5)])
def test_a_share_of_nothing_or_of_too_much_is_refused(qualified: int, count: int) -> None:
    with pytest.raises(ValueError, match="a share needs"):
        share_in_percent(qualified, count)


LETTERS = Dimension("a", "a", (Value("A", "A", implies="qualified"), Value("x", "x", implies="unqualified")))


@pytest.mark.parametrize(
    "cells",
    [
        (Cell(("A",), 5, 4),),
        (Cell(("x",), 5, 1),),
        (Cell(("B",), 5, 5),),
        (Cell(("A",), 5, 5), Cell(("A",), 5, 5)),
        (Cell(("A",), 5, 6),),
    ],
)
def test_counts_that_do_not_fit_their_key_are_refused(cells: tuple[Cell, ...]) -> None:
    with pytest.raises(ValueError, match="table t"):
        Table("t", "t", (LETTERS,), cells)


def test_a_value_may_not_be_called_total() -> None:
    with pytest.raises(ValueError, match="total"):
        Dimension("a", "a", (Value("total", "total"),))
