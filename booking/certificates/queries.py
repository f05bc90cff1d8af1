"""What a unit requires of police certificates, whose it has seen, and the records, each to those they concern."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from booking.certificates.rules import TERMS, Decided, Requirement, Seen, counts, requirement_on
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed

# One row per decision that concerns the unit, or one without a decision.
_RULES = text(
    """
    SELECT u.organisation_id, u.sector_code, s.parent_code, c.demand, c.kind, c.valid_from, c.valid_to,
           c.recorded_at, c.legal_basis, c.unit_id IS NOT NULL AS is_for_unit, c.months_at_submission,
           c.counts_for_months
      FROM unit u JOIN sector s ON s.code = u.sector_code
      LEFT JOIN certificate_requirement c
        ON c.organisation_id = u.organisation_id AND (c.unit_id IS NULL OR c.unit_id = u.id)
     WHERE u.id = :unit
    """
)
_SEEN = text(
    """
    SELECT s.interpreter_id, s.kind, s.seen_on FROM certificate_seen s
     WHERE s.organisation_id = (SELECT organisation_id FROM unit WHERE id = :unit) AND s.kind = :kind
       AND (CAST(:interpreter AS int) IS NULL OR s.interpreter_id = :interpreter)
       AND NOT EXISTS (SELECT FROM certificate_withdrawn w WHERE w.seen_id = s.id)
    """
)
_NOTHING = requirement_on((), (), TERMS[0].valid_from)


async def requirement_for(session: Session, unit_id: int, *, on: date) -> Requirement:
    """What a unit requires of an assignment that starts on a day (tolkeloven § 10, rule PA1)."""
    rows = (await session.execute(_RULES, {"unit": unit_id})).all()
    if not rows:
        return _NOTHING
    decided = [
        Decided(
            row.demand, row.kind, row.valid_from, row.valid_to, row.recorded_at, row.legal_basis, row.is_for_unit,
            row.months_at_submission, row.counts_for_months,
        )
        for row in rows if row.demand is not None
    ]  # fmt: skip
    sectors = [code for code in (rows[0].sector_code, rows[0].parent_code) if code is not None]
    return requirement_on(sectors, decided, on)


async def with_certificate(
    session: Session, unit_id: int, requirement: Requirement, *, on: date, interpreter_id: int | None = None
) -> frozenset[int]:
    """The interpreters whose certificate the unit's body has seen, such that it counts on a day."""
    if not requirement.is_required:
        return frozenset()
    values = {"unit": unit_id, "kind": requirement.kind, "interpreter": interpreter_id}
    rows = await session.execute(_SEEN, values)
    return frozenset(
        row.interpreter_id for row in rows if counts(Seen(row.kind, row.seen_on), requirement, on).allowed
    )


async def certificate_to_show(
    session: Session, unit_id: int, interpreter_id: int, *, starts_at: datetime
) -> Requirement | None:
    """What one interpreter must show before an assignment; None when nothing is required, or it has been seen."""
    on = oslo_date(starts_at)
    requirement = await requirement_for(session, unit_id, on=on)
    if not requirement.is_required:
        return None
    shown = await with_certificate(session, unit_id, requirement, on=on, interpreter_id=interpreter_id)
    return None if shown else requirement


@dataclass(frozen=True, slots=True)
class SeenRecord:
    """One record: that a certificate was seen. Nothing more is known of it."""

    id: int
    interpreter_number: str
    interpreter: str
    body: str
    seen_on: date
    kind: str
    purpose: str
    seen_by: str
    recorded_at: datetime
    withdrawn_at: datetime | None
    withdrawn_because: str | None


_RECORDS = """
    SELECT s.id, i.number, p.given_name || ' ' || p.family_name AS interpreter, o.name AS body, s.seen_on, s.kind,
           s.purpose, a.name AS seen_by, s.recorded_at, w.withdrawn_at, w.reason
      FROM certificate_seen s JOIN interpreter i ON i.id = s.interpreter_id JOIN person p ON p.id = i.person_id
      JOIN organisation o ON o.id = s.organisation_id JOIN account a ON a.id = s.account_id
      LEFT JOIN certificate_withdrawn w ON w.seen_id = s.id
     WHERE {whose} ORDER BY s.seen_on DESC, s.id DESC LIMIT :most OFFSET :skip
"""
_OF_BODY = text(_RECORDS.format(whose="s.organisation_id = :organisation"))
_ONE_OF_BODY = text(_RECORDS.format(whose="s.organisation_id = :organisation AND s.id = :id"))
_OWN = text(_RECORDS.format(whose="s.interpreter_id = :interpreter"))


async def seen_by_body(
    session: Session, actor: Actor, *, page: int = 1, per_page: int = 25
) -> tuple[SeenRecord, ...]:
    """The records of the actor's own body, newest first; one more than `per_page` tells of a next page."""
    if not actor.is_public_body:
        raise NotAllowed(reason("role_missing"))
    values = {"organisation": actor.organisation_id, "most": per_page + 1, "skip": (page - 1) * per_page}
    return _records(await session.execute(_OF_BODY, values))


async def one_seen_by_body(session: Session, actor: Actor, seen_id: int) -> SeenRecord | None:
    """One record of the actor's own body; None for anybody else's and for none."""
    values = {"organisation": actor.organisation_id, "id": seen_id, "most": 1, "skip": 0}
    return next(iter(_records(await session.execute(_ONE_OF_BODY, values))), None)


async def own_certificates(session: Session, actor: Actor) -> tuple[SeenRecord, ...]:
    """What bodies have recorded about the actor, newest first."""
    values = {"interpreter": actor.interpreter_id, "most": 200, "skip": 0}
    return _records(await session.execute(_OWN, values))


def _records(rows: Iterable[tuple[object, ...]]) -> tuple[SeenRecord, ...]:
    return tuple(SeenRecord(*row) for row in rows)  # type: ignore[arg-type]
