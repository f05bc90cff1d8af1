"""Rows written as CSV: for somebody's Excel, and for our own reading of what came as fields."""

import csv
import io
from collections.abc import Mapping, Sequence

from tolkeregister.core.statistics.csv_formats import EXCEL, guarded


def excel_csv(lines: Sequence[Sequence[str]]) -> bytes:
    """Lines as Norwegian Excel opens them: UTF-8 with its mark, semicolons, and no cell that it would calculate."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=EXCEL.delimiter, lineterminator=EXCEL.line_end)
    writer.writerows([guarded(cell, EXCEL) for cell in line] for line in lines)
    return text.getvalue().encode(EXCEL.encoding)


def rows_as_csv(headers: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    """Rows that came as fields, as a file: they are read by the same rules, and are the same upload when sent again.

    Fields are named by `headers`; others are ignored, as an unknown column of a file is. No rows are no file: b"".
    """
    if not rows:
        return b""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(headers)
    for row in rows:
        cells = ("" if row.get(header) is None else str(row[header]) for header in headers)
        writer.writerow([" ".join(cell.splitlines()) for cell in cells])
    return text.getvalue().encode()
