"""The time that is held, less what is agreed already."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.changes.rules.holding import to_hold
from tolkeregister.core.rules.oslo_time import Interval

ZERO = datetime(2026, 11, 26, tzinfo=UTC)


def hours(start: float, end: float) -> Interval:
    """A stretch of that day."""
    return Interval(ZERO + timedelta(hours=start), ZERO + timedelta(hours=end))


@pytest.mark.parametrize(
    ("wanted", "parts"),
    [
        (hours(15, 17), [(16.5, 17)]),  # 14.30–16.30 moved by half an hour: failure mode 13
        (hours(14, 16), [(14, 14.5)]),
        (hours(14, 17), [(14, 14.5), (16.5, 17)]),
        (hours(15, 16), []),
        (hours(14.5, 16.5), []),
        (hours(16.5, 18), [(16.5, 18)]),
        (hours(12, 14.5), [(12, 14.5)]),
        (hours(20, 22), [(20, 22)]),
        (hours(8, 9), [(8, 9)]),
    ],
)
def test_what_must_be_held(wanted: Interval, parts: list[tuple[float, float]]) -> None:
    assert to_hold(hours(14.5, 16.5), wanted) == tuple(hours(*each) for each in parts)


@given(*(st.integers(0, 96) for _ in range(4)))
def test_held_and_agreed_never_overlap_and_together_cover_what_is_wanted(
    a: int, b: int, c: int, d: int
) -> None:
    if a == b or c == d:
        return
    agreed, wanted = hours(min(a, b) / 4, max(a, b) / 4), hours(min(c, d) / 4, max(c, d) / 4)
    parts = to_hold(agreed, wanted)
    quarters = [hours(n / 4, (n + 1) / 4) for n in range(96)]
    for each in quarters:
        is_held = any(part.overlaps(each) for part in parts)
        assert is_held is (wanted.overlaps(each) and not agreed.overlaps(each))
