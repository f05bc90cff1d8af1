"""Removing somebody from the register as an officer does it: never oneself, and with a receipt."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed
from tolkeregister.entries.access import require_directorate
from tolkeregister.entries.commands import RemovalReason, remove_interpreter


@dataclass(frozen=True, slots=True)
class Removal:
    """What the audit trail holds of the last removal."""

    reason_code: str
    effective_at: datetime
    removed_at: datetime
    removed_by: str


_IS_OWN = text(
    """
    SELECT EXISTS (SELECT FROM account a JOIN interpreter i ON i.person_id = a.person_id
                    WHERE a.id = :account AND i.number = :number)
    """
)
_LISTED_NUMBER = text(
    """
    SELECT i.number FROM interpreter i JOIN entry e ON e.interpreter_id = i.id JOIN entry_listing l ON l.entry_id = e.id
     WHERE i.person_id = :person AND upper_inf(l.recorded) AND (upper_inf(l.valid) OR upper(l.valid) > :now) LIMIT 1
    """
)
_LAST = text(
    """
    SELECT v.details ->> 'reason' AS reason_code, v.details ->> 'effective_at' AS effective_at, v.happened_at,
           coalesce(a.name, '') AS removed_by
      FROM audit_event v LEFT JOIN account a ON a.id = v.account_id
     WHERE v.action = 'interpreter.removed' AND v.subject_kind = 'interpreter' AND v.subject_id = :number
     ORDER BY v.id DESC LIMIT 1
    """
)


async def remove_by_officer(
    session: Session, actor: Actor, number: str, reason_code: str, effective_at: datetime, *, now: datetime
) -> None:
    """As `remove_interpreter`, from now or later; NotAllowed for the officer's own entry, Invalid for the past."""
    require_directorate(actor)
    values = {"account": actor.account_id, "number": number}
    if (await session.execute(_IS_OWN, values)).scalar_one():
        raise NotAllowed(reason("role_missing"))
    if effective_at < now:
        raise Invalid(reason("start_has_passed", field="effective_at"))
    if reason_code == RemovalReason.PROTECTED:
        raise Invalid(reason("unknown_removal_reason", field="reason_code"))
    await remove_interpreter(session, actor, number, reason_code, effective_at, now=now)


async def remove_the_dead(session: Session, actor: Actor, *, person_id: int, now: datetime) -> None:
    """Somebody has died: every listing ends in this transaction (handler of `person.died`, rule P5)."""
    number = (await session.execute(_LISTED_NUMBER, {"person": person_id, "now": now})).scalar()
    if number is not None:
        await remove_interpreter(session, SYSTEM, number, RemovalReason.DEAD, now, now=now)


async def last_removal(session: Session, actor: Actor, number: str) -> Removal | None:
    """The receipt of the last removal, if there has been one."""
    require_directorate(actor)
    row = (await session.execute(_LAST, {"number": number})).one_or_none()
    if row is None:
        return None
    return Removal(row.reason_code, datetime.fromisoformat(row.effective_at), row.happened_at, row.removed_by)
