"""The nation's two series: per year, with what others have printed for the years without facts, and per month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from booking.reports.rules.cut_off import is_preliminary
from booking.statistics.carried import CarriedYear, carried_years
from booking.statistics.coverage import year_coverage
from booking.statistics.rules import Share, closed_halves, half_end, months_may_be_shown
from tolkeregister.core.statistics.disclosure import Edition, protect, publish, rule_on
from tolkeregister.core.statistics.tables import (
    Cell,
    Dimension,
    Figure,
    Key,
    PublishedCell,
    PublishedTable,
    Table,
    Value,
)

MONTHS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class MonthCount:
    """One closed month: its counts, and the first and last day anything happened."""

    year: int
    month: int
    assignments: int
    qualified: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Printing:
    """What the nation's tables are printed with; carried counts are divided by `scale`.

    `before` are the tables of the release before, by code: a figure that was final there and is another now is revised.
    """

    through: date
    updated: date
    source: str
    scale: int = 1
    before: Mapping[str, PublishedTable] = field(default_factory=dict)


def nation_tables(months: Sequence[MonthCount], printing: Printing) -> tuple[PublishedTable, ...]:
    """`aar`, and `maaned` when single months give nothing away."""
    through = printing.through
    shown = months[-MONTHS_SHOWN:]
    by_month = months_may_be_shown(Share(m.assignments, m.qualified) for m in shown)
    if not by_month:  # then the running year, too, is only shown through its last closed half
        half = closed_halves(through.year, through)
        end = half_end(through.year, half[-1]) if half else date(through.year - 1, 12, 31)
        months = [m for m in months if date(m.year, m.month, 1) <= end]
    years = _years(months, printing)
    return (years, _months(shown, printing)) if by_month and shown else (years,)


def _years(months: Sequence[MonthCount], printing: Printing) -> PublishedTable:
    own: dict[int, list[int]] = {}
    for month in months:
        sums = own.setdefault(month.year, [0, 0])
        sums[0] += month.assignments
        sums[1] += month.qualified
    carried = {each.year: each for each in carried_years() if each.share is not None and each.year not in own}
    values = tuple(Value(str(y), _year_title(y, printing.through)) for y in sorted({*own, *carried}))
    table = Table(
        "aar", "Oppdrag per år", (Dimension("aar", "År", values, total=False, role="time"),),
        tuple(Cell((str(y),), count, qualified) for y, (count, qualified) in sorted(own.items())),
    )  # fmt: skip
    breaks = {y for y in own if y - 1 not in own and any(before < y for before in carried)}
    marks: dict[Key, str] = {
        (str(y),): ("b" if y in breaks else "")
        + _mark(table.code, (str(y),), own[y], date(y, 12, 31), printing)
        for y in own
    }
    rule = rule_on(printing.updated)
    edition = Edition(printing.source, printing.updated, _notes(own, carried, printing), marks)
    published = publish(table, protect([table], rule), rule, edition)
    cells = tuple(
        _carried_cell(carried[int(cell.key[0])], printing.scale) if int(cell.key[0]) in carried else cell
        for cell in published.cells
    )
    return replace(published, cells=cells)


def _year_title(year: int, through: date) -> str:
    return f"{year} (hittil)" if year == through.year and through < date(year, 12, 31) else str(year)


def _mark(code: str, key: Key, counts: Sequence[int], last_day: date, printing: Printing) -> str:
    """`p` while reports are expected; `r` when a figure that was final has become another, and from then on."""
    if is_preliminary(last_day, printing.updated):
        return "p"
    table = printing.before.get(code)
    cell = next((each for each in table.cells if each.key == key), None) if table else None
    if cell is None or "p" in cell.count.flags or cell.count.value is None:
        return ""
    is_other = (cell.count.value, cell.qualified.value) != tuple(counts)
    return "r" if is_other or "r" in cell.count.flags else ""


def _carried_cell(each: CarriedYear, scale: int) -> PublishedCell:
    """Printed sums in the sample's size; the share is the printed one, not computed from rounded counts."""

    def figure(number: int | None) -> Figure:
        return Figure(None, ".") if number is None else Figure((2 * number + scale) // (2 * scale))

    rest = None if each.qualified is None or each.assignments is None else each.assignments - each.qualified
    count = figure(each.assignments)
    qualified, unqualified = figure(each.qualified), figure(rest)
    if isinstance(count.value, int) and isinstance(qualified.value, int):
        unqualified = Figure(count.value - qualified.value)
    return PublishedCell((str(each.year),), qualified, unqualified, count, Figure(each.share))


def _notes(own: dict[int, list[int]], carried: dict[int, CarriedYear], printing: Printing) -> tuple[str, ...]:
    said = [f"{each.year}: {each.source}." for each in carried.values()]
    for year, (count, _) in sorted(own.items()):
        part = year_coverage(year, count, printing.through, printing.scale)
        said.append(
            f"{year}: dekning {part.percent} prosent av anslaget for alle oppdrag ({part.source}, {part.year})."
        )
    if any(is_preliminary(date(year, 12, 31), printing.updated) for year in own):
        said.append("Foreløpige tall (p) kan få rapporter til fristen for halvåret: 20. august og 15. mars.")
    if printing.scale > 1:
        scale = printing.scale
        said.append(f"Utvalg 1:{scale}: antall oppdrag er delt på {scale}, også i år med trykte tall.")
    return tuple(said)


def _months(months: Sequence[MonthCount], printing: Printing) -> PublishedTable:
    codes = [f"{m.year}-{m.month:02}" for m in months]
    table = Table(
        "maaned", "Oppdrag per måned",
        (Dimension("maaned", "Måned", tuple(Value(c, c) for c in codes), total=False, role="time"),),
        tuple(Cell((c,), m.assignments, m.qualified) for c, m in zip(codes, months, strict=True)),
    )  # fmt: skip
    marks: dict[Key, str] = {
        (code,): _mark(table.code, (code,), (m.assignments, m.qualified), m.last_day, printing)
        for code, m in zip(codes, months, strict=True)
    }
    rule = rule_on(printing.updated)
    return publish(table, protect([table], rule), rule, Edition(printing.source, printing.updated, (), marks))
