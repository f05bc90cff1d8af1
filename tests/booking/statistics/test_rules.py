"""How a share is said, counted by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.statistics.rules import NearestPart, Share, nearest_part, percent_of


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        ("70.0", NearestPart(7, 10, "about")),
        ("68.1", NearestPart(2, 3, "over")),
        ("66.4", NearestPart(2, 3, "about")),
        ("69.2", NearestPart(7, 10, "nearly")),
        ("50.0", NearestPart(5, 10, "about")),
        ("52.0", NearestPart(5, 10, "over")),
        ("24.9", NearestPart(1, 4, "about")),
        ("0.0", NearestPart(0, 1, "about")),
        ("100.0", NearestPart(1, 1, "about")),
        ("99.2", NearestPart(1, 1, "nearly")),
    ],
)
def test_a_share_is_said_as_people_say_it(percent: str, said: NearestPart) -> None:
    assert nearest_part(Decimal(percent)) == said


@given(st.integers(0, 1000))
def test_what_is_said_is_true(tenths: int) -> None:
    share = Decimal(tenths) / 10
    near = nearest_part(share)
    whole = Decimal(100 * near.part) / near.of
    assert abs(share - whole) <= 5
    assert (near.nearness == "over") <= (share > whole)
    assert (near.nearness == "nearly") <= (share < whole)


@pytest.mark.parametrize(
    ("qualified", "assignments", "percent"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (9, 400, "2.3"), (1, 2000, "0.1"), (0, 5, "0.0"), (5, 5, "100.0")],
)
def test_per_cent_is_rounded_half_up(qualified: int, assignments: int, percent: str) -> None:
    assert percent_of(qualified, assignments) == Decimal(percent)


@pytest.mark.parametrize(("qualified", "assignments"), [(0, 0), (3, 2), (-1, 5)])
def test_there_is_no_share_of_nothing(qualified: int, assignments: int) -> None:
    with pytest.raises(ValueError, match="a share needs"):
        percent_of(qualified, assignments)


@given(qualified=st.integers(0, 5000), others=st.integers(0, 5000))
def test_one_more_with_a_qualified_interpreter_never_lowers_a_share_and_one_without_never_raises_it(
    qualified: int, others: int
) -> None:
    """Feature 28: what this choice does."""
    share = Share(qualified + others, qualified)
    up, down = share.with_one_more(qualified=True), share.with_one_more(qualified=False)
    assert up.assignments == down.assignments == share.assignments + 1
    assert up.qualified * share.assignments >= share.qualified * up.assignments
    assert down.qualified * share.assignments <= share.qualified * down.assignments
