"""What was deleted, what comes next, and what is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.access import require_staff
from tolkeregister.retention.commands import last_end
from tolkeregister.retention.registry import forgettings
from tolkeregister.retention.rules.due import due_on
from tolkeregister.retention.rules.terms import Kept, RetentionRule, rule_for

MOST_PROOFS = 10  # of each kind
_STANDING = """
    SELECT count(*) FILTER (WHERE ended_on <= :before AND NOT is_held) AS due,
           count(*) FILTER (WHERE is_held) AS held,
           min(ended_on) FILTER (WHERE NOT is_held) AS oldest, count(*) AS kept
      FROM ({rows}) AS found
"""
_PROOFS = text(
    """
    SELECT object, action, count, ids_digest, rule_from, ended_before, happened_at
      FROM (SELECT *, row_number() OVER (PARTITION BY object ORDER BY id DESC) AS place FROM deletion_receipt) AS proof
     WHERE place <= :most ORDER BY id DESC
    """
)
_TOTALS = text("SELECT object, sum(count)::int AS gone FROM deletion_receipt GROUP BY object")
_HOLDS = text(
    """
    SELECT h.id, coalesce(c.number, i.number, '') AS number, h.complaint_id IS NOT NULL AS is_complaint, h.ground,
           h.placed_at, a.name AS placed_by
      FROM legal_hold h JOIN account a ON a.id = h.account_id LEFT JOIN complaint c ON c.id = h.complaint_id
      LEFT JOIN interpreter i ON i.person_id = h.person_id
     WHERE h.lifted_at IS NULL ORDER BY h.id DESC
    """
)


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of object: its rule, how many there are, are due and are held, when the next goes, how many went."""

    rule: RetentionRule
    kept: int | None
    due: int
    held: int
    next_on: date | None
    gone: int


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One batch that went."""

    object: str
    action: str
    count: int
    ids_digest: str
    rule_from: date
    ended_before: date
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold that stands; `number` is the complaint's or the interpreter's."""

    id: int
    number: str
    is_complaint: bool
    ground: str
    placed_at: datetime
    placed_by: str


async def kinds_of_objects(session: Session, actor: Actor, *, now: datetime) -> tuple[KindLine, ...]:
    """Every kind of object there is a rule for, in the order of the rules; for the directorate."""
    require_staff(actor)
    today, found = oslo_date(now), []
    gone = {row.object: row.gone for row in (await session.execute(_TOTALS)).all()}
    for kind in Kept:
        rule, known = rule_for(kind, today), forgettings().get(kind)
        if known is None:
            found.append(KindLine(rule, None, 0, 0, None, 0))
            continue
        statement = text(_STANDING.format(rows=known.rows))
        row = (await session.execute(statement, {"before": last_end(rule, now)})).one()
        next_on = None if row.oldest is None else max(today, _due_on(rule, row.oldest))
        found.append(KindLine(rule, row.kept, row.due, row.held, next_on, gone.get(kind, 0)))
    return tuple(found)


def _due_on(rule: RetentionRule, oldest: Any) -> date:
    return oslo_date(oldest + timedelta(hours=rule.hours)) if rule.hours else due_on(rule, oldest)


async def proofs(session: Session, actor: Actor) -> Sequence[ProofLine]:
    """The newest batches of each kind, the newest first."""
    require_staff(actor)
    rows = await session.execute(_PROOFS, {"most": MOST_PROOFS})
    return tuple(ProofLine(*row) for row in rows.all())


async def holds(session: Session, actor: Actor) -> Sequence[HoldLine]:
    """Those that stand, the newest first."""
    require_staff(actor)
    return tuple(HoldLine(*row) for row in (await session.execute(_HOLDS)).all())
