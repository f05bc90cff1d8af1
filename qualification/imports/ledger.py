"""From read rows to candidates, claims and results, set by set. Nothing is doubled and nothing is overwritten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
from sqlalchemy import text

from qualification.imports.models import ResultUpload
from qualification.imports.reading import Finding
from qualification.imports.rules.row import Row
from tolkeregister.core.database import Session

_COLUMNS = ("line", "number", "national_id", "given_name", "family_name", "born_on", "round_id", "part", "verdict",
            "taken_on", "decided_on", "score", "certificate")  # fmt: skip
_STAGE = text(
    """
    CREATE TEMPORARY TABLE result_stage (
        line integer, number text, national_id text, given_name text, family_name text, born_on date,
        round_id integer, part text, verdict text, taken_on date, decided_on date, score numeric(5, 2),
        certificate text, candidate_id integer
    ) ON COMMIT DROP
    """
)
# Every new row is looked up in five tables it refers to, each by a statement of its own that never differs. The engine
# plans statements anew each time (core/database.py), which made those look-ups four fifths of the time of an import.
_PLAN_ONCE = text("SET LOCAL plan_cache_mode = auto")
_ANALYZE = text("ANALYZE result_stage")
_INDEX = text("CREATE INDEX ON result_stage (candidate_id, round_id, part)")
_FIND = text(
    """
    UPDATE result_stage s SET candidate_id = c.id FROM candidate c
     WHERE c.institution_code = :institution AND c.number = s.number
    """
)
# The candidate number was somebody else's before.
_ANOTHER = text(
    """
    DELETE FROM result_stage s USING candidate c
     WHERE c.id = s.candidate_id AND c.person_id IS NOT NULL AND s.national_id <> ''
       AND EXISTS (SELECT FROM person p WHERE p.id <> c.person_id AND p.national_id = s.national_id)
    RETURNING s.line
    """
)
# The national number stands with another candidate number: further up in the file, or in an earlier one.
_OTHER_NUMBER = text(
    """
    WITH first AS (
        SELECT DISTINCT ON (national_id) national_id, number FROM result_stage
         WHERE national_id <> '' ORDER BY national_id, line
    ), other AS (
        SELECT s.line FROM result_stage s JOIN first f USING (national_id) WHERE f.number <> s.number
         UNION
        SELECT s.line FROM result_stage s JOIN candidate_claim x ON x.national_id = s.national_id
          JOIN candidate c ON c.id = x.candidate_id
         WHERE s.national_id <> '' AND c.institution_code = :institution AND c.number <> s.number
         UNION
        SELECT s.line FROM result_stage s JOIN person p ON p.national_id = s.national_id
          JOIN candidate c ON c.person_id = p.id
         WHERE s.national_id <> '' AND c.institution_code = :institution AND c.number <> s.number
    )
    DELETE FROM result_stage s USING other o WHERE o.line = s.line RETURNING s.line
    """
)
_MAKE = text(
    """
    INSERT INTO candidate (institution_code, number, synthetic)
    SELECT DISTINCT i.code, s.number, coalesce(o.synthetic, false)
      FROM result_stage s JOIN institution i ON i.code = :institution
      LEFT JOIN organisation o ON o.id = i.organisation_id
     WHERE s.candidate_id IS NULL
    """
)
_CLAIM = text(
    """
    INSERT INTO candidate_claim (candidate_id, upload_id, national_id, given_name, family_name, born_on, said_at)
    SELECT DISTINCT ON (candidate_id) candidate_id, :upload, national_id, given_name, family_name, born_on, :now
      FROM result_stage ORDER BY candidate_id, line
    ON CONFLICT DO NOTHING RETURNING id
    """
)
_RESULTS = text(
    """
    WITH added AS (
        INSERT INTO test_result (candidate_id, round_id, part, taken_on, decided_on, verdict, score, criteria,
                                 certificate, supersedes_id, source, recorded_at, account_id)
        SELECT s.candidate_id, s.round_id, s.part, s.taken_on, s.decided_on, s.verdict, s.score,
               coalesce(r.criteria, o.criteria), s.certificate, r.id, 'import', :now, :account
          FROM result_stage s JOIN test_round o ON o.id = s.round_id
          LEFT JOIN test_result r ON r.candidate_id = s.candidate_id AND r.round_id = s.round_id AND r.part = s.part
               AND NOT EXISTS (SELECT FROM test_result n WHERE n.supersedes_id = r.id)
         WHERE r.id IS NULL OR (r.taken_on, r.decided_on, r.verdict, r.score, r.certificate)
               IS DISTINCT FROM (s.taken_on, s.decided_on, s.verdict, s.score, s.certificate)
        RETURNING id, candidate_id, round_id, part, supersedes_id
    ), origin AS (
        INSERT INTO result_origin (result_id, upload_id, line)
        SELECT a.id, :upload, s.line FROM added a JOIN result_stage s USING (candidate_id, round_id, part)
    )
    SELECT count(*) FILTER (WHERE supersedes_id IS NULL) AS new,
           count(*) FILTER (WHERE supersedes_id IS NOT NULL) AS corrected FROM added
    """
)
_COUNT = text("SELECT count(*) FROM result_stage")
_PEOPLE = text(
    """
    SELECT DISTINCT c.person_id, r.supersedes_id IS NOT NULL AS is_correction
      FROM result_origin x JOIN test_result r ON r.id = x.result_id JOIN candidate c ON c.id = r.candidate_id
     WHERE x.upload_id = :upload AND c.person_id IS NOT NULL ORDER BY 1
    """
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of the rows."""

    new: int
    corrected: int
    unchanged: int


