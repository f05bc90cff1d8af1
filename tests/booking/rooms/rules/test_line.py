"""What a line is good for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking.rooms.rules.line import Line, judged

figures = st.one_of(st.none(), st.integers(0, 20_000))


@pytest.mark.parametrize(
    ("line", "people", "verdict", "codes"),
    [
        (Line(800, 100, 5), 2, "green", ["good_line"]),
        (Line(800, 100, 5), 3, "yellow", ["little_capacity"]),
        (Line(300, 100, 5), 4, "red", ["little_capacity"]),
        (Line(5000, 150, 10), 2, "yellow", ["slow_line", "lossy_line"]),
        (Line(5000, 600, 10), 2, "red", ["slow_line"]),
        (Line(None, 20, 0), 2, "red", ["no_line"]),
        (Line(5000, 20, None), 2, "red", ["no_line"]),
    ],
)
def test_the_poorest_figure_decides_and_is_named(
    line: Line, people: int, verdict: str, codes: list[str]
) -> None:
    found = judged(line, people)
    assert (found.verdict, [each.code for each in found.reasons]) == (verdict, codes)


@settings(max_examples=150)
@given(st.builds(Line, figures, figures, figures), st.integers(2, 4))
def test_more_people_never_make_a_line_better_and_there_is_always_a_reason(line: Line, people: int) -> None:
    order = ["green", "yellow", "red"]
    now, more = judged(line, people), judged(line, people + 1)
    assert order.index(more.verdict) >= order.index(now.verdict)
    assert now.reasons
