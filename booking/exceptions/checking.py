"""The directorate's task: is somebody outside the register qualified after all? Until then nobody knows (§ 7, rule Q2).

Whoever meets the requirements is qualified without being listed (tolkeloven § 7 third paragraph).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from booking.exceptions.commands import count_as
from booking.exceptions.messages import tell_checked
from booking.exceptions.rules.statement import LEAST_REASON, MOST_REASON, counts_as
from booking.requests.access import lock_assignment
from booking.requests.rules import texts_without_national_ids
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict, require
from tolkeregister.entries.access import require_directorate


@dataclass(frozen=True, slots=True)
class CheckTask:
    """One claim to look at: the person, how the body knows, and where it was used."""

    exception_id: int
    number: str
    body: str
    language_tag: str
    type: str
    starts_at: datetime
    stated_at: datetime
    proof: str
    name: str | None  # None once it is deleted
    phone: str | None


_NEWEST = """
    JOIN LATERAL (SELECT * FROM exception_version v WHERE v.exception_id = a.exception_id
                   ORDER BY v.version DESC LIMIT 1) v ON v.claim = 'unlisted'
"""
_WAITING = text(
    f"""
    SELECT v.exception_id, a.number, o.name, a.language_tag, a.type, lower(a.period), v.recorded_at, v.proof, p.name,
           p.phone
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN organisation o ON o.id = r.organisation_id
      {_NEWEST} LEFT JOIN outside_interpreter p ON p.exception_id = v.exception_id
     WHERE a.exception_id IS NOT NULL AND a.state <> 'cancelled'
       AND NOT EXISTS (SELECT FROM exception_check c WHERE c.exception_id = v.exception_id)
       AND (CAST(:exception AS int) IS NULL OR v.exception_id = :exception)
     ORDER BY v.recorded_at, v.exception_id LIMIT 200
    """
)
_ASSIGNMENT = text(f"SELECT a.id FROM assignment a {_NEWEST} WHERE a.exception_id = :exception")
_DECIDE = text(
    """
    INSERT INTO exception_check (exception_id, is_qualified, reason, account_id, decided_at)
    VALUES (:exception, :is_qualified, :why, :account, :now) ON CONFLICT DO NOTHING RETURNING exception_id
    """
)


async def checks_waiting(
    session: Session, actor: Actor, *, exception_id: int | None = None
) -> tuple[CheckTask, ...]:
    """The claims nobody has decided, the oldest first. Raises NotAllowed for all but the directorate."""
    require_directorate(actor)
    return tuple(CheckTask(*row) for row in await session.execute(_WAITING, {"exception": exception_id}))


async def decide_check(
    session: Session, actor: Actor, exception_id: int, *, is_qualified: bool, why: str, now: datetime
) -> None:
    """Decide a claim, with a reason; the fact is corrected in the same transaction and the booker is told.

    Raises NotAllowed, NotFound, Invalid for a reason that says nothing, or Conflict when it is decided already.
    """
    require_directorate(actor)
    why = why.strip()
    if not LEAST_REASON <= len(why) <= MOST_REASON:
        raise Invalid(reason("reason_too_short", field="why", least=LEAST_REASON, most=MOST_REASON))
    require(texts_without_national_ids({"why": why}))
    found = (await session.execute(_ASSIGNMENT, {"exception": exception_id})).scalar()
    if found is None:
        raise NotFound(reason("exception_not_found"))
    assignment = await lock_assignment(session, int(found))
    values = {
        "exception": exception_id,
        "is_qualified": is_qualified,
        "why": why,
        "account": actor.account_id,
        "now": now,
    }
    if (await session.execute(_DECIDE, values)).scalar() is None:
        raise conflict("already_decided")
    await count_as(session, assignment, counts_as("unlisted", is_qualified), now=now)
    audit.record(session, actor, "exception.checked", "assignment", assignment.number, now=now,
                 is_qualified=is_qualified)  # fmt: skip
    await tell_checked(session, exception_id, now=now)
