"""Keeping a person's evidence in line with the results: what they give is recorded, what fell is revoked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from qualification.evidence.commands import record_evidence, revoke_evidence
from qualification.rounds.access import in_the_registers_name
from qualification.rounds.rules.earned import Earned, ResultFact, earned
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.oslo_time import local_day

_LOCK_PERSON = text("SELECT 1 FROM person WHERE id = :person FOR NO KEY UPDATE")
_RESULTS = text(
    """
    SELECT r.id, o.test, o.language_tag, o.type, r.part, r.verdict, r.taken_on, i.name AS institution
      FROM test_result r JOIN candidate c ON c.id = r.candidate_id JOIN test_round o ON o.id = r.round_id
      JOIN institution i ON i.code = o.institution_code
     WHERE c.person_id = :person AND NOT EXISTS (SELECT FROM test_result n WHERE n.supersedes_id = r.id)
     ORDER BY r.taken_on, r.id
    """
)
_RESTING = text(
    """
    SELECT DISTINCT e.id, e.kind, e.language_tag, e.type, lower(e.valid) AS since
      FROM evidence e JOIN result_evidence l ON l.evidence_id = e.id
     WHERE e.person_id = :person AND upper_inf(e.recorded) AND upper_inf(e.valid) ORDER BY e.id
    """
)
_LINK = text("INSERT INTO result_evidence (result_id, evidence_id) VALUES (:result, :evidence)")


@dataclass(frozen=True, slots=True)
class Settled:
    """What was changed."""

    recorded: tuple[int, ...]
    revoked: tuple[int, ...]


async def results_of(session: Session, person_id: int) -> tuple[ResultFact, ...]:
    """Every result of a person that nothing has superseded, oldest first."""
    rows = await session.execute(_RESULTS, {"person": person_id})
    return tuple(ResultFact(*row) for row in rows)


async def settle_evidence(session: Session, actor: Actor, person_id: int, *, now: datetime) -> Settled:
    """Record and revoke evidence so that it says what the results say; categories follow in the same transaction.

    Safe to repeat. Evidence that does not rest on a result is left alone.
    """
    await session.execute(_LOCK_PERSON, {"person": person_id})
    who = in_the_registers_name(actor)
    wanted = {_key(each): each for each in earned(await results_of(session, person_id))}
    resting = {
        (row.kind, row.language_tag, row.type, oslo_date(row.since)): row.id
        for row in await session.execute(_RESTING, {"person": person_id})
    }
    revoked = [resting[key] for key in resting if key not in wanted]
    for evidence_id in revoked:
        await _take_back(session, who, evidence_id, now)
    recorded = [
        await _record(session, who, person_id, wanted[key], now) for key in wanted if key not in resting
    ]
    return Settled(tuple(recorded), tuple(revoked))


async def _record(session: Session, who: Actor, person_id: int, each: Earned, now: datetime) -> int:
    evidence_id = await record_evidence(
        session, who, person_id, each.kind, language_tag=each.language, type=each.type,
        valid_from=local_day(each.since).starts_at, issuer=each.institution,
        reference=f"resultat {each.results[-1]}", now=now,
    )  # fmt: skip
    await session.execute(_LINK, [{"result": result, "evidence": evidence_id} for result in each.results])
    return evidence_id


async def _take_back(session: Session, who: Actor, evidence_id: int, now: datetime) -> None:
    """It never held: revoked from its first instant."""
    since: Any = (
        await session.execute(text("SELECT lower(valid) FROM evidence WHERE id = :id"), {"id": evidence_id})
    ).scalar_one()
    await revoke_evidence(session, who, evidence_id, since, now=now)


def _key(each: Earned) -> tuple[str, str | None, str | None, date]:
    return each.kind, each.language, each.type, each.since
