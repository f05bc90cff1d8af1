"""From the bytes of a file to good rows and findings, in pieces, so that a large file is never whole as text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from qualification.imports.rules.columns import PERSONAL, read_header
from qualification.imports.rules.findings import WARNINGS
from qualification.imports.rules.row import Context, Row, read_row
from tolkeregister.core.spreadsheets.convert import text_of_utf16, text_of_workbook
from tolkeregister.core.spreadsheets.lines import Sheet, pieces, read_lines, whole_lines
from tolkeregister.core.spreadsheets.opening import format_of, open_text
from tolkeregister.core.spreadsheets.rules import Header, RefusedFile

PIECE = 1024 * 1024
LARGEST_WORKBOOK = 32 * 1024 * 1024
MOST_FINDINGS = 20_000
"""Findings kept one by one; all are counted."""

_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """What was wrong in a line; the value is left out where it is about a person."""

    line: int
    column: str
    code: str
    value: str = ""


@dataclass(slots=True)
class Read:
    """What a piece gave."""

    rows: list[tuple[int, Row]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    refused: int = 0


@dataclass(slots=True)
class _Said:
    """What candidates and results have been said to be so far in the file: rows by their hash, for they are many."""

    who: dict[str, int] = field(default_factory=dict)
    results: dict[int, int] = field(default_factory=dict)


class ResultFileReader:
    """One file. `header` is known once it is made; `read` goes through the rows."""

    def __init__(self, content: bytes) -> None:
        """Raises RefusedFile for what is no table of results."""
        kind = format_of(content[:PIECE])
        if kind == "workbook" and len(content) > LARGEST_WORKBOOK:
            raise RefusedFile("workbook_too_large", most=LARGEST_WORKBOOK)
        is_book = kind == "workbook"
        parts = pieces(content, PIECE) if kind == "csv" else (
            text_of_workbook(content, PIECE, read_header) if is_book else text_of_utf16(content, PIECE)
        )  # fmt: skip
        first = next(parts, b"")
        opening = open_text(first, read_header, is_converted=is_book)
        self.header: Header = opening.header
        self._delimiter, self._first_line = opening.delimiter, opening.lines + 1
        self._rest, self._parts = opening.rest, parts
        self._places = {code: place for place, code in enumerate(opening.header.columns) if code}
        self._said = _Said()
        self._room = MOST_FINDINGS

    def read(self, context: Context) -> Iterator[Read]:
        """Piece by piece; a reader is read once."""
        carry, line, held = b"", self._first_line, self._rest
        while True:
            following = next(self._parts, None)
            piece, carry = whole_lines(carry, held, is_last=following is None)
            if piece is not None:
                width = len(self.header.columns)
                yield self._judge(
                    read_lines(piece, delimiter=self._delimiter, width=width, first_line=line), context
                )
                line += piece.count(b"\n") + 1
            if following is None:
                return
            held = following

    def _judge(self, sheet: Sheet, context: Context) -> Read:
        found = Read(lines=len(sheet.lines) + len(sheet.broken), refused=len(sheet.broken))
        for line, code in sheet.broken:
            self._note(found, Finding(line, "", code))
        columns = {code: sheet.columns[place] for code, place in self._places.items()}
        for place, line in enumerate(sheet.lines):

            def cell(code: str, place: int = place) -> str:
                column = columns.get(code)
                return column[place] if column is not None else ""

            row = read_row(cell, context)
            wrong = self._against_others(row) if isinstance(row, Row) else row
            for column, code in wrong:
                value = "" if column in PERSONAL else cell(column).strip()[:_LONGEST_SHOWN]
                self._note(found, Finding(line, column, code, value))
            if isinstance(row, Row) and not wrong:
                found.rows.append((line, row))
            elif any(code not in WARNINGS for _, code in wrong):
                found.refused += 1
        return found

    def _against_others(self, row: Row) -> tuple[tuple[str, str], ...]:
        """What is wrong when the row is read together with those above it."""
        who = hash((row.national_id, row.given_name, row.family_name, row.born_on))
        if self._said.who.setdefault(row.candidate, who) != who:
            return (("candidate", "candidate_is_two"),)
        what, said = hash((row.candidate, row.round_id, row.part)), hash(row)
        above = self._said.results.get(what)
        if above is None:
            self._said.results[what] = said
            return ()
        return (("candidate", "same_twice" if above == said else "result_twice"),)

    def _note(self, found: Read, finding: Finding) -> None:
        found.counts[finding.code] += 1
        if self._room > 0:
            self._room -= 1
            found.findings.append(finding)
