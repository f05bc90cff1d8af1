"""The rows of one sheet, straight from the parser's calls: a workbook of 50 000 rows has a million cells."""

import re
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from booking.reports.reading.cells import Styles, shown_number
from booking.reports.reading.xml import plain_parser, unescaped
from booking.reports.rules.findings import RefusedFile

MOST_COLUMNS = 256
MOST_LETTERS = 65_536  # in one row
_COLUMN = re.compile(r"[A-Z]{1,3}")
_CAPTURED = frozenset(("v", "t", "f"))


class SheetRows:
    """Takes XML in pieces and gives (row number, cells as text)."""

    def __init__(self, strings: list[str], styles: Styles) -> None:
        self.strings, self.styles = strings, styles
        self.done: list[tuple[int, list[str]]] = []
        self.number, self.cells = 0, list[str]()
        self.letters = 0
        self.is_in_row = self.is_in_cell = self.is_reading_aloud = False
        self.place, self.kind, self.style = 0, "n", ""
        self.value: str | None = None
        self.formula: str | None = None
        self.text, self.held = "", list[str]()
        self.names: dict[str, str] = {}
        self.parser = plain_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def read(self, chunks: Iterable[bytes]) -> Iterator[tuple[int, list[str]]]:
        """Every row that has something in it. Raises RefusedFile for what is no plain XML."""
        try:
            for chunk in chunks:
                self.parser.Parse(chunk, False)
                yield from self.done
                self.done.clear()
            self.parser.Parse(b"", True)
            yield from self.done
        except expat.ExpatError:
            raise RefusedFile("workbook_broken") from None

    def _plain(self, name: str) -> str:
        if len(self.names) > 100:
            self.names.clear()
        self.names[name] = found = name.rpartition(":")[2]
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        plain = self.names.get(name) or self._plain(name)
        if plain == "c" and self.is_in_row:
            self.is_in_cell, self.value, self.formula, self.text = True, None, None, ""
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
            self.place = column(attributes.get("r", ""), len(self.cells))
        elif plain in _CAPTURED and self.is_in_cell and not self.is_reading_aloud:
            self.held = []
            self.parser.CharacterDataHandler = self.held.append
        elif plain == "row":
            self.number = row_number(attributes.get("r"), self.number)
            self.is_in_row, self.cells, self.letters = True, [], 0
        elif plain == "rPh":
            self.is_reading_aloud = True

    def _end(self, name: str) -> None:
        plain = self.names.get(name) or self._plain(name)
        if plain in _CAPTURED and self.is_in_cell and not self.is_reading_aloud:
            self.parser.CharacterDataHandler = None
            text = "".join(self.held)
            if plain == "t":
                self.text += text
            elif plain == "v":
                self.value = text
            else:
                self.formula = text
        elif plain == "c" and self.is_in_cell:
            self.is_in_cell = False
            self._keep(self._shown())
        elif plain == "row" and self.is_in_row:
            self.is_in_row = False
            if any(self.cells):
                self.done.append((self.number, self.cells))
        elif plain == "rPh":
            self.is_reading_aloud = False

    def _keep(self, text: str) -> None:
        """Put a cell in its place; one that has no place, or whose place is taken, is left out."""
        if len(self.cells) <= self.place < MOST_COLUMNS:
            self.cells += [""] * (self.place - len(self.cells))
            self.letters += len(text)
            self.cells.append(text if self.letters <= MOST_LETTERS else "")

    def _shown(self) -> str:
        """A cell as text: what is shown where that is certain (dates, times), else the stored value."""
        value = self.value
        if self.kind == "s":
            place = int(value) if value and value.isascii() and value.isdigit() else -1
            return self.strings[place] if 0 <= place < len(self.strings) else ""
        if self.kind == "inlineStr":
            return unescaped(self.text)
        if self.kind == "n" and value:
            return shown_number(value, self.style, self.styles)
        if self.formula is not None and value is None:  # never computed, so nobody knows what it says
            return f"={self.formula}"
        return value or ""


def row_number(stated: str | None, last: int) -> int:
    """The stated number of a row when it is further down than the last one, else the next."""
    number = (
        int(stated) if stated and stated.isascii() and stated.isdigit() and len(stated) <= 7 else last + 1
    )
    return number if number > last else last + 1


def column(reference: str, following: int) -> int:
    """The place of a cell from «AB12», counted from 0; the next one where nothing is said."""
    found = _COLUMN.match(reference)
    if not found:
        return following
    place = 0
    for letter in found[0]:
        place = place * 26 + ord(letter) - 64
    return place - 1
