"""Words and their meanings without a database, and whole files read by the same steps as the worker's."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache

from booking.reports.known import places
from booking.reports.reading.engine import Engine, Finding
from booking.reports.rules.columns import read_header
from booking.reports.rules.lookups import Body, Decided, Lookups
from booking.reports.rules.row import Context
from booking.reports.rules.standing import Register, Spell
from booking.reports.work import without_header
from tolkeregister.core.rules.sort_key import fold
from tolkeregister.core.spreadsheets.convert import text_of_utf16, text_of_workbook
from tolkeregister.core.spreadsheets.lines import pieces, read_lines, whole_lines
from tolkeregister.core.spreadsheets.opening import format_of, open_text
from web import reference

RECEIVED = date(2027, 1, 15)
LISTED = datetime(2022, 1, 1, tzinfo=UTC)


@cache
def lookups(decided: Decided | None = None) -> Lookups:
    """The project's own reference data."""
    words: dict[str, set[str]] = {}
    for row in reference.languages():
        for word in (str(row[0]).lower(), row[1]):
            if word:
                words.setdefault(str(word), set()).add(str(row[0]))
    for name, tag, _ in reference.language_words():
        words.setdefault(name, set()).add(tag)
    changes = sorted(reference.municipality_changes(), key=lambda row: str(row[0]), reverse=True)
    return Lookups(
        {word: tuple(sorted(tags)) for word, tags in words.items()},
        {str(row[0]): str(row[8]) for row in reference.languages()},
        places((row[:4] for row in reference.municipalities()), (row[:4] for row in changes)),
        {fold(str(word)): str(row[0]) for row in reference.sectors() for word in (row[0], *row[2:5])},
        {"400000001": Body(7, {"barneverntjenesten": 70})},
        decided or Decided(),
    )


def context(decided: Decided | None = None) -> Context:
    """What rows are judged by: interpreter 100482 is listed in Arabic since 2022."""
    spells = {("100482", "ar", "speech"): (Spell("C", LISTED, None, LISTED, None),)}
    return Context(lookups(decided), Register(frozenset({"100482", "100483"}), spells), RECEIVED)


@dataclass(slots=True)
class ReadFile:
    """Everything that came of a file."""

    rows: list[list[str]] = field(default_factory=list)  # without the line, as COPY text
    lines: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: int = 0
    waiting: int = 0


def read_file(content: bytes, *, part: int = 1 << 20) -> ReadFile:
    """A whole file, as the worker reads it."""
    kind = format_of(content[:part])
    parts: Iterator[bytes] = pieces(content, part)
    if kind != "csv":
        is_book = kind == "workbook"
        parts = text_of_workbook(content, part, read_header) if is_book else text_of_utf16(content, part)
    given = list(parts)
    opening = open_text(given[0], read_header, is_converted=kind == "workbook")
    engine = Engine(opening.header.columns, context(), room=10_000)
    found, carry, line = ReadFile(), b"", opening.lines + 1
    given[0] = without_header(given[0], opening.lines)
    for number, each in enumerate(given):
        piece, carry = whole_lines(carry, each, is_last=number + 1 == len(given))
        if piece is None:
            continue
        width = len(opening.header.columns)
        read = engine.read(read_lines(piece, delimiter=opening.delimiter, width=width, first_line=line))
        line += piece.count(b"\n") + 1
        found.lines += read.lines
        found.findings += read.findings
        found.refused += read.refused
        found.waiting += read.waiting
        for body, outcome in zip(read.bodies, read.outcomes, strict=True):
            found.rows.append([*body.split("\t")[1:], *outcome.split("\t")])
    return found
