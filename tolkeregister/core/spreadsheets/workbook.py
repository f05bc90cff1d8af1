"""Reading an XLSX workbook row by row by openpyxl, once `guard.py` has said that it may be opened.

Nothing is ever computed: a formula's cell is the value Excel stored beside it.
"""

import io
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from openpyxl import load_workbook

from tolkeregister.core.spreadsheets.cells import shown
from tolkeregister.core.spreadsheets.guard import check_workbook
from tolkeregister.core.spreadsheets.rules import RefusedFile

MOST_COLUMNS = 256
LAST_ROW = 1_048_576  # Excel has no more


class Workbook:
    """An opened workbook: the names of its visible sheets in order, and the rows of each."""

    def __init__(self, content: bytes) -> None:
        check_workbook(content)
        try:
            self._book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            self._sheets = {
                each.title: each for each in self._book.worksheets if each.sheet_state == "visible"
            }
        except Exception:  # the library promises no kinds of error for what is no workbook
            raise RefusedFile("workbook_broken") from None
        if not self._sheets:
            raise RefusedFile("workbook_broken")
        self.sheets = list(self._sheets)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    def rows(self, sheet: str) -> Iterator[tuple[int, list[str]]]:
        """(row number, cells as text) of every row with something in it. Raises RefusedFile when it cannot be read."""
        opened = self._sheets[sheet]
        opened.reset_dimensions()  # what a file says of its size is not believed
        rows = opened.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        gap: object = None  # the library fills a million missing rows with one and the same empty one
        for number in range(1, LAST_ROW + 2):
            try:
                values = next(rows)
                if values is gap:
                    continue
                cells = [shown(value) for value in values]
            except StopIteration:
                return
            except Exception:  # as above: one cell that is no cell ends the reading
                raise RefusedFile("workbook_broken") from None
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield number, cells
            else:
                gap = values
        raise RefusedFile("workbook_broken")  # rows further down than there are any
