"""Reading a file of results, all of it in one transaction: a worker that is killed leaves nothing half done.

Two files of one institution are read one after the other, in the order in which they come to the lock.
"""

import asyncio
from collections import Counter
from datetime import datetime

from sqlalchemy import text

from qualification.imports.ledger import (
    people_of,
    refuse_contradictions,
    stage,
    stage_rows,
    store_claims,
    store_findings,
    store_results,
)
from qualification.imports.matching import match_claims
from qualification.imports.models import ResultFile, ResultUpload, UploadState
from qualification.imports.reading import MOST_FINDINGS, Finding, Read, ResultFileReader
from qualification.imports.rules.findings import WARNINGS
from qualification.imports.rules.row import Context, RoundFact
from qualification.rounds.evidence import settle_evidence
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.spreadsheets.rules import RefusedFile

SETTLE = "results.settle"
SETTLED_AT_ONCE = 50
"""People whose evidence follows in the transaction of the file; the others' in jobs. Corrections always do."""

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:institution, 21))")
_ROUNDS = text(
    """
    SELECT test, code, language_tag, type, id, held_from, held_to, cancelled_at IS NOT NULL
      FROM test_round WHERE institution_code = :institution
    """
)
_LANGUAGES = text(
    """
    SELECT word, min(language_tag) FROM language_word WHERE NOT is_ambiguous
     GROUP BY word HAVING count(DISTINCT language_tag) = 1
    """
)

_ENDED = text("SELECT tag, valid_to FROM language WHERE valid_to IS NOT NULL")


async def read_upload(session: Session, upload_id: int, *, now: datetime) -> None:
    """Read the file and keep what is good in it, or refuse it whole; nothing for one that is finished."""
    upload = await session.get(ResultUpload, upload_id, with_for_update=True)
    if upload is None or upload.state != UploadState.RECEIVED:
        return
    await session.execute(_ONE_AT_A_TIME, {"institution": upload.institution_code})
    try:
        await _take(session, upload, now=now)
    except RefusedFile as refusal:
        upload.state, upload.refused_code, upload.refused_facts = (
            UploadState.REFUSED, refusal.code, dict(refusal.facts)
        )  # fmt: skip
    upload.finished_at = now
    session.add(upload)
    await session.flush()
    record(session, SYSTEM, "results.read", "result_upload", upload.id, now=now, state=upload.state,
           new=upload.rows_new, corrected=upload.rows_corrected, refused=upload.rows_refused)  # fmt: skip


async def _take(session: Session, upload: ResultUpload, *, now: datetime) -> None:
    assert upload.id is not None
    file = await session.get_one(ResultFile, upload.id)
    reader = await asyncio.to_thread(ResultFileReader, file.content)
    session.expunge(file)
    upload.ignored_columns = list(reader.header.ignored)
    await stage(session)
    total = await _read_rows(session, upload, reader, now=now)
    if not total.lines:
        raise RefusedFile("no_rows")
    wrong = await refuse_contradictions(session, upload.institution_code)
    total.findings += wrong[: max(0, MOST_FINDINGS - len(total.findings))]
    total.counts += Counter(each.code for each in wrong)
    claims = await store_claims(session, upload, now=now)
    matched = await match_claims(session, claims, now=now)
    stored = await store_results(session, upload, now=now)
    await store_findings(session, upload.id, _in_order(total.findings))
    upload.rows_read, upload.rows_refused = total.lines, total.refused + len(wrong)
    upload.rows_new, upload.rows_corrected, upload.rows_unchanged = (
        stored.new,
        stored.corrected,
        stored.unchanged,
    )
    upload.people_known, upload.people_asked = len(matched.people), matched.asked
    upload.people_unknown = matched.unknown
    upload.counts, upload.state = dict(total.counts), UploadState.DONE
    await _settle(
        session, await people_of(session, upload.id) | dict.fromkeys(matched.people, False), now=now
    )


async def _read_rows(
    session: Session, upload: ResultUpload, reader: ResultFileReader, *, now: datetime
) -> Read:
    """Each piece is judged in a thread while the worker's other jobs go on."""
    context = await _context(session, upload.institution_code, now=now)
    total, parts = Read(), reader.read(context)
    while (part := await asyncio.to_thread(next, parts, None)) is not None:
        await stage_rows(session, part.rows)
        total.findings += part.findings
        total.counts += part.counts
        total.lines += part.lines
        total.refused += part.refused
    return total


async def _context(session: Session, institution: str, *, now: datetime) -> Context:
    rows = await session.execute(_ROUNDS, {"institution": institution})
    rounds = {tuple(row[:4]): RoundFact(*row[4:]) for row in rows}
    words = await session.execute(_LANGUAGES)
    ended = {row[0]: row[1] for row in await session.execute(_ENDED)}
    return Context(oslo_date(now), rounds, {row[0]: row[1] for row in words}, ended)


async def _settle(session: Session, people: dict[int, bool], *, now: datetime) -> None:
    """What results give becomes evidence: at once where something was corrected or there are few, else by jobs."""
    at_once = [person for person, is_correction in sorted(people.items()) if is_correction]
    later = [person for person in sorted(people) if not people[person]]
    if len(later) <= SETTLED_AT_ONCE:
        at_once, later = at_once + later, []
    for person in at_once:
        await settle_evidence(session, SYSTEM, person, now=now)
    for start in range(0, len(later), SETTLED_AT_ONCE):
        await enqueue(session, SETTLE, people=later[start : start + SETTLED_AT_ONCE])


def _in_order(findings: list[Finding]) -> list[Finding]:
    kept = sorted(findings, key=lambda each: (each.code in WARNINGS, each.line))[:MOST_FINDINGS]
    return sorted(kept, key=lambda each: each.line)
