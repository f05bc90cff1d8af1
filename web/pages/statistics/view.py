"""Published tables as pages show them: lines with a name, a count, a share and a bar. Nothing is computed anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from booking.statistics.carried import carried_years
from tolkeregister.core.statistics.tables import TOTAL, Figure, PublishedCell, PublishedTable
from web.pages.statistics.words import Words
from web.view.figures import Point
from web.view.formats import number, percent

ENOUGH_TO_COMPARE = 50  # assignments; a finding does not rest on fewer
LINKED = ("sprak", "sektor", "fylke")
PARTS = {"A": "A", "B": "B", "C": "C", "D": "D", "E": "E", "uoppgitt": "E", "ingen": "X"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table. Texts are ready; a missing number is «–» and `missing` says why."""

    code: str
    name: str
    path: str
    count: str
    qualified: str
    share: str
    missing: str
    parts: tuple[tuple[str, float], ...]
    spoken: str
    size: int = -1
    percent: Decimal | None = None
    flags: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """One table on a page."""

    code: str
    kind: str
    lines: tuple[Line, ...]
    total: Line
    is_hiding: bool


def year_line(cell: PublishedCell, name: str, words: Words, path: str = "") -> Line:
    """A line of a table with one value in every dimension but time."""
    share = cell.share.value
    value = share if isinstance(share, Decimal) else None
    parts = () if value is None else (("B", float(value)), ("X", 100 - float(value)))
    return Line(
        cell.key[-1], name, path, _number(cell.count, words), _number(cell.qualified, words),
        percent(value, words.form, 0) if value is not None else "–", _why(cell, words), parts, "",
        cell.count.value if isinstance(cell.count.value, int) else -1, value, cell.share.flags,
    )  # fmt: skip


def table_view(
    table: PublishedTable, period: str, words: Words, *, categories: PublishedTable | None = None
) -> View:
    """The lines of one period, largest first; with the stacked bars of `categories` where they are published."""
    dimension = table.dimensions[1]
    kind = dimension.code
    lines = []
    for cell in table.cells:
        if cell.key[0] != period:
            continue
        path = f"/statistikk/{kind}/{cell.key[1]}" if kind in LINKED and cell.key[1] != TOTAL else ""
        line = year_line(cell, words.value(dimension, cell.key[1]), words, path)
        lines.append(_with_categories(line, categories, period, words) if categories else line)
    shown = [line for line in lines if line.code != TOTAL and line.count != "0"]
    ranked = sorted(shown, key=lambda line: -line.size) if kind != "metode" else shown
    return View(
        table.code, kind, tuple(ranked), next(line for line in lines if line.code == TOTAL),
        any(line.count == "–" or line.missing for line in shown),
    )  # fmt: skip


def comparable(view: View) -> dict[str, Decimal]:
    """The shares that a finding may rest on, by name."""
    return {
        line.name: line.percent
        for line in view.lines
        if line.percent is not None and line.size >= ENOUGH_TO_COMPARE
    }


def parts_of_all(view: View) -> dict[str, Decimal]:
    """Each line's part of all assignments in per cent; empty when a number is missing."""
    if view.total.size <= 0 or any(line.size < 0 for line in view.lines):
        return {}
    return {line.code: Decimal(line.size) * 100 / view.total.size for line in view.lines}


def points(table: PublishedTable) -> tuple[Point, ...]:
    """The series per year for a line chart, with empty places for years nobody has counted."""
    modelled = {str(each.year) for each in carried_years() if each.is_modelled}
    shares = {cell.key[0]: cell.share.value for cell in table.cells}
    years = range(int(table.cells[0].key[0]), int(table.cells[-1].key[0]) + 1)
    return tuple(
        Point(str(year), float(share) if isinstance(share := shares.get(str(year)), Decimal) else None,
              estimate=str(year) in modelled)
        for year in years
    )  # fmt: skip


def known_shares(table: PublishedTable) -> list[tuple[str, Decimal]]:
    """Years and shares where there is one."""
    return [(cell.key[0], cell.share.value) for cell in table.cells if isinstance(cell.share.value, Decimal)]


def _with_categories(line: Line, categories: PublishedTable, period: str, words: Words) -> Line:
    dimension = categories.dimensions[2]
    cells = {
        cell.key[2]: cell.count.value for cell in categories.cells if cell.key[:2] == (period, line.code)
    }
    counts = {code: value for code, value in cells.items() if code != TOTAL}
    if not counts or line.size <= 0 or not all(isinstance(value, int) for value in counts.values()):
        return replace(line, parts=())  # a bar without categories would be read as one of them
    shares = [(code, Decimal(int(value or 0)) * 100 / line.size) for code, value in counts.items()]
    spoken = ", ".join(
        f"{words.value(dimension, code)} {percent(share, words.form, 0)}" for code, share in shares
    )
    bars = tuple((PARTS[code], float(share)) for code, share in shares)
    return replace(line, parts=bars, spoken=spoken)


def _number(figure: Figure, words: Words) -> str:
    return number(figure.value, words.form) if isinstance(figure.value, int) else "–"


def _why(cell: PublishedCell, words: Words) -> str:
    """Why a number is missing, in a word or two for the screen reader and the note."""
    flags = cell.count.flags + cell.share.flags
    if ":" in flags:
        return "hidden"
    return "few" if "u" in cell.share.flags else ""


def periods_of(table: PublishedTable) -> Sequence[str]:
    """The half-years a year's table has, then the whole year's code."""
    return [value.code for value in table.dimensions[0].values]