async def stage(session: Session) -> None:
    """A table of this transaction's own for the good rows."""
    await session.execute(_PLAN_ONCE)
    await session.execute(_STAGE)


async def stage_rows(session: Session, rows: Iterable[tuple[int, Row]]) -> None:
    """Add good rows, by COPY."""
    records = [
        (line, row.candidate, row.national_id, row.given_name, row.family_name, row.born_on, row.round_id, row.part,
         row.verdict, row.taken_on, row.decided_on, row.score, row.certificate)
        for line, row in rows
    ]  # fmt: skip
    if records:
        await (await _driver(session)).copy_records_to_table(
            "result_stage", records=records, columns=list(_COLUMNS)
        )


async def refuse_contradictions(session: Session, institution: str) -> list[Finding]:
    """Take out rows whose candidate number and national number belong to two people; returns what was wrong."""
    await session.execute(_ANALYZE)
    await session.execute(_FIND, {"institution": institution})
    found = []
    for statement, code in ((_ANOTHER, "candidate_is_another"), (_OTHER_NUMBER, "person_has_other_number")):
        values = {"institution": institution} if statement is _OTHER_NUMBER else {}
        lines = (await session.execute(statement, values)).scalars()
        found += [Finding(line, "candidate", code) for line in sorted(lines)]
    return found


async def store_claims(session: Session, upload: ResultUpload, *, now: datetime) -> list[int]:
    """Make the candidates nobody has told of before, and keep who they are said to be; returns the new claims."""
    institution = {"institution": upload.institution_code}
    await session.execute(_MAKE, institution)
    await session.execute(_FIND, institution)
    claims = await session.execute(_CLAIM, {"upload": upload.id, "now": now})
    return sorted(claims.scalars())


async def store_results(session: Session, upload: ResultUpload, *, now: datetime) -> Stored:
    """Add what is new, and supersede what is said otherwise than before."""
    await session.execute(_INDEX)  # without it every new result looks through the whole file for its line
    await session.execute(_ANALYZE)
    rows = (await session.execute(_COUNT)).scalar_one()
    values = {"upload": upload.id, "account": upload.account_id, "now": now}
    added = (await session.execute(_RESULTS, values)).one()
    return Stored(added.new, added.corrected, rows - added.new - added.corrected)


async def people_of(session: Session, upload_id: int) -> dict[int, bool]:
    """The people whose results the upload added; True for those with a correction among them."""
    found: dict[int, bool] = {}
    for person, is_correction in await session.execute(_PEOPLE, {"upload": upload_id}):
        found[person] = found.get(person, False) or is_correction
    return found


async def store_findings(session: Session, upload_id: int, findings: Sequence[Finding]) -> None:
    """Keep what was wrong, by COPY."""
    records = [
        (upload_id, each.line, each.column, each.code, each.value.replace("\0", "")) for each in findings
    ]
    if records:
        await (await _driver(session)).copy_records_to_table(
            "result_finding", records=records, columns=["upload_id", "line", "column_name", "code", "value"]
        )


async def _driver(session: Session) -> asyncpg.Connection:
    """asyncpg's own connection, inside the session's transaction; COPY has no other way."""
    connection: Any = await (await session.connection()).get_raw_connection()
    return connection.driver_connection
