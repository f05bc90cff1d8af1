"""Whole elements of a long XML document one at a time, by the parser of the standard library, with nothing expanded."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from booking.reports.rules.findings import RefusedFile

MOST_CHILDREN = 100_000  # in one element that is kept whole
DEEPEST = 32
_ESCAPED = re.compile(r"_x00([0-7][0-9A-Fa-f])_")


@dataclass(slots=True)
class Element:
    """An element without its prefix: name, attributes without theirs, children and text."""

    name: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def text_of(self, name: str) -> str | None:
        """The text of the first child with a name; None when there is none."""
        return next((child.text for child in self.children if child.name == name), None)


def elements(chunks: Iterable[bytes], wanted: tuple[str, ...]) -> Iterator[Element]:
    """Every outermost element with a wanted name, when it has ended. Raises RefusedFile for what is no plain XML."""
    reader = _Reader(wanted)
    try:
        for chunk in chunks:
            reader.parser.Parse(chunk, False)
            yield from reader.take()
        reader.parser.Parse(b"", True)
        yield from reader.take()
    except expat.ExpatError:
        raise RefusedFile("workbook_broken") from None


def plain_parser() -> expat.XMLParserType:
    """A parser that refuses a document type, which is how a small document is made to grow."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: Any) -> None:
    raise RefusedFile("workbook_broken")


def unescaped(text: str) -> str:
    """Text with its control characters given back: Excel writes a line break as `_x000D_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x00" in text else text


class _Reader:
    def __init__(self, wanted: tuple[str, ...]) -> None:
        self.wanted = frozenset(wanted)
        self.open: list[Element] = []
        self.done: deque[Element] = deque()
        self.kept = 0
        self.parser = plain_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def take(self) -> Iterator[Element]:
        while self.done:
            yield self.done.popleft()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        plain = name.rpartition(":")[2]
        if not self.open and plain not in self.wanted:
            return
        element = Element(plain, {key.rpartition(":")[2]: value for key, value in attributes.items()})
        if self.open:
            self.kept += 1
            if self.kept > MOST_CHILDREN or len(self.open) > DEEPEST:
                raise RefusedFile("workbook_too_large")
            self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, name: str) -> None:
        if not self.open:
            return
        element = self.open.pop()
        if not self.open:
            self.kept = 0
            self.done.append(element)

    def _text(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data
