"""What institutions see of their files, and officers of the work list: both sides of a question beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from qualification.imports.access import institution_of
from qualification.imports.reading import MOST_FINDINGS
from qualification.imports.rules.columns import COLUMNS, HEADERS
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.core.spreadsheets.write_csv import excel_csv
from tolkeregister.entries.access import require_directorate

MOST_SHOWN = 500
"""Findings a receipt shows; the rest are in the file of findings."""

MOST_QUESTIONS = 100


@dataclass(frozen=True, slots=True)
class ResultFileLine:
    """One file, with its receipt when it is read."""

    id: int
    institution: str
    file_name: str
    received_at: datetime
    state: str  # received | done | refused
    refused_code: str | None
    refused_facts: Mapping[str, Any]
    ignored_columns: tuple[str, ...]
    rows_read: int
    rows_new: int
    rows_corrected: int
    rows_unchanged: int
    rows_refused: int
    people_known: int
    people_asked: int
    people_unknown: int
    counts: Mapping[str, int]
    finished_at: datetime | None

    @property
    def is_finished(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.state != "received"


@dataclass(frozen=True, slots=True)
class FindingLine:
    """Something wrong in one cell, by the header of its column."""

    line: int
    column: str
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A candidate nobody is sure of. `likely` is the score of the likeliest, from 0 to 1."""

    id: int
    institution: str
    candidate: str
    name: str
    born_on: date
    asked_at: datetime
    likely: float
    people: int
    results: int


@dataclass(frozen=True, slots=True)
class PersonBeside:
    """Somebody it may be, how likely and why; `number` is the interpreter's, "" for none."""

    person_id: int
    name: str
    born_on: date
    number: str
    score: float
    reasons: tuple[str, ...]
    has_other_candidate: bool


@dataclass(frozen=True, slots=True)
class ResultSaid:
    """One result of the candidate."""

    test: str
    language_tag: str | None
    part: str
    verdict: str
    taken_on: date


@dataclass(frozen=True, slots=True)
class Question:
    """Both sides of a question."""

    line: QuestionLine
    has_number: bool
    people: tuple[PersonBeside, ...]
    results: tuple[ResultSaid, ...]


_FILES = """
    SELECT u.id, i.name AS institution, u.file_name, u.received_at, u.state, u.refused_code, u.refused_facts,
           u.ignored_columns, u.rows_read, u.rows_new, u.rows_corrected, u.rows_unchanged, u.rows_refused,
           u.people_known, u.people_asked, u.people_unknown, u.counts, u.finished_at
      FROM result_upload u JOIN institution i ON i.code = u.institution_code
"""
_OWN_FILES = text(_FILES + " WHERE u.institution_code = :institution ORDER BY u.id DESC LIMIT :most")
_ALL_FILES = text(_FILES + " ORDER BY u.id DESC LIMIT :most")
_ONE_FILE = text(_FILES + " WHERE u.institution_code = :institution AND u.id = :id")
_FINDINGS = text(
    "SELECT line, column_name, code, value FROM result_finding WHERE upload_id = :id ORDER BY line, id LIMIT :most"
)
_QUESTIONS = """
    SELECT q.id, i.name AS institution, c.number AS candidate, x.given_name || ' ' || x.family_name AS name, x.born_on,
           q.asked_at, CAST(q.options -> 0 ->> 'score' AS float) AS likely, jsonb_array_length(q.options) AS people,
           (SELECT count(*) FROM test_result r WHERE r.candidate_id = c.id
               AND NOT EXISTS (SELECT FROM test_result n WHERE n.supersedes_id = r.id)) AS results
      FROM identity_question q JOIN candidate_claim x ON x.id = q.claim_id JOIN candidate c ON c.id = q.candidate_id
      JOIN institution i ON i.code = c.institution_code
     WHERE c.person_id IS NULL AND NOT EXISTS (SELECT FROM identity_answer a WHERE a.question_id = q.id)
       AND NOT EXISTS (SELECT FROM identity_question n WHERE n.claim_id = q.claim_id AND n.id > q.id)
"""
_OPEN = text(_QUESTIONS + " ORDER BY q.asked_at, q.id LIMIT :most")
_KNOWN = text("SELECT 1 FROM identity_question WHERE id = :id")
_ONE = text(_QUESTIONS + " AND q.id = :id")
_HOW_MANY = text(f"SELECT count(*) FROM ({_QUESTIONS}) open")
_SIDES = text(
    """
    SELECT p.id, p.given_name || ' ' || p.family_name AS name, p.born_on, coalesce(i.number, '') AS number,
           CAST(o.value ->> 'score' AS float) AS score, o.value -> 'reasons' AS reasons,
           EXISTS (SELECT FROM candidate k WHERE k.person_id = p.id AND k.institution_code = c.institution_code
                      AND k.id <> c.id) AS has_other_candidate
      FROM identity_question q JOIN candidate c ON c.id = q.candidate_id
      CROSS JOIN LATERAL jsonb_array_elements(q.options) WITH ORDINALITY AS o (value, place)
      JOIN person p ON p.id = CAST(o.value ->> 'person_id' AS int) LEFT JOIN interpreter i ON i.person_id = p.id
     WHERE q.id = :id ORDER BY o.place
    """
)
_SAID = text(
    """
    SELECT o.test, o.language_tag, r.part, r.verdict, r.taken_on, x.national_id <> '' AS has_number
      FROM identity_question q JOIN candidate_claim x ON x.id = q.claim_id
      LEFT JOIN test_result r ON r.candidate_id = q.candidate_id
           AND NOT EXISTS (SELECT FROM test_result n WHERE n.supersedes_id = r.id)
      LEFT JOIN test_round o ON o.id = r.round_id
     WHERE q.id = :id ORDER BY r.taken_on DESC, r.id LIMIT 50
    """
)


