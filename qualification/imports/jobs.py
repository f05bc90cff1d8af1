"""Files of results in the background: read, settled, matched again when somebody new is known."""

from datetime import datetime, timedelta

from sqlalchemy import text

from qualification.imports.commands import READ
from qualification.imports.work import SETTLE, read_upload
from qualification.imports.worklist import link_waiting
from qualification.rounds.evidence import settle_evidence
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job

_LYING = text("SELECT id FROM result_upload WHERE state = 'received' AND received_at < :before ORDER BY id")
# People who have come since, and whose number an institution has told us.
_COME = text(
    """
    SELECT DISTINCT p.id FROM candidate_claim x JOIN candidate c ON c.id = x.candidate_id
      JOIN (SELECT id, national_id FROM person UNION ALL SELECT person_id, national_id FROM national_id_history) p
        ON p.national_id = x.national_id
     WHERE c.person_id IS NULL
       AND NOT EXISTS (SELECT FROM identity_question q WHERE q.claim_id = x.id
                          AND q.options @> jsonb_build_array(jsonb_build_object('person_id', p.id)))
     LIMIT 500
    """
)


@job(READ)
async def read(session: Session, *, now: datetime, upload_id: int) -> None:
    """One file, from the first row to the last."""
    await read_upload(session, upload_id, now=now)


@job(SETTLE)
async def settle(session: Session, *, now: datetime, people: list[int]) -> None:
    """Evidence of some of the people of a large file."""
    for person in people:
        await settle_evidence(session, SYSTEM, person, now=now)


@job("results.tend", every=timedelta(minutes=10))
async def tend(session: Session, *, now: datetime) -> None:
    """Take up files whose job was lost, and link those who have become known."""
    for upload in (await session.execute(_LYING, {"before": now - timedelta(minutes=10)})).scalars():
        await enqueue(session, READ, key=f"{READ}:{upload}", upload_id=upload)
    for person in list((await session.execute(_COME)).scalars()):
        await link_waiting(session, SYSTEM, now=now, person_id=person)
