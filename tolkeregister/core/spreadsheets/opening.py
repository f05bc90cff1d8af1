"""The beginning of a file: what it is, how its cells are parted, and where the rows start."""

import csv
from dataclasses import dataclass
from typing import Literal

from tolkeregister.core.spreadsheets.letters import decoded
from tolkeregister.core.spreadsheets.rules import Header, ReadHeader, RefusedFile

Format = Literal["csv", "workbook", "utf16"]

CELL_MARK = "\x1f"
"""Parts the cells of text that was made from a workbook; such text has no quotes with a meaning."""

DELIMITERS = (";", ",", "\t", "|")
MOST_LINES_ABOVE = 20
"""How far down the line of headers may stand."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF8_MARK, _UTF16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the rows start and how to read them."""

    delimiter: str
    header: Header
    lines: int  # up to and with the headers
    rest: bytes  # of the first piece, after the headers


def format_of(first: bytes) -> Format:
    """What kind of file it is by its first bytes, whatever it is called. Raises RefusedFile for what is no table."""
    if first.startswith(_ZIP):
        return "workbook"
    if first.startswith(_OLE):  # the workbooks of before 2007, and new ones behind a password
        raise RefusedFile("old_or_locked_workbook")
    if first.startswith(_UTF16_MARKS):
        return "utf16"
    if b"\0" in first[:65536]:
        raise RefusedFile("not_a_table")
    return "csv"


def open_text(first: bytes, read_header: ReadHeader, *, is_converted: bool) -> Opening:
    """Find the line of headers, passing over Excel's `sep=;` and titles. Raises RefusedFile when there is none.

    `first` is the first piece of the file.
    """
    rest = first.removeprefix(_UTF8_MARK)
    if b"\n" not in rest:
        rest = rest.replace(b"\r", b"\n")
    wanted = (CELL_MARK,) if is_converted else DELIMITERS
    for number in range(1, MOST_LINES_ABOVE + 1):
        line, _, rest = rest.partition(b"\n")
        text = decoded(line[:65536])[0].rstrip("\r")
        if number == 1 and text.lower().startswith("sep=") and len(text) == 5 and not is_converted:
            wanted = (text[4],)
            continue
        for delimiter in wanted:
            header = read_header(cells_of(text, delimiter))
            if header:
                return Opening(delimiter, _accepted(header), number, rest)
        if not rest:
            break
    raise RefusedFile("header_missing" if _looks_like_text(first) else "not_a_table")


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of one line, quotes taken off; a line that cannot be taken apart is one cell."""
    if '"' not in line or delimiter == CELL_MARK:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration):
        return [line]


def _accepted(header: Header) -> Header:
    if header.twice:
        raise RefusedFile("column_twice", columns=list(header.twice))
    if header.missing:
        raise RefusedFile("columns_missing", columns=list(header.missing))
    return header


def _looks_like_text(piece: bytes) -> bool:
    sample = piece[:4096]
    odd = sum(byte < 9 or 13 < byte < 31 for byte in sample)
    return odd * 50 <= len(sample)
