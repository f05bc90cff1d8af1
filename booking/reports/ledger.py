"""From read rows to facts. Rows nobody has reported before go straight into the table of facts by COPY, which is the
fastest way there is; rows with a reference that was used before are compared with the last word on it.

The facts are the ledger: there is no other table of reported rows that could say something else.
"""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import asyncpg
from sqlalchemy import text

from booking.reports.models import ReportUpload
from booking.reports.reading.engine import DELIVERED, Read
from booking.reports.reading.memory import copy_text
from booking.reports.rules.row import VALUES
from booking.reports.statements import statement
from tolkeregister.core.database import Session

BODY = ("line", *VALUES[:-2])
"""What `Read.bodies` holds, in order; the two last values are the outcome and its cause."""

TAIL = ("source", "weight", "supply_model", "reporter_id", "upload_id", "recorded_at")
_UNDELIVERED = ("line", "reference", "day", "started_at", "language_tag", "type", "mode", "sector_code",
                "municipality_now", "county_now", "organisation_id", "unit_id", "category_requested")  # fmt: skip
_PLACES = [BODY.index(name) for name in _UNDELIVERED]
WITHDRAWN = "withdrawn\t\\N"


@dataclass(frozen=True, slots=True)
class Twice:
    """A line whose reference stands on an earlier line of the same file."""

    line: int
    reference: str
    is_alike: bool


@dataclass(slots=True)
class Stored:
    """What became of the rows of a piece: how many of each verdict, and the lines with a reference used twice."""

    verdicts: Counter[str] = field(default_factory=Counter)
    twice: list[Twice] = field(default_factory=list)


async def driver(session: Session) -> asyncpg.Connection:
    """asyncpg's own connection, inside the session's transaction; COPY has no other way."""
    connection = await (await session.connection()).get_raw_connection()
    return connection.driver_connection


async def store(
    session: Session, upload: ReportUpload, read: Read, *, supply_model: str, now: datetime
) -> Stored:
    """Append what is new, and take back and append what is changed. Nothing is doubled, whatever was stored before."""
    stored = Stored()
    fresh = _first_of_each(read, stored)
    known = await _known(session, upload.reporter_id, [read.references[place] for place in fresh])
    new = [place for place in fresh if read.references[place] not in known] if known else fresh
    tail = copy_text(("report", 1, supply_model, upload.reporter_id, upload.id, now))
    await _append(session, read, new, tail)
    stored.verdicts["new"] += sum(read.outcomes[place] != WITHDRAWN for place in new)
    stored.verdicts["unchanged"] += sum(read.outcomes[place] == WITHDRAWN for place in new)
    if known:
        old = [place for place in fresh if read.references[place] in known]
        await _compare(session, upload, read, old, stored, supply_model=supply_model, now=now)
    return stored


def _first_of_each(read: Read, stored: Stored) -> Sequence[int]:
    """The places of rows whose reference has not stood on a line above in the same piece."""
    if len(set(read.references)) == len(read.references):
        return range(len(read.references))
    first: dict[str, int] = {}
    for place, reference in enumerate(read.references):
        above = first.setdefault(reference, place)
        if above != place:
            is_alike = _said(read, above) == _said(read, place)
            stored.twice.append(Twice(read.lines[place], reference, is_alike))
    return list(first.values())


def _said(read: Read, place: int) -> tuple[str, str]:
    """A row without its line."""
    return read.bodies[place].partition("\t")[2], read.outcomes[place]


async def _known(session: Session, reporter_id: int, references: Sequence[str]) -> set[str]:
    if not references:
        return set()
    span = {"reporter_id": reporter_id, "low": min(references), "high": max(references)}
    if not (await session.execute(statement("any_between"), span)).scalar_one():
        return set()
    values = {"reporter_id": reporter_id, "refs": list(references)}
    return set((await session.execute(statement("known_references"), values)).scalars())


async def _append(session: Session, read: Read, places: Sequence[int], tail: str) -> None:
    everything = len(places) == len(read.bodies)
    if everything and read.outcomes.count(DELIVERED) == len(places):
        await copy_lines(session, "assignment_fact", (*BODY, *TAIL), read.bodies, end=f"\t{tail}\n")
        return
    delivered = [read.bodies[place] for place in places if read.outcomes[place] == DELIVERED]
    await copy_lines(session, "assignment_fact", (*BODY, *TAIL), delivered, end=f"\t{tail}\n")
    others = [place for place in places if read.outcomes[place] not in (DELIVERED, WITHDRAWN)]
    lines = [f"{_undelivered(read.bodies[place])}\t{read.outcomes[place]}" for place in others]
    columns = (*_UNDELIVERED, "outcome", "cause", *TAIL)
    await copy_lines(session, "undelivered_fact", columns, lines, end=f"\t{tail}\n")


def _undelivered(body: str) -> str:
    cells = body.split("\t")
    return "\t".join([cells[place] for place in _PLACES])


async def _compare(
    session: Session, upload: ReportUpload, read: Read, places: Sequence[int], stored: Stored, *,
    supply_model: str, now: datetime,
) -> None:  # fmt: skip
    await session.execute(statement("staging"))
    await session.execute(text("DELETE FROM report_staging"))
    rows = [f"{read.bodies[place]}\t{read.outcomes[place]}" for place in places]
    await copy_lines(session, "report_staging", (*BODY, "outcome", "cause"), rows)
    await session.execute(text("ANALYZE report_staging"))
    values = {
        "upload_id": upload.id,
        "reporter_id": upload.reporter_id,
        "supply_model": supply_model,
        "now": now,
    }
    reference_of = {read.lines[place]: read.references[place] for place in places}
    for line, verdict in await session.execute(statement("compare"), values):
        if verdict in ("alike", "unlike"):
            stored.twice.append(Twice(line, reference_of[line], verdict == "alike"))
        else:
            stored.verdicts[verdict] += 1


async def copy_lines(
    session: Session, table: str, columns: Sequence[str], lines: Sequence[str], *, end: str = "\n"
) -> None:
    """Append rows, each a line as COPY reads it (with the same `end`), in the session's transaction."""
    if lines:
        content = (end.join(lines) + end).encode()
        connection: Any = await driver(session)
        await connection.copy_to_table(table, source=io.BytesIO(content), columns=columns)
