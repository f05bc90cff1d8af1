"""Text made of what is no text: one line per row, so that what follows is the same for every kind of file."""

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from tolkeregister.core.spreadsheets.opening import CELL_MARK, MOST_LINES_ABOVE
from tolkeregister.core.spreadsheets.rules import ReadHeader, RefusedFile
from tolkeregister.core.spreadsheets.workbook import Workbook

MOST_WORKBOOK_ROWS = 200_000

_SPACES = str.maketrans({CELL_MARK: " ", "\n": " ", "\r": " ", "\0": " "})


def text_of_utf16(content: bytes, size: int) -> Iterator[bytes]:
    """Excel's «Unicode text» as UTF-8, in pieces of about a size."""
    decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
    for start in range(0, len(content), size):
        piece = decoder.decode(content[start : start + size])
        yield piece.encode("utf-8", errors="replace")


def text_of_workbook(content: bytes, size: int, read_header: ReadHeader) -> Iterator[bytes]:
    """The first sheet with our headers, in pieces of whole lines of about a size. Line n is row n.

    Raises RefusedFile when there is no such sheet, or when the file is no workbook or too large to be one.
    """
    with Workbook(content) as book:
        for name in book.sheets:
            rows = book.rows(name)
            first = list(islice(rows, MOST_LINES_ABOVE))
            if any(read_header(cells) for _, cells in first):
                yield from _in_pieces(_lines(chain(first, rows)), size)
                return
    raise RefusedFile("header_missing")


def _lines(rows: Iterable[tuple[int, list[str]]]) -> Iterator[str]:
    """A line for every row of the sheet, also for those that are left out because they are empty."""
    written = 0
    for number, cells in rows:
        if number > MOST_WORKBOOK_ROWS:
            raise RefusedFile("too_many_rows", most=MOST_WORKBOOK_ROWS)
        yield "\n" * (number - written - 1) + CELL_MARK.join(cell.translate(_SPACES) for cell in cells) + "\n"
        written = number


def _in_pieces(lines: Iterator[str], size: int) -> Iterator[bytes]:
    held: list[bytes] = []
    length = 0
    for line in lines:
        held.append(line.encode("utf-8", errors="replace"))
        length += len(held[-1])
        if length >= size:
            yield b"".join(held)
            held, length = [], 0
    if held:
        yield b"".join(held)
