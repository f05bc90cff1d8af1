"""The audit trail and the accounts, as the directorate reads them. Nothing here changes anything."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed
from tolkeregister.core.rules.sort_key import sort_sql


@dataclass(frozen=True, slots=True)
class TrailLine:
    """Who did what to which object; `who` is empty for the system itself."""

    id: int
    happened_at: datetime
    who: str
    action: str
    subject_kind: str
    subject_id: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account with a role; `organisation` is empty where the role has none."""

    name: str
    role: str
    organisation: str
    unit: str
    is_closed: bool


# By key and not by offset: new events must not move the pages somebody is reading.
_TRAIL = text(
    """
    SELECT v.id, v.happened_at, coalesce(a.name, '') AS who, v.action, v.subject_kind, v.subject_id, v.details
      FROM audit_event v LEFT JOIN account a ON a.id = v.account_id
     WHERE CAST(:before AS bigint) IS NULL OR v.id < :before ORDER BY v.id DESC LIMIT :most
    """
)
_COUNTS = text("SELECT role, count(DISTINCT account_id) FROM account_role GROUP BY role ORDER BY role")
_ACCOUNTS = text(
    f"""
    SELECT a.name, r.role, coalesce(o.name, ''), coalesce(u.name, ''), a.closed_at IS NOT NULL
      FROM account_role r JOIN account a ON a.id = r.account_id
      LEFT JOIN organisation o ON o.id = r.organisation_id LEFT JOIN unit u ON u.id = r.unit_id
     WHERE r.role = :role ORDER BY {sort_sql("a.name")}, a.id, r.id LIMIT :most OFFSET :skip
    """
)


async def trail(
    session: Session, actor: Actor, *, before: int | None = None, per_page: int = 50
) -> tuple[TrailLine, ...]:
    """Events older than `before`, newest first; one more than `per_page` tells that there is a next page."""
    if not actor.is_directorate:
        raise NotAllowed(reason("only_the_directorate"))
    rows = await session.execute(_TRAIL, {"before": before, "most": per_page + 1})
    return tuple(TrailLine(*row) for row in rows)


async def accounts_by_role(
    session: Session, actor: Actor, role: Role, *, page: int = 1, per_page: int = 50
) -> tuple[AccountLine, ...]:
    """One page of the accounts that have a role; for administrators of the directorate only."""
    _administrator(actor)
    values = {"role": role.value, "most": per_page, "skip": (page - 1) * per_page}
    return tuple(AccountLine(*row) for row in await session.execute(_ACCOUNTS, values))


async def role_counts(session: Session, actor: Actor) -> dict[str, int]:
    """How many accounts have each role."""
    _administrator(actor)
    return {row[0]: row[1] for row in await session.execute(_COUNTS)}


def _administrator(actor: Actor) -> None:
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed(reason("role_missing"))
