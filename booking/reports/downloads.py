"""Files for the reporter: templates to fill in, and everything that was wrong, ready for Excel."""

import csv
import io
from collections.abc import Mapping, Sequence

from booking.reports.queries import findings
from booking.reports.reading.write_workbook import write_workbook
from booking.reports.rules.columns import COLUMNS
from booking.reports.work import MOST_FINDINGS
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.statistics.csv_formats import EXCEL, guarded

FINDING_HEADERS = ("linje", "kolonne", "kode", "alvorlighet", "innhold", "forklaring")
SEVERITY_WORDS: Mapping[str, str] = {"error": "feil", "waiting": "venter", "warning": "advarsel"}


def template_csv() -> bytes:
    """The headers and one example, as Norwegian Excel opens it: UTF-8 with its mark, semicolons."""
    return _excel_csv([[c.header for c in COLUMNS], [c.example for c in COLUMNS]])


def template_workbook(codes: Mapping[str, Sequence[tuple[str, str]]]) -> bytes:
    """The same as a workbook where every cell is text, with a sheet of codes and names for each list of `codes`."""
    sheets: list[tuple[str, list[list[str]]]] = [
        ("oppdrag", [[c.header for c in COLUMNS], [c.example for c in COLUMNS]])
    ]
    sheets += [
        (name, [["kode", "navn"], *([code, title] for code, title in rows)]) for name, rows in codes.items()
    ]
    return write_workbook(sheets)


async def findings_csv(
    session: Session, actor: Actor, upload_id: int, explanations: Mapping[str, str]
) -> bytes:
    """Everything kept of what was wrong with an upload, at most MOST_FINDINGS lines. Raises NotFound.

    `explanations` are sentences by code, in the reader's language.
    """
    found = await findings(session, actor, upload_id, most=MOST_FINDINGS)
    lines = (
        [str(each.line), each.column, each.code, SEVERITY_WORDS[each.severity], each.value,
         explanations.get(each.code, "")]
        for each in found
    )  # fmt: skip
    return _excel_csv([FINDING_HEADERS, *lines])


def rows_as_csv(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Rows that came as fields, as a file: they are read by the same rules, and are the same upload when sent again.

    Fields have the headers of the template; others are ignored by the reading, as in any file.
    """
    headers = [c.header for c in COLUMNS]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(headers)
    for row in rows:
        cells = ("" if row.get(header) is None else str(row[header]) for header in headers)
        writer.writerow([" ".join(cell.splitlines()) for cell in cells])
    return text.getvalue().encode()


def _excel_csv(lines: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=EXCEL.delimiter, lineterminator=EXCEL.line_end)
    writer.writerows([guarded(cell, EXCEL) for cell in line] for line in lines)
    return text.getvalue().encode(EXCEL.encoding)
