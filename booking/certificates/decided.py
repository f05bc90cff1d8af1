"""What bodies have decided about certificates, and what holds for each unit today, for the pages that show it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from booking.certificates.queries import requirement_for
from booking.certificates.rules import Requirement
from booking.requests.units import own_units
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed

_DECISIONS = """
    SELECT o.name AS body, u.name AS unit, c.demand, c.kind, c.valid_from, c.valid_to, c.months_at_submission,
           c.counts_for_months, c.legal_basis, a.name AS decided_by, c.recorded_at
      FROM certificate_requirement c JOIN organisation o ON o.id = c.organisation_id
      LEFT JOIN unit u ON u.id = c.unit_id JOIN account a ON a.id = c.account_id
     WHERE {whose} ORDER BY c.recorded_at DESC, c.id DESC LIMIT :most
"""
_OF_BODY = text(_DECISIONS.format(whose="c.organisation_id = :organisation"))
_OF_ALL = text(_DECISIONS.format(whose="true"))
_LISTED = text(
    """
    SELECT p.given_name || ' ' || p.family_name FROM interpreter i JOIN person p ON p.id = i.person_id
     WHERE i.number = :number AND EXISTS (
           SELECT FROM entry e JOIN entry_listing l ON l.entry_id = e.id
            WHERE e.interpreter_id = i.id AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz))
    """
)
_BODY_OF = text("SELECT id FROM organisation WHERE orgnr = :orgnr AND kind = 'public_body'")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as it was made; `unit` None is the whole body."""

    body: str
    unit: str | None
    demand: str
    kind: str | None
    valid_from: date
    valid_to: date | None
    months_at_submission: int | None
    counts_for_months: int | None
    legal_basis: str
    decided_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class UnitRequirement:
    """What one unit requires on a day."""

    unit_id: int
    unit: str
    requirement: Requirement


async def requirements_now(session: Session, actor: Actor, *, now: datetime) -> tuple[UnitRequirement, ...]:
    """What each of the units the actor orders for requires today."""
    on = oslo_date(now)
    return tuple([
        UnitRequirement(unit.id, unit.name, await requirement_for(session, unit.id, on=on))
        for unit in await own_units(session, actor)
    ])  # fmt: skip


async def own_decisions(session: Session, actor: Actor, *, most: int = 50) -> tuple[Decision, ...]:
    """What the actor's own body has decided, the latest first."""
    if not actor.is_public_body:
        raise NotAllowed(reason("role_missing"))
    rows = await session.execute(_OF_BODY, {"organisation": actor.organisation_id, "most": most})
    return tuple(Decision(*row) for row in rows)


async def all_decisions(session: Session, actor: Actor, *, most: int = 50) -> tuple[Decision, ...]:
    """What all bodies have decided, the latest first; for the directorate."""
    if not actor.is_directorate:
        raise NotAllowed(reason("only_the_directorate"))
    return tuple(Decision(*row) for row in await session.execute(_OF_ALL, {"most": most}))


async def listed_name(session: Session, number: str, *, now: datetime) -> str | None:
    """The name of a listed interpreter, so that a booker sees whose certificate is being recorded."""
    name: str | None = (await session.execute(_LISTED, {"number": number, "now": now})).scalar()
    return name


async def public_body_of(session: Session, orgnr: str) -> int | None:
    """The public body with an organisation number."""
    found: int | None = (await session.execute(_BODY_OF, {"orgnr": orgnr})).scalar()
    return found
