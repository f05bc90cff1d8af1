"""The year's tables that are not one share per line: sources and supply models, legal grounds, and unmet need."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from booking.statistics.carried import carried_years
from booking.statistics.coverage import Coverage, coverage, half_days, part_coverage, year_coverage
from booking.statistics.published import Published
from booking.statistics.values import OUTCOMES, QUALIFIED
from tolkeregister.core.statistics.tables import TOTAL, Figure, PublishedTable
from web.pages.statistics.view import Line, periods_of, year_line
from web.pages.statistics.words import Words
from web.view.formats import number, percent

_NAME, _MODEL = "kilde", "leveringsform"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of counts: a ground with its part of all, or a language by outcome and in all. `size` ranks."""

    name: str
    texts: tuple[str, ...]
    size: int = 0


@dataclass(frozen=True, slots=True)
class Divided:
    """What a year has of these tables; empty where a year was published without them."""

    sources: tuple[Line, ...] = ()
    models: tuple[Line, ...] = ()
    total: Line | None = None
    grounds: tuple[Row, ...] = ()
    unmet: tuple[Row, ...] = ()  # the total first
    outcomes: tuple[str, ...] = ()


def divided(tables: Mapping[str, Published], year: int, period: str, words: Words) -> Divided:
    """The lines of one period."""
    sources = tables.get(f"kilde_{year}")
    grounds = tables.get(f"grunn_{year}")
    unmet = tables.get(f"ikke_utfort_{year}")
    return Divided(
        sources=_shares(sources.table, period, words, _NAME) if sources else (),
        models=_shares(sources.table, period, words, _MODEL) if sources else (),
        total=_total(sources.table, period, words) if sources else None,
        grounds=_grounds(grounds.table, period, words) if grounds else (),
        unmet=_unmet(unmet.table, period, words) if unmet else (),
        outcomes=tuple(words.fixed("utfall", value.code) for value in OUTCOMES.values()),
    )


def coverages(series: Published, scale: int) -> dict[str, Coverage]:
    """Of each year with facts of ours: printed sums of others have no coverage."""
    printed = {str(each.year) for each in carried_years() if each.share is not None}
    return {
        year: year_coverage(int(year), cell.count.value, series.closed_through, scale)
        for cell in series.table.cells
        if isinstance(cell.count.value, int) and "." not in cell.count.flags
        for year in cell.key
        if year not in printed or "p" in cell.count.flags
    }


def days_of(table: PublishedTable, period: str) -> tuple[date, date]:
    """First and last day of one half-year of a table, or of all it has."""
    return half_days(tuple(periods_of(table)) if period == TOTAL else (period,))


def value_coverage(table: PublishedTable, code: str, period: str, scale: int) -> Coverage | None:
    """Of one value where somebody has estimated it; else of all assignments of the same days."""
    counts = {cell.key: cell.count.value for cell in table.cells if len(cell.key) == 2}
    since, until = days_of(table, period)
    own, whole = counts.get((period, code)), counts.get((period, TOTAL))
    if isinstance(own, int):
        part = part_coverage(table.dimensions[1].code, code, own, since, until, scale)
        if part is not None:
            return part
    return coverage(whole, since, until, scale) if isinstance(whole, int) else None


def mode_coverages(table: PublishedTable, period: str, scale: int) -> dict[str, Coverage]:
    """By mode, where it has been estimated."""
    since, until = days_of(table, period)
    found = {
        cell.key[1]: part_coverage("metode", cell.key[1], cell.count.value, since, until, scale)
        for cell in table.cells
        if cell.key[0] == period and isinstance(cell.count.value, int)
    }
    return {code: each for code, each in found.items() if each is not None}


def _shares(table: PublishedTable, period: str, words: Words, kind: str) -> tuple[Line, ...]:
    place = 1 if kind == _NAME else 2
    lines = [
        year_line(cell, words.fixed(kind, cell.key[place]), words)
        for cell in table.cells
        if cell.key[0] == period and cell.key[place] != TOTAL and cell.key[3 - place] == TOTAL
    ]
    return tuple(sorted((line for line in lines if line.count != "0"), key=lambda line: -line.size))


def _total(table: PublishedTable, period: str, words: Words) -> Line:
    cell = next(each for each in table.cells if each.key == (period, TOTAL, TOTAL))
    return year_line(cell, words.value(table.dimensions[1], TOTAL), words)


def _grounds(table: PublishedTable, period: str, words: Words) -> tuple[Row, ...]:
    counts = {cell.key[1]: cell.count for cell in table.cells if cell.key[0] == period}
    whole = counts[TOTAL].value
    return tuple(
        Row(words.fixed("grunn", code), (_text(figure, words), _part(figure, whole, words)))
        for code, figure in counts.items()
        if code not in (TOTAL, QUALIFIED)
    )


def _unmet(table: PublishedTable, period: str, words: Words) -> tuple[Row, ...]:
    """The total first, then the languages with most."""
    counts = {cell.key[1:]: cell.count for cell in table.cells if cell.key[0] == period}
    lines = [
        Row(
            words.value(table.dimensions[1], language),
            (
                *(_text(counts[language, value.code], words) for value in OUTCOMES.values()),
                _text(whole, words),
            ),
            whole.value if isinstance(whole.value, int) else -1,
        )
        for (language, outcome), whole in counts.items()
        if outcome == TOTAL
    ]
    some = [line for line in lines[1:] if line.size != 0]
    return (lines[0], *sorted(some, key=lambda line: -line.size))


def _text(figure: Figure, words: Words) -> str:
    return number(figure.value, words.form) if isinstance(figure.value, int) else "–"


def _part(figure: Figure, whole: object, words: Words) -> str:
    if not isinstance(figure.value, int) or not isinstance(whole, int) or not whole:
        return "–"
    return percent(Decimal(figure.value) * 100 / whole, words.form, 1)
