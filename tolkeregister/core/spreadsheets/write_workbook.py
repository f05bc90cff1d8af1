"""Writing workbooks of text, so that Excel keeps the nought in front of a code and computes nothing."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

TEXT = "@"  # Excel's format for text
LAST_TO_FILL_IN = 200_000
_READ_AS_MORE = ("=", "#")  # a formula, an error

Sheet = tuple[str, Iterable[Sequence[str]]]


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with named sheets of rows, every cell text."""
    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append([_text(sheet, cell) for cell in cells])
    return _bytes(book)


def write_form(sheets: Sequence[Sheet], *, choices: Sequence[tuple[int, str]]) -> bytes:
    """A workbook to fill in: the first sheet is the form, the others explain it and hold the lists to choose from.

    `choices` are columns (from 1) of the form and the sheet whose first column, after its heading, can be chosen from.
    Something else may be written there: lists are help, not a wall.
    """
    book = Workbook()
    book.remove(book.active)
    heights: dict[str, int] = {}
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        heights[name] = 0
        for cells in rows:
            sheet.append([_text(sheet, cell) for cell in cells])
            heights[name] += 1
        _dress(sheet)
    form = book.worksheets[0]
    for column, name in choices:
        letter = get_column_letter(column)
        offered = DataValidation(type="list", formula1=f"'{name}'!$A$2:$A${heights[name]}", allow_blank=True)
        offered.showErrorMessage = False
        offered.add(f"{letter}2:{letter}{LAST_TO_FILL_IN}")
        form.add_data_validation(offered)
    return _bytes(book)


def _dress(sheet: Worksheet) -> None:
    """Headings that stay in sight, wide columns, and the format of text also for cells that are empty so far."""
    sheet.freeze_panes = "A2"
    for number in range(1, sheet.max_column + 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width, column.number_format = 22, TEXT
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _text(sheet: Worksheet, text: str) -> object:
    text = ILLEGAL_CHARACTERS_RE.sub(" ", text)
    if not text.startswith(_READ_AS_MORE):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format = "s", TEXT
    return cell


def _bytes(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
