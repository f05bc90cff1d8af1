"""Changes as pages show them: what waits for an answer, what is new since a version, and what a cancellation cost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from booking.changes.agreed import agreed_now, from_document
from booking.changes.rules.agreement import JUDGED_BY, Agreed, parts_changed
from booking.changes.rules.cancelling import Cost
from booking.requests.access import find_assignment_for, visible_to
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change that was wanted: by whom, what it would be, and how it ended. `is_open` is by the clock."""

    id: int
    state: str
    made_at: datetime
    made_by: str
    answer_by: datetime | None
    ended_at: datetime | None
    version: int | None
    before: Agreed
    after: Agreed
    is_open: bool

    @property
    def parts(self) -> tuple[str, ...]:
        """What differs."""
        return parts_changed(self.before, self.after)

    @property
    def asks_impartiality(self) -> bool:
        """Whether a yes declares impartiality anew (tolkeloven § 16)."""
        return not JUDGED_BY.isdisjoint(self.parts)


@dataclass(frozen=True, slots=True)
class Since:
    """What has become another since the version somebody knew."""

    parts: tuple[str, ...]
    was: Agreed
    is_now: Agreed


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A cancellation as it was stored."""

    reason: str
    cost: Cost


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits for the interpreter, for the own home page."""

    number: str
    answer_by: datetime
    starts_at: datetime
    ends_at: datetime
    body: str
    parts: tuple[str, ...]


_LINES = """
    SELECT c.id, c.state, c.made_at, w.name AS made_by, c.answer_by, c.ended_at, c.version, c.before, c.after,
           c.state = 'proposed' AND c.answer_by > :now AS is_open
      FROM assignment_change c JOIN account w ON w.id = c.account_id
      JOIN assignment a ON a.id = c.assignment_id JOIN request r ON r.id = a.request_id
     WHERE a.number = :number AND {visible} ORDER BY c.id
"""
_SINCE = text(
    """
    SELECT before FROM assignment_change WHERE assignment_id = :id AND version > :version ORDER BY version LIMIT 1
    """
)
_CANCELLED = """
    SELECT c.reason, c.why, c.percent, c.basis_minutes, c.notice_minutes, c.ore_per_hour
      FROM cancellation c JOIN assignment a ON a.id = c.assignment_id JOIN request r ON r.id = a.request_id
     WHERE a.number = :number AND {visible}
"""
_WAITING = text(
    """
    SELECT a.number, c.answer_by, c.before, c.after, o.name AS body
      FROM assignment_change c JOIN assignment a ON a.id = c.assignment_id JOIN request r ON r.id = a.request_id
      JOIN organisation o ON o.id = r.organisation_id
     WHERE c.interpreter_id = :interpreter AND a.interpreter_id = :interpreter AND c.state = 'proposed'
       AND c.answer_by > :now ORDER BY c.answer_by, c.id
    """
)
_OFFERED = text("SELECT assignment_id FROM offer WHERE id = :offer AND interpreter_id = :interpreter")
_NEWER = text(
    """
    SELECT max(n.id) FROM offer f JOIN offer n ON n.assignment_id = f.assignment_id
       AND n.interpreter_id = f.interpreter_id AND n.id > f.id AND n.state = 'open' AND n.answer_by > :now
     WHERE f.id = :offer AND f.interpreter_id = :interpreter
    """
)
_VERSION = text("SELECT version FROM assignment WHERE id = :id")


async def changes_of(session: Session, actor: Actor, number: str, *, now: datetime) -> tuple[ChangeLine, ...]:
    """Every change of an assignment the actor may see, the first one first; empty for any other."""
    visible, values = visible_to(actor)
    sql = text(_LINES.format(visible=visible))
    rows = (await session.execute(sql, {**values, "number": number, "now": now})).mappings()
    return tuple(
        ChangeLine(**{**row, "before": from_document(row["before"]), "after": from_document(row["after"])})
        for row in rows
    )


async def since_version(session: Session, actor: Actor, number: str, version: int) -> Since | None:
    """What is new to one who knew a version of an assignment the actor may see; None when nothing is."""
    assignment = await find_assignment_for(session, actor, number)
    return await _since(session, assignment.id, version)


async def since_offered(
    session: Session, actor: Actor, offer_id: int, version: int
) -> tuple[int, Since | None]:
    """The version an offer of the actor's own is about now, and what is new to one who knew an earlier one."""
    values = {"offer": offer_id, "interpreter": actor.interpreter_id}
    assignment_id = (await session.execute(_OFFERED, values)).scalar_one()
    is_now = (await session.execute(_VERSION, {"id": assignment_id})).scalar_one()
    return is_now, await _since(session, assignment_id, version)


async def newer_offer(session: Session, actor: Actor, offer_id: int, *, now: datetime) -> int | None:
    """The actor's open offer of the same assignment made later, when this one was withdrawn by a change."""
    values = {"offer": offer_id, "interpreter": actor.interpreter_id, "now": now}
    newer: int | None = (await session.execute(_NEWER, values)).scalar()
    return newer


async def current(session: Session, actor: Actor, number: str) -> tuple[int, Agreed]:
    """The version of an assignment the actor may see, and what it says."""
    assignment = await find_assignment_for(session, actor, number)
    return assignment.version, await agreed_now(session, assignment.id)


async def cancellation_of(session: Session, actor: Actor, number: str) -> Cancelled | None:
    """What a cancellation cost, for those who may see the assignment; None when there is none."""
    visible, values = visible_to(actor)
    row: Any = (
        await session.execute(text(_CANCELLED.format(visible=visible)), {**values, "number": number})
    ).first()
    if row is None:
        return None
    cost = Cost(row.why, row.percent, row.basis_minutes, row.notice_minutes, row.ore_per_hour)
    return Cancelled(row.reason, cost)


async def waiting_for(session: Session, actor: Actor, *, now: datetime) -> tuple[Waiting, ...]:
    """What waits for the interpreter's own answer, the most urgent first."""
    rows = await session.execute(_WAITING, {"interpreter": actor.interpreter_id, "now": now})
    found = []
    for row in rows:
        before, after = from_document(row.before), from_document(row.after)
        parts = parts_changed(before, after)
        found.append(Waiting(row.number, row.answer_by, after.starts_at, after.ends_at, row.body, parts))
    return tuple(found)


async def _since(session: Session, assignment_id: int, version: int) -> Since | None:
    stored = (await session.execute(_SINCE, {"id": assignment_id, "version": version})).scalar()
    if stored is None:
        return None
    was, is_now = from_document(stored), await agreed_now(session, assignment_id)
    parts = parts_changed(was, is_now)
    return Since(parts, was, is_now) if parts else None
