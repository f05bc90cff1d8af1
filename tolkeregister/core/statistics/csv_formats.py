"""A published table as CSV in two dialects: one that Norwegian Excel opens right, one for programs.

Both have one line per published line, with code and name of every dimension, and for every measure a number
and its flags. A missing number is an empty field; why it is missing stands in the flags, never in the
number's column. Shares are per cent with one decimal. No thousands separator, no notes in the file: those
belong to JSON-stat.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tolkeregister.core.statistics.labels import MEASURE_CODES, title_of
from tolkeregister.core.statistics.tables import PublishedTable

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written; `guards_formulas` puts an apostrophe before text a spreadsheet would
    compute."""

    code: str
    encoding: str
    delimiter: str
    decimal_mark: str
    line_end: str
    guards_formulas: bool


EXCEL = Dialect("excel", "utf-8-sig", ";", ",", "\r\n", guards_formulas=True)
MACHINE = Dialect("maskin", "utf-8", ",", ".", "\n", guards_formulas=False)
DIALECTS = {dialect.code: dialect for dialect in (EXCEL, MACHINE)}


def csv_file(table: PublishedTable, dialect: Dialect) -> bytes:
    """The whole table as a file, byte for byte the same for the same table."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=dialect.delimiter, lineterminator=dialect.line_end)
    writer.writerow(header(table))
    writer.writerows(_lines(table, dialect))
    return text.getvalue().encode(dialect.encoding)


def header(table: PublishedTable) -> list[str]:
    """The column names: `sprak`, `sprak_navn`, …, `kvalifisert`, `kvalifisert_flagg`, …"""
    names = [name for dimension in table.dimensions for name in (dimension.code, f"{dimension.code}_navn")]
    codes = [MEASURE_CODES[measure] for measure in table.measures]
    return names + [name for code in codes for name in (code, f"{code}_flagg")]


def _lines(table: PublishedTable, dialect: Dialect) -> Iterator[list[str]]:
    for cell in table.cells:
        line = []
        for dimension, code in zip(table.dimensions, cell.key, strict=True):
            line += [guarded(code, dialect), guarded(title_of(dimension, code), dialect)]
        for measure in table.measures:
            figure = cell.figure(measure)
            line += [_number(figure.value, dialect), figure.flags]
        yield line


def guarded(text: str, dialect: Dialect) -> str:
    """The text, with an apostrophe where a spreadsheet would compute it and the dialect guards against that."""
    return f"'{text}" if dialect.guards_formulas and text.startswith(_FORMULA_STARTS) else text


def _number(value: int | Decimal | None, dialect: Dialect) -> str:
    """Digits only; a share always with its one decimal."""
    if value is None:
        return ""
    return f"{value:.1f}".replace(".", dialect.decimal_mark) if isinstance(value, Decimal) else str(value)
