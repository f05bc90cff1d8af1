"""The nation's two series: per year, with what others have printed for the years without facts, and per month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from booking.statistics.carried import CarriedYear, carried_years, estimated_total
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


def nation_tables(
    months: Sequence[MonthCount], through: date, *, scale: int, source: str, updated: date
) -> tuple[PublishedTable, ...]:
    """`aar`, and `maaned` when single months give nothing away. Carried counts are divided by `scale`."""
    shown = months[-MONTHS_SHOWN:]
    by_month = months_may_be_shown(Share(m.assignments, m.qualified) for m in shown)
    if not by_month:  # then the running year, too, is only shown through its last closed half
        half = closed_halves(through.year, through)
        end = half_end(through.year, half[-1]) if half else date(through.year - 1, 12, 31)
        months = [m for m in months if date(m.year, m.month, 1) <= end]
    years = _years(months, through, scale, source, updated)
    return (years, _months(shown, source, updated)) if by_month and shown else (years,)


def coverage(year: int, assignments: int, through: date, scale: int) -> Decimal:
    """Recorded assignments in per cent of the estimate for the days that are closed, whole per cent, at most 100."""
    days = (min(through, date(year, 12, 31)) - date(year, 1, 1)).days + 1
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    expected = Decimal(estimated_total(year)) * days / length / scale
    return min(Decimal(100), (Decimal(assignments) * 100 / expected).quantize(Decimal(1)))


def _years(
    months: Sequence[MonthCount], through: date, scale: int, source: str, updated: date
) -> PublishedTable:
    own: dict[int, list[int]] = {}
    for month in months:
        sums = own.setdefault(month.year, [0, 0])
        sums[0] += month.assignments
        sums[1] += month.qualified
    carried = {each.year: each for each in carried_years() if each.share is not None and each.year not in own}
    values = tuple(Value(str(y), _year_title(y, through)) for y in sorted({*own, *carried}))
    table = Table(
        "aar", "Oppdrag per år", (Dimension("aar", "År", values, total=False, role="time"),),
        tuple(Cell((str(y),), count, qualified) for y, (count, qualified) in sorted(own.items())),
    )  # fmt: skip
    marks: dict[Key, str] = {(str(y),): _mark(y, own, carried, through) for y in own}
    rule = rule_on(updated)
    edition = Edition(source, updated, _notes(own, carried, through, scale), marks)
    published = publish(table, protect([table], rule), rule, edition)
    cells = tuple(
        _carried_cell(carried[int(cell.key[0])], scale) if int(cell.key[0]) in carried else cell
        for cell in published.cells
    )
    return PublishedTable(table.code, table.title, table.dimensions, cells, source, updated, edition.notes)


def _year_title(year: int, through: date) -> str:
    return f"{year} (hittil)" if year == through.year and through < date(year, 12, 31) else str(year)


def _mark(year: int, own: dict[int, list[int]], carried: dict[int, CarriedYear], through: date) -> str:
    """`b` where the source changes, `p` while the year runs."""
    breaks = "b" if year - 1 not in own and any(before < year for before in carried) else ""
    return breaks + ("p" if year == through.year and through < date(year, 12, 31) else "")


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


def _notes(
    own: dict[int, list[int]], carried: dict[int, CarriedYear], through: date, scale: int
) -> tuple[str, ...]:
    said = [f"{each.year}: {each.source}." for each in carried.values()]
    said += [
        f"{year}: dekning {coverage(year, count, through, scale)} prosent av anslaget for alle oppdrag."
        for year, (count, _) in sorted(own.items())
    ]
    if scale > 1:
        said.append(f"Utvalg 1:{scale}: antall oppdrag er delt på {scale}, også i år med trykte tall.")
    return tuple(said)


def _months(months: Sequence[MonthCount], source: str, updated: date) -> PublishedTable:
    codes = [f"{m.year}-{m.month:02}" for m in months]
    table = Table(
        "maaned", "Oppdrag per måned",
        (Dimension("maaned", "Måned", tuple(Value(c, c) for c in codes), total=False, role="time"),),
        tuple(Cell((c,), m.assignments, m.qualified) for c, m in zip(codes, months, strict=True)),
    )  # fmt: skip
    rule = rule_on(updated)
    return publish(table, protect([table], rule), rule, Edition(source, updated))
