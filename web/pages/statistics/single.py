"""One language, sector or county through the years: /statistikk/sprak/ar and the like."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from booking.statistics.published import Published, published_index, published_tables, sample_scale
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.core.statistics.tables import TOTAL, PublishedTable
from web.names import names_now
from web.pages.page import WebRequest, render, written_form
from web.pages.statistics.divided import value_coverage
from web.pages.statistics.view import Line, table_view, year_line
from web.pages.statistics.words import Words, change_sentence, half_name, share_sentence
from web.view.figures import Point

Kind = Literal["sprak", "sektor", "fylke"]


@dataclass(frozen=True, slots=True)
class Single:
    """Everything the page shows."""

    kind: Kind
    code: str
    name: str
    finding: str
    change: str
    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    with_categories: Line | None
    categories_year: str
    notes: tuple[str, ...]


@get("/statistikk/{kind:str}/{code:str}", include_in_schema=False)
async def one_value(
    request: WebRequest,
    session: NamedDependency[Session],
    now: NamedDependency[datetime],
    kind: FromPath[str],
    code: FromPath[str],
) -> Response[str]:
    """The published figures of one value by half-year. 404 for what is not in any published table."""
    if kind not in ("sprak", "sektor", "fylke"):
        raise NotFound
    listed = await published_index(session)
    codes = tuple(each.code for each in listed if each.code.startswith((f"{kind}_2", "sprak_kategori_")))
    tables = await published_tables(session, codes)
    words = Words(written_form(request), await names_now(session, request.app.state, now))
    view = _single(kind, code, tables, words)
    year = tables[f"{kind}_{view.categories_year}"].table
    part = value_coverage(year, code, TOTAL, await sample_scale(session) or 1)
    return render(request, "statistics/single.html", view=view, coverage=part)


def _single(kind: str, code: str, tables: dict[str, Published], words: Words) -> Single:
    lines: list[Line] = []
    name, notes = "", tuple[str, ...]()
    by_year = sorted((each.table for each in tables.values() if len(each.table.dimensions) == 2), key=_year)
    for table in by_year:
        dimension = table.dimensions[1]
        if code not in dimension.published_codes or code == TOTAL:
            continue
        name, notes = words.value(dimension, code), table.notes
        lines += _lines(table, code, words)
    if not lines:
        raise NotFound
    years = [line for line in lines if line.code == TOTAL]
    known = [(line.name, line.percent) for line in years if line.percent is not None]
    latest = by_year[-1]
    stacked = tables.get(f"sprak_kategori_{_year(latest)}")
    view = table_view(latest, TOTAL, words, categories=stacked.table if stacked and kind == "sprak" else None)
    return Single(
        kind, code, name,  # type: ignore[arg-type]
        share_sentence(known[-1][1], words.form) if known else "",
        change_sentence(known, words.form),
        _points(years),
        tuple(lines), next((line for line in view.lines if line.code == code and line.spoken), None),
        _year(latest), notes,
    )  # fmt: skip


def _lines(table: PublishedTable, code: str, words: Words) -> list[Line]:
    """The year and its halves; a year with one closed half is that half."""
    found, periods = [], table.dimensions[0]
    for cell in table.cells:
        if cell.key[1] == code:
            is_year = cell.key[0] == TOTAL
            if is_year and len(periods.values) == 1:
                continue
            title = _year(table) if is_year else half_name(cell.key[0], words)
            line = year_line(cell, title, words)
            found.append(_as_year(line) if is_year or len(periods.values) == 1 else line)
    return sorted(found, key=lambda line: line.code != TOTAL)


def _points(lines: list[Line]) -> tuple[Point, ...]:
    """A point a year, also for years without figures, so that the line is dashed across them."""
    shares = {int(line.name[-4:]): line.percent for line in lines}
    return tuple(
        Point(str(year), None if (share := shares.get(year)) is None else float(share))
        for year in range(min(shares), max(shares) + 1)
    )


def _as_year(line: Line) -> Line:
    """Marked as what the figure and the finding rest on."""
    return replace(line, code=TOTAL)


def _year(table: PublishedTable) -> str:
    return table.code.rsplit("_", 1)[-1]
