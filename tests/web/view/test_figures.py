"""Figures are drawn in per cent, hidden from screen readers and never outside their frame."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.view.figures import Point, ladder, line_chart, meter_bar, stacked_bar
from web.view.portraits import _look_of, portrait

POINTS = [Point("2016", 30.0), Point("2017", None), Point("2020", 52.0), Point("2022", 60.0, estimate=True)]


@pytest.mark.parametrize(("category", "filled"), [("A", 5), ("B", 4), ("C", 3), ("D", 2), ("E", 1), ("", 0)])
def test_the_ladder_fills_a_step_for_each_category(category: str, filled: int) -> None:
    assert ladder(category).count("data-fylt") == filled


@given(st.floats(-50, 150, allow_nan=False))
def test_a_meter_never_leaves_its_frame(share: float) -> None:
    drawn = ElementTree.fromstring(meter_bar(share, goal=100))
    assert 0 <= float(drawn[1].attrib["width"].rstrip("%")) <= 100


@given(st.lists(st.sampled_from("ABCDEX"), min_size=1, max_size=6, unique=True), st.data())
def test_the_parts_of_a_stacked_bar_follow_each_other(codes: list[str], data: st.DataObject) -> None:
    shares = [100 / len(codes)] * len(codes)
    bars = list(ElementTree.fromstring(stacked_bar(zip(codes, shares, strict=True))))
    starts = [float(bar.attrib["x"].rstrip("%")) for bar in bars]
    ends = [start + float(bar.attrib["width"].rstrip("%")) for start, bar in zip(starts, bars, strict=True)]
    assert starts == sorted(starts)
    assert all(end <= after + 0.1 for end, after in zip(ends, [*starts[1:], 100.0], strict=True))


def test_nothing_is_drawn_for_a_part_of_nothing() -> None:
    assert "t-s-b" not in stacked_bar([("A", 40.0), ("B", 0.0), ("X", 60.0)])


def test_a_line_over_a_gap_or_to_an_estimate_is_dashed() -> None:
    assert line_chart(POINTS).count("data-anslag") == 2


def test_the_first_and_the_last_value_are_shown_on_a_phone_too() -> None:
    chart = line_chart(POINTS, goal=100, goal_text="Kravet fra 2027")
    values = re.findall(r'<text class="t-graf__verdi"[^>]*?( data-skjul-smal="")?>([^<]+)<', chart)
    assert [hidden for hidden, _ in (values[0], values[-1])] == ["", ""]
    assert values[0][1] == "30\xa0%"


def test_a_chart_without_values_is_refused() -> None:
    with pytest.raises(ValueError, match="value"):
        line_chart([Point("2016", None)])


def test_figures_are_hidden_from_screen_readers_and_have_no_style() -> None:
    for drawn in (ladder("A"), meter_bar(40), stacked_bar([("A", 100.0)]), line_chart(POINTS)):
        root = ElementTree.fromstring(drawn)
        assert root.attrib["aria-hidden"] == "true"
        assert not any("style" in each.attrib for each in root.iter())


def test_what_a_caller_writes_in_a_figure_is_escaped() -> None:
    assert "<script>" not in line_chart([Point("<script>", 1.0)], goal=10, goal_text="<script>")


@given(st.text("0123456789", min_size=1, max_size=8), st.sampled_from(["woman", "man", ""]))
def test_a_portrait_depends_on_the_number_alone(number: str, gender: str) -> None:
    assert portrait(number, gender) == portrait.__wrapped__(number, gender)
    ElementTree.fromstring(portrait(number, gender))


def test_portraits_differ() -> None:
    assert len({portrait(str(number), "woman") for number in range(200)}) > 150


def test_no_drawing_stands_for_both_a_woman_and_a_man() -> None:
    drawn = {
        gender: {_look_of(str(number), gender).style for number in range(200)} for gender in ("woman", "man")
    }
    assert drawn == {"woman": {"long", "bun"}, "man": {"short", "beard"}}


def test_a_portrait_with_a_title_is_an_image_and_without_one_decoration() -> None:
    assert 'role="img" aria-label="Bilde av &lt;Samira&gt;"' in portrait("1", "woman", "Bilde av <Samira>")
    assert 'aria-hidden="true"' in portrait("1", "woman")
