"""Files for the reporter: templates to fill in, and everything that was wrong, ready for Excel."""

import asyncio
from collections.abc import Mapping, Sequence

from booking.reports.queries import FindingLine, findings
from booking.reports.rules.columns import COLUMNS
from booking.reports.rules.offered import OFFERED
from booking.reports.work import MOST_FINDINGS
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.spreadsheets.write_csv import excel_csv
from tolkeregister.core.spreadsheets.write_workbook import Sheet, write_form, write_workbook

MOST_IN_WORKBOOK = 20_000
"""Findings written to a workbook, which takes a web process some seconds; all of them are in the CSV file."""

Lists = Mapping[str, tuple[str, Sequence[tuple[str, str]]]]
"""Column → the name of a sheet, and its rows: what may be written, what it is."""

EXPLAINED = ("kolonne", "må fylles ut", "forklaring", "eksempel", "andre overskrifter vi kjenner")
FINDING_HEADERS = ("linje", "kolonne", "kode", "alvorlighet", "innhold", "forklaring")
SEVERITY_WORDS: Mapping[str, str] = {"error": "feil", "waiting": "venter", "warning": "advarsel"}


def template_csv() -> bytes:
    """The headers and one example, as Norwegian Excel opens it: UTF-8 with its mark, semicolons."""
    return excel_csv([[c.header for c in COLUMNS], [c.example for c in COLUMNS]])


def template_workbook(lists: Lists, helps: Mapping[str, str]) -> bytes:
    """The same as a workbook where every cell is text, with the columns explained and lists to choose from.

    `lists` are those of the columns that are looked up, `helps` a sentence by column in the reader's language.
    """
    own = {
        code: (code_sheet, [(word, "") for word in words]) for code, (code_sheet, words) in OFFERED.items()
    }
    offered = {**lists, **own}
    explained = [
        (c.header, "ja" if c.is_required else "", helps.get(c.code, ""), c.example, ", ".join(c.also))
        for c in COLUMNS
    ]
    sheets: list[Sheet] = [
        ("oppdrag", [[c.header for c in COLUMNS], [c.example for c in COLUMNS]]),
        ("kolonner", [EXPLAINED, *explained]),
    ]
    sheets += [(name, [["skriv", "som er"], *rows]) for name, rows in dict(offered.values()).items()]
    places = {column.code: number for number, column in enumerate(COLUMNS, 1)}
    return write_form(sheets, choices=[(places[code], name) for code, (name, _) in offered.items()])


async def findings_csv(
    session: Session, actor: Actor, upload_id: int, explanations: Mapping[str, str]
) -> bytes:
    """Everything kept of what was wrong with an upload, at most MOST_FINDINGS lines. Raises NotFound.

    `explanations` are sentences by code, in the reader's language.
    """
    found = await findings(session, actor, upload_id, most=MOST_FINDINGS)
    return excel_csv([FINDING_HEADERS, *_lines(found, explanations)])


async def findings_workbook(
    session: Session, actor: Actor, upload_id: int, explanations: Mapping[str, str]
) -> bytes:
    """The same as a workbook, at most MOST_IN_WORKBOOK lines. Raises NotFound."""
    found = await findings(session, actor, upload_id, most=MOST_IN_WORKBOOK)
    lines = [FINDING_HEADERS, *_lines(found, explanations)]
    return await asyncio.to_thread(write_workbook, [("feil", lines)])


def _lines(found: Sequence[FindingLine], explanations: Mapping[str, str]) -> list[tuple[str, ...]]:
    return [
        (str(each.line), each.column, each.code, SEVERITY_WORDS[each.severity], each.value,
         explanations.get(each.code, ""))
        for each in found
    ]  # fmt: skip
