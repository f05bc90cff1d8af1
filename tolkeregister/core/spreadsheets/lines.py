"""From a piece of whole lines to columns of cells, with the numbers of the lines in the file.

A piece where every line has its cells and nothing is quoted is taken apart in a few sweeps; any other line by line.
A cell with a line break cannot be told from a broken line in a file that is read in pieces, so such lines are refused.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from tolkeregister.core.spreadsheets.letters import decoded_lines
from tolkeregister.core.spreadsheets.opening import CELL_MARK

LONGEST_LINE = 65_536


@dataclass(frozen=True, slots=True)
class Sheet:
    """A piece as columns. `lines[n]` is the line in the file of row n; `broken` are lines that are no rows, and why."""

    lines: range | list[int]
    columns: list[list[str]]
    broken: list[tuple[int, str]]


def read_lines(piece: bytes, *, delimiter: str, width: int, first_line: int) -> Sheet:
    """Columns of a piece without its last line end. Lines with nothing in them are no rows."""
    text, unreadable = decoded_lines(piece)
    if not unreadable and (delimiter == CELL_MARK or '"' not in text):
        columns = _in_sweeps(text, delimiter, width)
        if columns is not None:
            return Sheet(range(first_line, first_line + len(columns[0])), columns, [])
    return _one_by_one(text, unreadable, delimiter, width, first_line)


def _in_sweeps(text: str, delimiter: str, width: int) -> list[list[str]] | None:
    """The columns when every line has exactly `width` cells; a mark after each line proves it."""
    empty = delimiter * (width - 1)
    if text.startswith(empty) or f"\n{empty}\n" in text or text.endswith(f"\n{empty}") or "\r" in text:
        return None
    cells = text.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)
    stride = width + 1
    marks = cells[width::stride]
    if (len(cells) + 1) % stride or marks.count("\n") != len(marks) or text.count("\n") != len(marks):
        return None
    return [cells[place::stride] for place in range(width)]


def _one_by_one(text: str, unreadable: frozenset[int], delimiter: str, width: int, first_line: int) -> Sheet:
    lines: list[int] = []
    rows: list[list[str]] = []
    broken: list[tuple[int, str]] = []
    for place, line in enumerate(text.split("\n")):
        cells = _cells(line.rstrip("\r"), delimiter, width)
        if place in unreadable and not isinstance(cells, str):
            cells = "unreadable_letters"
        if isinstance(cells, str):
            broken.append((first_line + place, cells))
        elif cells:
            lines.append(first_line + place)
            rows.append(cells)
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]
    return Sheet(lines, columns, broken)


def _cells(line: str, delimiter: str, width: int) -> list[str] | str:
    """The cells of a line, exactly `width`; nothing for an empty line; a code for one that is no row."""
    if len(line) > LONGEST_LINE:
        return "line_too_long"
    cells = line.split(delimiter)
    if '"' in line and delimiter != CELL_MARK:
        if line.count('"') % 2:
            return "line_break_in_cell"
        try:
            cells = next(csv.reader([line], delimiter=delimiter, strict=True))
        except (csv.Error, StopIteration):
            return "quotes_wrong"
    if not any(cell.strip() for cell in cells):
        return []
    if any(cell.strip() for cell in cells[width:]):
        return "too_many_cells"
    return cells[:width] + [""] * (width - len(cells))


def whole_lines(carry: bytes, part: bytes, *, is_last: bool) -> tuple[bytes | None, bytes]:
    """The whole lines of what was left over and the next part, without the last line end; and what is left over.

    No lines is None; b"" is one empty line. Lines end as on Windows, elsewhere, or on an old Mac. Of a line that is
    much too long only as much is kept as shows it.
    """
    if b"\n" not in part:
        part = part.replace(b"\r", b"\n")
    data = carry + part
    cut = len(data) if is_last and data and not data.endswith(b"\n") else data.rfind(b"\n")
    if cut < 0:
        return None, data[: 4 * LONGEST_LINE + 1]  # as bytes, whatever the letters
    return data[:cut].replace(b"\r\n", b"\n").removesuffix(b"\r"), data[cut + 1 :]


def pieces(content: bytes, size: int) -> Iterator[bytes]:
    """The content in pieces of a size."""
    for start in range(0, len(content), size):
        yield content[start : start + size]
