"""Recording results. None is ever altered: a correction is a new row, and evidence follows in the same transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import text

from qualification.rounds.access import candidate_for, require_keeper
from qualification.rounds.evidence import settle_evidence
from qualification.rounds.models import Part, Result, Verdict
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict


@dataclass(frozen=True, slots=True)
class NewResult:
    """A result as the institution gives it. `score` is in per cent where there is one."""

    candidate_id: int
    round_id: int
    part: str
    taken_on: date
    decided_on: date
    verdict: str
    score: Decimal | None = None
    certificate: str = ""


_ROUND = text("SELECT id, institution_code, criteria, held_from FROM test_round WHERE id = :id")
_FIRST = text(
    "SELECT 1 FROM test_result WHERE candidate_id = :candidate AND round_id = :round AND part = :part LIMIT 1"
)
_KNOWN = text(
    """
    SELECT r.id, r.candidate_id, r.round_id, r.part, r.criteria, n.id AS newer
      FROM test_result r LEFT JOIN test_result n ON n.supersedes_id = r.id WHERE r.id = :id
    """
)


async def record_result(
    session: Session, actor: Actor, new: NewResult, *, now: datetime, source: str = "import"
) -> int:
    """Record a first result of a part, judged by the criteria of the round; returns its id.

    Raises Conflict when the part has a result already (use `correct_result`), Invalid for what cannot be.
    """
    candidate = await candidate_for(session, actor, new.candidate_id)
    of = (await session.execute(_ROUND, {"id": new.round_id})).first()
    if of is None:
        raise NotFound(reason("round_not_found"))
    _check(new, of.held_from, now)
    if of.institution_code != candidate.institution_code:
        raise Invalid(reason("round_of_another_institution", field="round_id"))
    same = {"candidate": new.candidate_id, "round": new.round_id, "part": new.part}
    if (await session.execute(_FIRST, same)).first() is not None:
        raise conflict("result_recorded_already")
    result = await _add(session, actor, new, of.criteria, None, source, now)
    audit.record(session, actor, "result.recorded", "candidate", new.candidate_id, now=now, result=result)
    if candidate.person_id is not None:
        await settle_evidence(session, actor, candidate.person_id, now=now)
    return result


async def correct_result(
    session: Session, actor: Actor, result_id: int, verdict: str, *,
    taken_on: date, decided_on: date, certificate: str = "", score: Decimal | None = None, now: datetime,
) -> int:  # fmt: skip
    """Supersede a result by another of the same candidate, round and part, judged by the same criteria; returns its id.

    Evidence that rested on the old one is revoked, and categories fall with it, in this transaction. Raises Conflict
    when somebody else has corrected it already.
    """
    require_keeper(actor)
    old = (await session.execute(_KNOWN, {"id": result_id})).first()
    if old is None:
        raise NotFound(reason("result_not_found"))
    candidate = await candidate_for(session, actor, old.candidate_id)  # from here on nobody else corrects
    old = (await session.execute(_KNOWN, {"id": result_id})).first()
    if old is None or old.newer is not None:
        raise conflict("result_corrected_already")
    new = NewResult(
        old.candidate_id, old.round_id, old.part, taken_on, decided_on, verdict, score, certificate
    )
    _check(new, None, now)
    result = await _add(session, actor, new, old.criteria, result_id, "import", now)
    audit.record(session, actor, "result.corrected", "candidate", old.candidate_id, now=now,
                 result=result, old=result_id)  # fmt: skip
    if candidate.person_id is not None:
        await settle_evidence(session, actor, candidate.person_id, now=now)
    return result


def _check(new: NewResult, round_from: date | None, now: datetime) -> None:
    wrong = []
    if new.part not in set(Part):
        wrong.append(reason("unknown_part", field="part"))
    if new.verdict not in set(Verdict):
        wrong.append(reason("unknown_verdict", field="verdict"))
    if new.taken_on > oslo_date(now) or new.decided_on > oslo_date(now):
        wrong.append(reason("result_in_the_future", field="taken_on"))
    if new.decided_on < new.taken_on:
        wrong.append(reason("result_before_the_test", field="decided_on"))
    if round_from is not None and new.taken_on < round_from:
        wrong.append(reason("result_before_the_round", field="taken_on"))
    if wrong:
        raise Invalid(*wrong)


async def _add(
    session: Session, actor: Actor, new: NewResult, criteria: str, supersedes: int | None, source: str,
    now: datetime,
) -> int:  # fmt: skip
    values: dict[str, Any] = {
        name: getattr(new, name)
        for name in (
            "candidate_id",
            "round_id",
            "part",
            "taken_on",
            "decided_on",
            "verdict",
            "score",
            "certificate",
        )
    }
    result = Result(
        **values, criteria=criteria, supersedes_id=supersedes, source=source, recorded_at=now,
        account_id=actor.account_id,
    )  # fmt: skip
    session.add(result)
    await session.flush()
    assert result.id is not None
    return result.id
