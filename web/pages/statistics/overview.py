"""/statistikk: the finding, the key figures, the years, and the tables of one year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import quote

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect

from booking.statistics.published import Published, published_index, published_tables, sample_scale
from booking.statistics.tables import UNMET, YEAR_TABLES
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.core.statistics.tables import TOTAL, Dimension, Value
from web.names import names_now
from web.pages.page import WebRequest, render, see_other, written_form
from web.pages.statistics.divided import Divided, coverages, divided, mode_coverages
from web.pages.statistics.ordered import OrderedLine, ordered_lines
from web.pages.statistics.view import (
    LINKED,
    Line,
    View,
    comparable,
    known_shares,
    parts_of_all,
    periods_of,
    points,
    table_view,
    year_line,
)
from web.pages.statistics.words import MODES, Words, change_sentence, share_sentence, spread_finding
from web.view.figures import Point

SHOWN_LANGUAGES = 12
_MODES = Dimension("metode", "", tuple(Value(code, code) for code in MODES))
REQUIREMENT = date(2027, 1, 1)  # the dispensation from § 7 ends the day before (rule T1, tolkeloven § 7)


@dataclass(frozen=True, slots=True)
class Part:
    """One table with its finding as heading."""

    view: View
    heading: str
    said: str
    shown: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page shows."""

    year: str
    years: tuple[int, ...]
    period: str
    periods: tuple[str, ...]
    finding: str
    change: str
    points: tuple[Point, ...]
    series: tuple[Line, ...]
    notes: tuple[str, ...]
    latest: Line
    latest_change: str
    parts: Mapping[str, Part]
    modes: Mapping[str, Decimal]
    ordered: tuple[OrderedLine, ...]
    closed_through: date
    release_id: int


@get("/statistikk", include_in_schema=False)
async def statistics(
    request: WebRequest,
    session: NamedDependency[Session],
    now: NamedDependency[datetime],
    aar: FromQuery[str] = "",
    periode: FromQuery[str] = "",
    gjelder: FromQuery[str] = "",
) -> Response[str] | Redirect:
    """The overview. `aar` and `periode` choose; `gjelder` («sprak/ar») leads on to one value's page."""
    kind, _, code = gjelder.partition("/")
    if kind in LINKED and code:
        return see_other(request, f"/statistikk/{kind}/{quote(code)}")
    names = await names_now(session, request.app.state, now)
    listed = await published_index(session)
    if not listed:
        return render(request, "statistics/none.html")
    years = tuple(sorted({each.year for each in listed if each.year is not None}, reverse=True))
    year = _chosen(aar, years)
    codes = (*(f"{kind.code}_{year}" for kind in (*YEAR_TABLES, UNMET)), "aar") if year else ("aar",)
    tables = await published_tables(session, codes)
    words = Words(written_form(request), names)
    sample = await sample_scale(session)
    overview = _overview(tables, year, years, periode, words)
    of_years = coverages(tables["aar"], sample or 1)
    of_modes = mode_coverages(tables[f"metode_{year}"].table, overview.period, sample or 1) if year else {}
    return render(
        request, "statistics/overview.html", view=overview, names=names, now=now, requirement=REQUIREMENT,
        choices=_choices(tables, words), sample=sample, of_years=of_years,
        of_modes=[(words.value(_MODES, code), each) for code, each in of_modes.items() if code in MODES],
        divided=divided(tables, year, overview.period, words) if year else Divided(),
    )  # fmt: skip


def _chosen(given: str, years: tuple[int, ...]) -> int | None:
    if not given:
        return years[0] if years else None
    if given.isdigit() and int(given) in years:
        return int(given)
    raise NotFound


def _overview(
    tables: Mapping[str, Published], year: int | None, years: tuple[int, ...], periode: str, words: Words
) -> Overview:
    series = tables["aar"]
    known = known_shares(series.table)
    periods: tuple[str, ...] = tuple(periods_of(tables[f"metode_{year}"].table)) if year else ()
    if periode and periode not in periods:
        raise NotFound
    period = periode or TOTAL
    years_dimension = series.table.dimensions[0]
    lines = tuple(
        year_line(cell, words.value(years_dimension, cell.key[0]), words) for cell in series.table.cells
    )
    parts = _parts(tables, year, period, words) if year else {}
    modes = parts_of_all(parts["metode"].view) if parts else {}
    latest = next((line for line in reversed(lines) if line.percent is not None), lines[-1])
    return Overview(
        year=str(year or ""), years=years, period=period, periods=periods,
        finding=share_sentence(latest.percent, words.form) if latest.percent is not None else "",
        change=change_sentence(known, words.form), points=points(series.table), series=lines,
        notes=series.table.notes, latest=latest, latest_change=change_sentence(known[-2:], words.form),
        parts=parts,
        modes={**dict.fromkeys(MODES, Decimal(0)), **modes} if modes else {},
        ordered=ordered_lines(tables[f"bestilt_{year}"].table, period, words) if year else (),
        closed_through=series.closed_through, release_id=series.release_id,
    )  # fmt: skip


def _parts(tables: Mapping[str, Published], year: int, period: str, words: Words) -> dict[str, Part]:
    categories = tables[f"sprak_kategori_{year}"].table
    parts = {}
    for kind in ("sprak", "sektor", "fylke", "metode"):
        table = tables[f"{kind}_{year}"].table
        view = table_view(table, period, words, categories=categories if kind == "sprak" else None)
        heading, said = spread_finding(kind, comparable(view), words.form)
        parts[kind] = Part(
            view, heading, said, view.lines[:SHOWN_LANGUAGES] if kind == "sprak" else view.lines
        )
    return parts


def _choices(tables: Mapping[str, Published], words: Words) -> tuple[tuple[str, str, str], ...]:
    """What has a page of its own this year: (kind, code, name)."""
    found = []
    for each in tables.values():
        kind = each.table.dimensions[1].code if len(each.table.dimensions) == 2 else ""
        if kind in LINKED:
            dimension = each.table.dimensions[1]
            found += [(kind, value.code, words.value(dimension, value.code)) for value in dimension.values]
    return tuple(found)
