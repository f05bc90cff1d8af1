"""What the people of a reporter see: their uploads, how far each has come, the receipt, and the work lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from booking.reports.access import may_decide_for_everybody, reporter_of
from booking.reports.rules.columns import HEADERS
from booking.reports.rules.cut_off import (
    Lateness,
    cut_off,
    first_day_of,
    half_ends,
    is_preliminary,
    lateness,
)
from booking.reports.rules.findings import SEVERITIES, Severity
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound

MOST_SHOWN = 1_000
"""Findings a receipt shows; the rest are in the file of findings."""

_READING_IS, _MATCHING_IS = 95, 99  # per cent of the way


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload: how far it has come, and its receipt when it is done."""

    id: int
    file_name: str
    via: str
    size: int
    received_at: datetime
    state: str  # received | reading | matching | done | refused
    percent: int  # of the way, for a reader's patience
    is_delayed: bool  # an attempt failed and is made again
    refused_code: str | None
    refused_facts: Mapping[str, Any]
    ignored_columns: tuple[str, ...]
    rows_read: int
    rows_refused: int
    rows_waiting: int
    rows_new: int
    rows_changed: int
    rows_unchanged: int
    rows_withdrawn: int
    rows_same: int
    rows_older: int
    rows_late: int
    rows_after_cut_off: int
    counts: Mapping[str, int]
    periods: Mapping[str, int]
    findings: int  # kept one by one
    times_read: int
    finished_at: datetime | None

    @property
    def is_finished(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.state in ("done", "refused")

    @property
    def total_findings(self) -> int:
        """How many there were, kept or not."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class FindingLine:
    """Something wrong in one cell, by the header of its column."""

    line: int
    column: str
    code: str
    severity: Severity
    value: str


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many times something was wrong."""

    code: str
    severity: Severity
    number: int


@dataclass(frozen=True, slots=True)
class PeriodRows:
    """Rows taken about a half-year («2026-1»), and whether figures about it are preliminary."""

    half: str
    rows: int
    lateness: Lateness
    cut_off: date
    is_preliminary: bool


@dataclass(frozen=True, slots=True)
class WaitingWord:
    """A word nobody knows, how many rows wait for it, and the codes it may mean."""

    id: int
    kind: str  # language | municipality | sector
    word: str
    shown: str
    choices: tuple[str, ...]
    rows: int
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class PossibleDouble:
    """A reported row beside the assignment booked here that it may be."""

    id: int
    reference: str
    number: str  # of the assignment
    differs: tuple[str, ...]  # interpreter | time | language
    reported_start: datetime
    booked_start: datetime
    reported_language: str
    booked_language: str
    reported_interpreter: str | None
    booked_interpreter: str
    body: str
    found_at: datetime


_UPLOADS = """
    SELECT u.id, u.file_name, u.via, u.size, u.received_at, u.state, u.parts, u.parts_read,
           EXISTS (SELECT FROM job j WHERE j.name = 'reports.step' AND j.attempts > 0 AND j.last_error IS NOT NULL
                   AND (j.args ->> 'reporter_id')::int = u.reporter_id
                   AND u.state IN ('received', 'reading', 'matching')) AS is_delayed,
           u.refused_code, u.refused_facts, u.ignored_columns, u.rows_read, u.rows_refused, u.rows_waiting, u.rows_new,
           u.rows_changed, u.rows_unchanged, u.rows_withdrawn, u.rows_same, u.rows_older, u.rows_late,
           u.rows_after_cut_off, u.counts, u.periods, u.findings, u.times_read, u.finished_at
      FROM report_upload u WHERE u.reporter_id = :reporter_id
"""
_ALL = text(_UPLOADS + " ORDER BY u.id DESC LIMIT :most")
_ONE = text(_UPLOADS + " AND u.id = :id")
_FINDINGS = text(
    """
    SELECT line, column_name, code, severity, value FROM report_finding
     WHERE upload_id = :id AND (CAST(:code AS text) IS NULL OR code = CAST(:code AS text))
     ORDER BY line, id LIMIT :most
    """
)
_WORDS = text(
    """
    SELECT w.id, w.kind, w.word, w.shown, w.choices, sum(u.rows) AS rows, w.first_seen_at
      FROM report_word w JOIN report_word_use u ON u.word_id = w.id
     WHERE w.state = 'open' AND (CAST(:reporter_id AS integer) IS NULL OR w.reporter_id = CAST(:reporter_id AS integer))
     GROUP BY w.id ORDER BY rows DESC, w.id
    """
)
_DOUBLES = text(
    """
    SELECT m.id, m.reference, a.number, m.differs, f.started_at AS reported_start,
           lower(a.period) AS booked_start, f.language_tag AS reported_language, a.language_tag AS booked_language,
           f.interpreter_number AS reported_interpreter, i.number AS booked_interpreter, o.name AS body, m.found_at
      FROM report_match m
      JOIN assignment a ON a.id = m.assignment_id
      JOIN interpreter i ON i.id = a.interpreter_id
      JOIN request r ON r.id = a.request_id
      JOIN organisation o ON o.id = r.organisation_id
      JOIN LATERAL (SELECT f.* FROM assignment_fact f WHERE f.reporter_id = m.reporter_id
                    AND f.reference = m.reference ORDER BY f.version DESC, f.weight LIMIT 1) f ON f.weight = 1
     WHERE m.state = 'open' AND (CAST(:reporter_id AS integer) IS NULL OR m.reporter_id = CAST(:reporter_id AS integer))
     ORDER BY m.id LIMIT :most
    """
)


async def uploads(session: Session, actor: Actor, *, most: int = 50) -> tuple[Upload, ...]:
    """The newest uploads of the actor's organisation. Raises NotAllowed."""
    rows = await session.execute(_ALL, {"reporter_id": reporter_of(actor), "most": most})
    return tuple(_upload(row) for row in rows.mappings())


async def upload(session: Session, actor: Actor, upload_id: int) -> Upload:
    """One upload of the actor's organisation, as far as it has come. Raises NotFound for any other."""
    values = {"reporter_id": reporter_of(actor), "id": upload_id}
    row = (await session.execute(_ONE, values)).mappings().one_or_none()
    if row is None:
        raise NotFound(reason("upload_not_found"))
    return _upload(row)


def _upload(row: Any) -> Upload:
    values = dict(row)
    parts, read = values.pop("parts"), values.pop("parts_read")
    percent = {"received": 0, "matching": _MATCHING_IS}.get(values["state"], 100)
    if values["state"] == "reading":
        percent = read * _READING_IS // max(parts, 1)
    values["ignored_columns"] = tuple(values["ignored_columns"])
    return Upload(**values, percent=percent)


async def findings(
    session: Session, actor: Actor, upload_id: int, *, code: str | None = None, most: int = MOST_SHOWN
) -> tuple[FindingLine, ...]:
    """What was wrong, in the order of the lines; of one code when it is given. Raises NotFound."""
    await upload(session, actor, upload_id)
    rows = await session.execute(_FINDINGS, {"id": upload_id, "code": code, "most": most})
    return tuple(
        FindingLine(row.line, HEADERS.get(row.column_name, ""), row.code, row.severity, row.value)
        for row in rows
    )


def codes_of(upload: Upload) -> tuple[CodeCount, ...]:
    """Counts per code: errors first, then what waits, then warnings, the most frequent first."""
    order = ("error", "waiting", "warning")
    counts = [CodeCount(code, SEVERITIES[code], number) for code, number in upload.counts.items()]
    return tuple(sorted(counts, key=lambda each: (order.index(each.severity), -each.number, each.code)))


def periods_of(upload: Upload, today: date) -> tuple[PeriodRows, ...]:
    """Rows by half-year, the newest first, and until when figures about each are preliminary."""
    found = []
    for half, rows in sorted(upload.periods.items(), reverse=True):
        day, received = first_day_of(half), oslo_date(upload.received_at)
        late = lateness(half_ends(day), received)
        found.append(PeriodRows(half, rows, late, cut_off(day), is_preliminary(day, today)))
    return tuple(found)


async def waiting_words(session: Session, actor: Actor) -> tuple[WaitingWord, ...]:
    """The work list of words: the reporter's own, or everybody's for the directorate. Most rows first."""
    if actor.is_directorate:
        may_decide_for_everybody(actor)
        reporter_id = None
    else:
        reporter_id = reporter_of(actor)
    rows = await session.execute(_WORDS, {"reporter_id": reporter_id})
    return tuple(
        WaitingWord(
            row.id, row.kind, row.word, row.shown, tuple(row.choices), int(row.rows), row.first_seen_at
        )
        for row in rows
    )


async def possible_doubles(session: Session, actor: Actor, *, most: int = 200) -> tuple[PossibleDouble, ...]:
    """The work list of reported rows that may be booked here: the reporter's own, or all for the directorate."""
    reporter_id = None if actor.is_directorate else reporter_of(actor)
    rows = await session.execute(_DOUBLES, {"reporter_id": reporter_id, "most": most})
    return tuple(PossibleDouble(**{**row, "differs": tuple(row["differs"])}) for row in rows.mappings())
