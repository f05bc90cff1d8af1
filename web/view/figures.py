"""Figures as plain SVG from the server: ladder, meter, stacked bar and line chart.

Widths are SVG attributes in per cent, never a style, so that a strict CSP holds and paper shows them.
A figure without viewBox keeps its text size at every width. Figures are hidden from screen readers: the
numbers stand as text or in a table beside them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from web.view.addresses import Form
from web.view.formats import percent

_HIDDEN = Markup('aria-hidden="true" focusable="false"')
_STEPS = {"A": 5, "B": 4, "C": 3, "D": 2, "E": 1}
_LEFT, _RIGHT = 9.0, 95.0  # per cent: room for the axis and for the last label
_TOP, _BOTTOM = 30, 34  # pixels: room for the highest label and for the years


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line chart. `value` is a percentage, or None where nothing is known."""

    name: str
    value: float | None
    estimate: bool = False


def ladder(category: str) -> Markup:
    """The qualification ladder: five bars, A fills five, E one, not qualified none."""
    filled = _STEPS.get(category, 0)
    bars = Markup("").join(
        Markup('<rect x="{}" y="{:.1f}" width="6" height="{:.1f}" rx="1.2"{}/>').format(
            step * 8,
            18 - (step + 1) * 3.6,
            (step + 1) * 3.6,
            Markup(' data-fylt=""' if step < filled else ""),
        )
        for step in range(5)
    )
    return Markup('<svg class="t-stige" viewBox="0 0 38 18" {}>{}</svg>').format(_HIDDEN, bars)


def meter_bar(share: float, goal: float | None = None) -> Markup:
    """A bar filled to `share` per cent, with a line at `goal` per cent."""
    line = Markup("")
    if goal is not None:
        line = Markup('<line class="t-maler__maal" x1="{0:g}%" x2="{0:g}%" y1="-3" y2="27"/>').format(goal)
    return Markup(
        '<svg {} width="100%" height="24"><rect class="t-maler__bunn" width="100%" height="24" rx="5"/>'
        '<rect class="t-maler__fyll" width="{:g}%" height="24" rx="5"/>{}</svg>'
    ).format(_HIDDEN, min(max(share, 0.0), 100.0), line)


def stacked_bar(parts: Iterable[tuple[str, float]]) -> Markup:
    """A stacked bar of (code, per cent); codes A–E and X (not qualified), in the order given."""
    start = 0.0
    bars = []
    for code, share in parts:
        if share <= 0:
            continue
        bars.append(
            Markup('<rect class="t-s-{}" x="{:.1f}%" y="2" width="{:.1f}%" height="20" rx="2"/>').format(
                code.lower(), start, max(share - 0.6, 0.4)
            )
        )
        start += share
    return Markup('<svg {} width="100%" height="24">{}</svg>').format(_HIDDEN, Markup("").join(bars))


def line_chart(
    points: Sequence[Point],
    *,
    form: Form = "nb",
    goal: float | None = None,
    goal_text: str = "",
    height: int = 320,
) -> Markup:
    """A line of percentages from 0 to 100. Gaps and estimates are dashed; every second label goes on a phone.

    Raises ValueError when no point has a value: show a sentence instead of an empty chart.
    """
    known = [index for index, point in enumerate(points) if point.value is not None]
    if not known:
        raise ValueError("a chart needs at least one value")
    pieces = [*_axis(height, form), *_goal_line(goal, goal_text, height), *_names(points, height)]
    pieces += [*_segments(points, height), *_values(points, known, height, form)]
    return Markup('<svg class="t-graf" {} width="100%" height="{}">{}</svg>').format(
        _HIDDEN, height, Markup("").join(pieces)
    )


def _x(index: int, count: int) -> float:
    return (_LEFT + _RIGHT) / 2 if count == 1 else _LEFT + (_RIGHT - _LEFT) * index / (count - 1)


def _y(value: float, height: int) -> float:
    return _TOP + (height - _TOP - _BOTTOM) * (1 - value / 100)


def _axis(height: int, form: Form) -> Iterable[Markup]:
    for value in (0, 25, 50, 75, 100):
        y = _y(value, height)
        yield Markup('<line class="t-graf__hjelp" x1="0" x2="100%" y1="{0:.0f}" y2="{0:.0f}"/>').format(y)
        text = percent(value, form) if value == 100 else str(value)
        yield Markup('<text x="0" y="{:.0f}">{}</text>').format(y - 6, text)


def _goal_line(goal: float | None, text: str, height: int) -> Iterable[Markup]:
    if goal is None:
        return
    y = _y(goal, height)
    yield Markup('<line class="t-graf__maal" x1="0" x2="100%" y1="{0:.0f}" y2="{0:.0f}"/>').format(y)
    yield Markup('<text class="t-graf__maaltekst" x="100%" text-anchor="end" y="{:.0f}">{}</text>').format(
        y - 8, text
    )


def _names(points: Sequence[Point], height: int) -> Iterable[Markup]:
    count = len(points)
    for index, point in enumerate(points):
        wide_only = Markup(' data-skjul-smal=""' if (count - 1 - index) % 2 else "")
        yield Markup('<text x="{:.1f}%" y="{}" text-anchor="middle"{}>{}</text>').format(
            _x(index, count), height - 8, wide_only, point.name
        )


def _segments(points: Sequence[Point], height: int) -> Iterable[Markup]:
    earlier: tuple[int, float] | None = None
    for index, point in enumerate(points):
        if point.value is None:
            continue
        if earlier is not None:
            dashed = Markup(' data-anslag=""' if index - earlier[0] > 1 or point.estimate else "")
            yield Markup(
                '<line class="t-graf__linje"{} x1="{:.1f}%" y1="{:.0f}" x2="{:.1f}%" y2="{:.0f}"/>'
            ).format(
                dashed,
                _x(earlier[0], len(points)),
                _y(earlier[1], height),
                _x(index, len(points)),
                _y(point.value, height),
            )
        earlier = (index, point.value)


def _values(points: Sequence[Point], known: Sequence[int], height: int, form: Form) -> Iterable[Markup]:
    for index in known:
        value = points[index].value or 0.0
        x, y = _x(index, len(points)), _y(value, height)
        always = index in (known[0], known[-1]) or (known[-1] - index) % 2 == 0
        yield Markup('<circle class="t-graf__punkt" cx="{:.1f}%" cy="{:.0f}" r="5.5"/>').format(x, y)
        yield Markup(
            '<text class="t-graf__verdi" x="{:.1f}%" y="{:.0f}" text-anchor="middle"{}>{}</text>'
        ).format(x, y - 15, Markup("" if always else ' data-skjul-smal=""'), percent(value, form))
