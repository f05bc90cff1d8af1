"""Forgetting what is due in small batches, each with its proof, and placing and lifting holds."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict
from tolkeregister.decisions.cases.access import require_staff
from tolkeregister.retention.models import DeletionReceipt, LegalHold
from tolkeregister.retention.registry import Id, forgettings
from tolkeregister.retention.rules.due import ended_before, may_go, may_go_by_the_hour
from tolkeregister.retention.rules.terms import Action, Kept, RetentionRule, rule_for

BATCH = 200
BATCH_BY_THE_HOUR = 10_000
LONGEST_GROUND = 500  # characters
_DUE = """
    SELECT id, ended_on, is_held FROM ({rows}) AS found WHERE ended_on <= :before AND NOT is_held
     ORDER BY ended_on, id LIMIT :most
"""
_FIND = text(
    """
    SELECT (SELECT id FROM complaint WHERE number = :number) AS complaint_id,
           coalesce((SELECT person_id FROM interpreter WHERE number = :number),
                    (SELECT person_id FROM case_file WHERE number = :number)) AS person_id
    """
)
_STANDS = text(
    """
    SELECT 1 FROM legal_hold WHERE lifted_at IS NULL
       AND (complaint_id = CAST(:complaint AS int) OR person_id = CAST(:person AS int))
    """
)


class _Key:
    """Set once by whoever puts the worker together."""

    key = b""


def use_proof_key(secret_key: str) -> None:
    """The key of the digests, from SECRET_KEY's first."""
    _Key.key = hmac.digest(secret_key.split(",")[0].encode(), b"deletion-proof", "sha256")


def ids_digest(kind: Kept, ids: Sequence[Id]) -> str:
    """A keyed digest of which objects went; the same for the same ids in any order."""
    in_order = sorted((str(each) for each in ids), key=lambda each: (len(each), each))
    said = f"{kind}:{','.join(in_order)}"
    return hmac.new(_Key.key, said.encode(), hashlib.sha256).hexdigest()


async def forget_due(session: Session, kind: Kept, *, now: datetime, most: int | None = None) -> int:
    """One batch of a kind of object whose time is over goes, with its proof in the same transaction; returns how many.

    The rule is asked about each object; nothing held goes, nor what the law keeps. 0 when nothing is due.
    """
    rule, known = rule_for(kind, oslo_date(now)), forgettings()[kind]
    if rule.action is Action.KEPT:
        return 0
    before = last_end(rule, now)
    asked = {"before": before, "most": most or batch_of(rule)}
    rows = (await session.execute(text(_DUE.format(rows=known.rows)), asked)).all()
    ids = [row.id for row in rows if _goes(rule, row, now)]
    gone = await known.forget(session, ids, now) if ids else []
    if not gone:
        return 0
    session.add(DeletionReceipt(
        object=kind, action=rule.action, count=len(gone), ids_digest=ids_digest(kind, gone), rule_from=rule.valid_from,
        ended_before=before if not isinstance(before, datetime) else oslo_date(before), happened_at=now,
    ))  # fmt: skip
    if not rule.hours:  # the log of changes is not for what goes every hour; the proof tells
        record(session, SYSTEM, "retention.forgotten", "retention", kind, now=now, count=len(gone))
    await session.flush()
    return len(gone)


def batch_of(rule: RetentionRule) -> int:
    """How many go at once: what is counted in hours is small, and much."""
    return BATCH_BY_THE_HOUR if rule.hours else BATCH


def last_end(rule: RetentionRule, now: datetime) -> date | datetime:
    """The last day, or for what is counted in hours the last instant, that something may have ended to go now."""
    return now - timedelta(hours=rule.hours) if rule.hours else ended_before(rule, oslo_date(now))


def _goes(rule: RetentionRule, row: Any, now: datetime) -> bool:
    if rule.hours:
        return may_go_by_the_hour(rule, row.ended_on, now).allowed
    return may_go(rule, row.ended_on, oslo_date(now), is_held=row.is_held).allowed


async def place_hold(session: Session, actor: Actor, number: str, ground: str, *, now: datetime) -> int:
    """Nothing about a complaint ("2026/00012"), or about the person of a case ("2026-12") or an interpreter's number,
    is deleted until the hold is lifted. Returns its id; Conflict when one stands.
    """
    require_staff(actor)
    assert actor.account_id is not None
    if not ground.strip() or len(ground) > LONGEST_GROUND:
        raise Invalid(reason("cause_missing", field="grunn"))
    found = (await session.execute(_FIND, {"number": number.strip()})).one()
    if found.complaint_id is None and found.person_id is None:
        raise Invalid(reason("hold_about_nobody", field="nummer"))
    person = None if found.complaint_id is not None else found.person_id
    stands = await session.execute(_STANDS, {"complaint": found.complaint_id, "person": person})
    if stands.first() is not None:
        raise conflict("hold_stands")
    made = LegalHold(complaint_id=found.complaint_id, person_id=person, ground=ground.strip(),
                     account_id=actor.account_id, placed_at=now)  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    record(session, actor, "hold.placed", "legal_hold", made.id, now=now)
    return made.id


async def lift_hold(session: Session, actor: Actor, hold_id: int, *, now: datetime) -> None:
    """It may go by the rules again. NotFound for a hold that does not stand."""
    require_staff(actor)
    statement = select(LegalHold).where(col(LegalHold.id) == hold_id, col(LegalHold.lifted_at).is_(None))
    found = (await session.exec(statement.with_for_update())).one_or_none()
    if found is None:
        raise NotFound(reason("hold_not_found"))
    found.lifted_at, found.lifted_by = now, actor.account_id
    session.add(found)
    await session.flush()
    record(session, actor, "hold.lifted", "legal_hold", hold_id, now=now)
