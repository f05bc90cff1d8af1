"""What a file of rows is asked for: its columns, the headers people write above them, and why a file is refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tolkeregister.core.rules.sort_key import fold

LEAST_TO_KNOW_A_HEADER = 3
"""A line with at least so many known headers is the line of headers; titles and dates above it are passed over."""


class RefusedFile(Exception):
    """The whole file cannot be taken; `code` says why, `facts` are what a sentence about it needs."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code, the header of the template, other headers that mean the same, and an example."""

    code: str
    header: str
    also: tuple[str, ...]
    is_required: bool
    example: str


@dataclass(frozen=True, slots=True)
class Header:
    """What the line of headers said: the code of each column (None: not ours), and what was wrong with it."""

    columns: tuple[str | None, ...]
    ignored: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # headers, as in the template
    twice: tuple[str, ...] = ()


ReadHeader = Callable[[Sequence[str]], Header | None]
"""The headers of a line, or None when it is not the line of headers."""


def known_header(columns: Sequence[Column], cells: Sequence[str]) -> Header | None:
    """The headers of a line by a list of columns, or None when it is not the line of headers."""
    by_word = {fold(word): column.code for column in columns for word in (column.header, *column.also)}
    codes = [by_word.get(fold(cell)) for cell in cells]
    found = [code for code in codes if code]
    if len(set(found)) < LEAST_TO_KNOW_A_HEADER:
        return None
    header_of = {column.code: column.header for column in columns}
    ignored = (cell.strip()[:60] for cell, code in zip(cells, codes, strict=True) if code is None)
    return Header(
        tuple(codes),
        tuple(cell for cell in ignored if cell),
        tuple(column.header for column in columns if column.is_required and column.code not in found),
        tuple(sorted({header_of[code] for code in found if found.count(code) > 1})),
    )
