"""Reading an XLSX workbook row by row, without ever holding a sheet in memory and without trusting its sizes.

A workbook is a ZIP of XML. What is opened is bounded in number, size and ratio, a document type (the way to make a
small XML grow) is refused, and nothing in it is ever computed: a formula's cell is the value Excel stored beside it.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from booking.reports.reading.cells import Styles
from booking.reports.reading.sheet import SheetRows
from booking.reports.reading.xml import Element, elements, unescaped
from booking.reports.rules.findings import RefusedFile

MOST_MEMBERS = 2_000
MOST_BYTES = 400 * 1024 * 1024  # of one opened member
MOST_RATIO = 400  # opened to packed; sheets of numbers are packed 10 to 60 times
RATIO_FROM = 8 * 1024 * 1024  # below this any ratio is harmless
MOST_STRINGS = 2_000_000
MOST_STRING_LETTERS = 64 * 1024 * 1024
_CHUNK = 65_536


class Workbook:
    """An opened workbook: the names of its visible sheets in order, and the rows of each."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError):
            raise RefusedFile("workbook_broken") from None
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise RefusedFile("workbook_too_large")
        self._members = {member.filename.lstrip("/"): member for member in members}
        self._strings: list[str] | None = None
        self._styles: Styles | None = None
        self._is_1904 = False
        self.sheets = self._find_sheets()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def rows(self, sheet: str) -> Iterator[tuple[int, list[str]]]:
        """(row number, cells as text) of every row that is stored; empty rows may be left out."""
        if self._strings is None or self._styles is None:
            self._strings = self._read_strings()
            self._styles = Styles(self._elements("xl/styles.xml", ("numFmt", "cellXfs")), self._is_1904)
        yield from SheetRows(self._strings, self._styles).read(self._chunks(sheet))

    def _find_sheets(self) -> list[str]:
        root = "xl/workbook.xml"
        targets = {
            each.attributes.get("Id", ""): each.attributes.get("Target", "")
            for each in self._elements("xl/_rels/workbook.xml.rels", ("Relationship",))
        }
        found = []
        for each in self._elements(root, ("workbookPr", "sheet")):
            if each.name == "workbookPr":
                self._is_1904 = each.attributes.get("date1904", "0") in ("1", "true")
            elif each.attributes.get("state", "visible") == "visible":
                target = targets.get(each.attributes.get("id", ""), "")
                path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
                if posixpath.normpath(path) in self._members and "worksheets" in path:
                    found.append(posixpath.normpath(path))
        if not found:
            raise RefusedFile("workbook_broken")
        return found

    def _read_strings(self) -> list[str]:
        strings: list[str] = []
        letters = 0
        for each in self._elements("xl/sharedStrings.xml", ("si",)):
            strings.append(_rich_text(each))
            letters += len(strings[-1])
            if len(strings) > MOST_STRINGS or letters > MOST_STRING_LETTERS:
                raise RefusedFile("workbook_too_large")
        return strings

    def _elements(self, name: str, wanted: tuple[str, ...]) -> Iterator[Element]:
        """The wanted elements of a member, whole, one after the other; none when there is no such member."""
        return elements(self._chunks(name), wanted) if name in self._members else iter(())

    def _chunks(self, name: str) -> Iterator[bytes]:
        member = self._members[name]
        if member.flag_bits & 1:  # behind a password
            raise RefusedFile("old_or_locked_workbook")
        return self._bytes(member)

    def _bytes(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        read = 0
        try:
            with self._zip.open(member) as file:
                while chunk := file.read(_CHUNK):
                    read += len(chunk)
                    if read > MOST_BYTES or read > max(RATIO_FROM, MOST_RATIO * max(member.compress_size, 1)):
                        raise RefusedFile("workbook_too_large")
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            raise RefusedFile("workbook_broken") from None


def _rich_text(element: Element) -> str:
    """The text of all runs, without the phonetic reading that may stand beside them."""
    parts: list[str] = []
    for child in element.children:
        if child.name == "t":
            parts.append(unescaped(child.text))
        elif child.name in ("r", "is"):
            parts.append(_rich_text(child))
    return "".join(parts)
