"""Whether a workbook may be handed to the library that reads it: its sizes when opened, and nothing but plain XML.

A workbook is a ZIP of XML, and both can be made to grow. The library trusts what it is given, so everything is opened
once before, in small pieces, with the parser the library also uses; whatever it would hold in memory is bounded here.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from tolkeregister.core.spreadsheets.rules import RefusedFile

MOST_MEMBERS = 2_000
MOST_BYTES = 400 * 1024 * 1024  # of all that is opened
MOST_RATIO = 400  # opened to packed; sheets of numbers are packed 10 to 60 times
RATIO_FROM = 8 * 1024 * 1024  # below this any ratio is harmless
MOST_HELD = 100_000  # elements held at once: those of one row, one text, or a whole part that is neither
MOST_LETTERS = 4 * 1024 * 1024  # held at once
MOST_STRINGS = 400_000
MOST_UNFINISHED = (
    1024 * 1024
)  # bytes of one tag or comment: the parser reads it from its start with every piece
_CHUNK = 65_536


def check_workbook(content: bytes) -> None:
    """Raises RefusedFile, with the code of what is wrong, for what may not be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            members = file.infolist()
            if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_BYTES:
                raise RefusedFile("workbook_too_large")
            opened = 0
            for member in members:
                if member.flag_bits & 1:  # behind a password
                    raise RefusedFile("old_or_locked_workbook")
                if member.filename.endswith((".xml", ".rels")):
                    opened += _check(file, member)
                if opened > MOST_BYTES:
                    raise RefusedFile("workbook_too_large")
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
    ):
        raise RefusedFile("workbook_broken") from None


def _check(file: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Open one member to its end; returns its bytes."""
    held, opened = _Held(), 0
    for chunk in _pieces(file, member):
        opened += len(chunk)
        held.parser.Parse(chunk, False)
        if opened - held.parser.CurrentByteIndex > MOST_UNFINISHED:
            raise RefusedFile("workbook_too_large")
        if held.elements > MOST_HELD or held.letters > MOST_LETTERS or held.strings > MOST_STRINGS:
            raise RefusedFile("workbook_too_large")
    if opened:
        held.parser.Parse(b"", True)
    return opened


def _pieces(file: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    read = 0
    with file.open(member) as opened:
        while chunk := opened.read(_CHUNK):
            read += len(chunk)
            if read > MOST_BYTES or read > max(RATIO_FROM, MOST_RATIO * max(member.compress_size, 1)):
                raise RefusedFile("workbook_too_large")
            yield chunk


class _Held:
    """What the library would be holding of a part just now: it lets go at the end of a row and of a shared text."""

    def __init__(self) -> None:
        self.elements = self.letters = self.strings = self.before = 0
        self.has_formula = self.has_value = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        # A document type is how a small document is made to grow; a workbook has none.
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.EntityDeclHandler = _refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        plain = name if ":" not in name else name.rpartition(":")[2]
        if plain == "f":
            self.has_formula = True
        elif plain == "v":
            self.before = self.letters
        elif plain == "c":
            self.has_formula, self.has_value = False, attributes.get("t") == "str"

    def _end(self, name: str) -> None:
        plain = name if ":" not in name else name.rpartition(":")[2]
        if plain == "c" and self.has_formula and not self.has_value:
            raise RefusedFile("formulas_not_computed")
        if plain == "v":
            self.has_value = self.has_value or self.letters > self.before
        elif plain == "row":
            self.elements = self.letters = 0
        elif plain == "si":
            self.elements = self.letters = 0
            self.strings += 1

    def _text(self, text: str) -> None:
        self.letters += len(text)


def _refuse(*_: Any) -> None:
    raise RefusedFile("workbook_broken")