async def result_files(session: Session, actor: Actor, *, most: int = 50) -> tuple[ResultFileLine, ...]:
    """The newest files: the institution's own, or all for the directorate. Raises NotAllowed."""
    if actor.is_directorate:
        rows = await session.execute(_ALL_FILES, {"most": most})
    else:
        values = {"institution": await institution_of(session, actor), "most": most}
        rows = await session.execute(_OWN_FILES, values)
    return tuple(_file(row) for row in rows.mappings())


async def result_file(session: Session, actor: Actor, upload_id: int) -> ResultFileLine:
    """One file of the actor's institution. Raises NotFound for any other."""
    values = {"institution": await institution_of(session, actor), "id": upload_id}
    row = (await session.execute(_ONE_FILE, values)).mappings().one_or_none()
    if row is None:
        raise NotFound(reason("upload_not_found"))
    return _file(row)


async def result_findings(
    session: Session, actor: Actor, upload_id: int, *, most: int = MOST_SHOWN
) -> tuple[FindingLine, ...]:
    """What was wrong, in the order of the lines. Raises NotFound."""
    await result_file(session, actor, upload_id)
    rows = await session.execute(_FINDINGS, {"id": upload_id, "most": most})
    return tuple(FindingLine(row.line, HEADERS.get(row.column_name, ""), row.code, row.value) for row in rows)


async def result_findings_csv(
    session: Session, actor: Actor, upload_id: int, explanations: Mapping[str, str]
) -> bytes:
    """Everything kept of what was wrong, as Excel reads it; sentences by code in the reader's language."""
    found = await result_findings(session, actor, upload_id, most=MOST_FINDINGS)
    lines = [
        (str(each.line), each.column, each.code, each.value, explanations.get(each.code, ""))
        for each in found
    ]
    return excel_csv([("linje", "kolonne", "kode", "innhold", "forklaring"), *lines])


def result_template() -> bytes:
    """The headers and one example, as Norwegian Excel opens it."""
    return excel_csv([tuple(each.header for each in COLUMNS), tuple(each.example for each in COLUMNS)])


async def open_questions(session: Session, actor: Actor) -> tuple[QuestionLine, ...]:
    """Candidates an officer must say who are, the longest waiting first; at most MOST_QUESTIONS."""
    require_directorate(actor)
    return tuple(QuestionLine(*row) for row in await session.execute(_OPEN, {"most": MOST_QUESTIONS}))


async def how_many_questions(session: Session, actor: Actor) -> int:
    """How many wait in all."""
    require_directorate(actor)
    return int((await session.execute(_HOW_MANY)).scalar_one())


async def is_known_question(session: Session, actor: Actor, question_id: int) -> bool:
    """Whether there ever was such a question; it may be answered."""
    require_directorate(actor)
    return (await session.execute(_KNOWN, {"id": question_id})).first() is not None


async def open_question(session: Session, actor: Actor, question_id: int) -> Question:
    """One question with both sides; NotFound when it is answered or never was. Numbers of people are never shown."""
    require_directorate(actor)
    row = (await session.execute(_ONE, {"id": question_id})).one_or_none()
    if row is None:
        raise NotFound(reason("question_not_found"))
    people = tuple(
        PersonBeside(
            each.id,
            each.name,
            each.born_on,
            each.number,
            each.score,
            tuple(each.reasons),
            each.has_other_candidate,
        )
        for each in await session.execute(_SIDES, {"id": question_id})
    )
    said = (await session.execute(_SAID, {"id": question_id})).all()
    results = tuple(ResultSaid(*each[:5]) for each in said if each.test is not None)
    return Question(QuestionLine(*row), bool(said and said[0].has_number), people, results)


def _file(row: Any) -> ResultFileLine:
    return ResultFileLine(**{**row, "ignored_columns": tuple(row["ignored_columns"])})
