"""A profile as its owner sees it, and the changes that wait for the directorate."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import OSLO
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed
from tolkeregister.entries.access import require_directorate
from tolkeregister.entries.own import OwnRegister
from tolkeregister.profiles.rules.yearly import Confirmation, Freshness, freshness


@dataclass(frozen=True, slots=True)
class OwnStatement:
    """What the interpreter says, apart from what the directorate has checked."""

    number: str
    contact: dict[str, str]
    availability_level: str
    has_clearance: bool
    chosen_name: str
    inactive_since: datetime | None
    confirmation: Confirmation
    official_email: str  # where the register itself writes; not published
    official_phone: str

    def freshness(self, now: datetime) -> Freshness:
        """Whether the yearly question has its answer."""
        return freshness(self.confirmation, now=now)


@dataclass(frozen=True, slots=True)
class Difference:
    """One change; `state` made, waiting, approved, declined or withdrawn."""

    id: int
    number: str
    name: str
    field: str
    before: str
    after: str
    state: str
    asked_at: datetime
    decided_at: datetime | None
    decided_by: str
    decline_reason: str | None
    is_own: bool


_OWN = text(
    """
    SELECT i.number, i.availability_level, i.has_clearance, coalesce(i.chosen_name, '') AS chosen_name,
           i.inactive_since, i.listed_since, i.confirmed_at, i.confirmation_asked_at, p.email, p.phone
      FROM interpreter i JOIN person p ON p.id = i.person_id WHERE i.id = :id
    """
)
_CONTACT = text("SELECT field, value FROM stated_contact WHERE interpreter_id = :id")
_CHANGES = """
    SELECT c.id, i.number, p.given_name || ' ' || p.family_name AS name, c.field, c.before, c.after, c.state,
           c.asked_at, c.decided_at, coalesce(d.name, '') AS decided_by, c.decline_reason,
           EXISTS (SELECT FROM account a WHERE a.id = :account AND a.person_id = i.person_id) AS is_own
      FROM profile_change c JOIN interpreter i ON i.id = c.interpreter_id JOIN person p ON p.id = i.person_id
      LEFT JOIN account d ON d.id = c.decided_by
"""
_OWN_CHANGES = text(f"{_CHANGES} WHERE i.id = :id ORDER BY c.id DESC LIMIT :most OFFSET :skip")
_WAITING = text(f"{_CHANGES} WHERE c.state = 'waiting' ORDER BY c.asked_at, c.id LIMIT 50")
_DECIDED = text(
    f"{_CHANGES} WHERE c.state IN ('approved', 'declined') ORDER BY c.decided_at DESC, c.id DESC LIMIT 20"
)
_HOW_MANY = text("SELECT count(*) FROM profile_change WHERE state = 'waiting'")
_UNANSWERED = text(
    """
    SELECT count(*) FROM interpreter i
     WHERE i.confirmation_asked_at IS NOT NULL
       AND (i.confirmed_at IS NULL OR i.confirmed_at < i.confirmation_asked_at)
    """
)


async def own_statement(session: Session, actor: Actor) -> OwnStatement:
    """The actor's own; NotAllowed for one who is no interpreter."""
    row = (await session.execute(_OWN, {"id": actor.interpreter_id})).one_or_none()
    if row is None:
        raise NotAllowed(reason("role_missing"))
    contact = {
        each.field: each.value for each in await session.execute(_CONTACT, {"id": actor.interpreter_id})
    }
    since = datetime.combine(row.listed_since, datetime.min.time(), OSLO)
    return OwnStatement(
        row.number, contact, row.availability_level, row.has_clearance, row.chosen_name, row.inactive_since,
        Confirmation(since, row.confirmed_at, row.confirmation_asked_at), row.email, row.phone,
    )  # fmt: skip


def freshness_of(register: OwnRegister, *, now: datetime) -> Freshness:
    """As `OwnStatement.freshness`, for a page that has read the own register already."""
    since = datetime.combine(register.listed_since, datetime.min.time(), OSLO)
    said = Confirmation(since, register.confirmed_at, register.confirmation_asked_at)
    return freshness(said, now=now)


async def own_changes(
    session: Session, actor: Actor, *, page: int = 1, per_page: int = 25
) -> tuple[Difference, ...]:
    """The actor's own changes, the newest first; one more than `per_page` tells of a next page."""
    if actor.interpreter_id is None:
        raise NotAllowed(reason("role_missing"))
    values = {
        "id": actor.interpreter_id, "account": actor.account_id, "most": per_page + 1,
        "skip": (page - 1) * per_page,
    }  # fmt: skip
    return tuple(Difference(*row) for row in await session.execute(_OWN_CHANGES, values))


async def waiting_changes(session: Session, actor: Actor) -> tuple[Difference, ...]:
    """The fifty that have waited longest."""
    require_directorate(actor)
    return tuple(Difference(*row) for row in await session.execute(_WAITING, {"account": actor.account_id}))


async def decided_changes(session: Session, actor: Actor) -> tuple[Difference, ...]:
    """The twenty answered last."""
    require_directorate(actor)
    return tuple(Difference(*row) for row in await session.execute(_DECIDED, {"account": actor.account_id}))


async def count_waiting(session: Session, actor: Actor) -> int:
    """How many changes wait."""
    require_directorate(actor)
    return int((await session.execute(_HOW_MANY)).scalar_one())


async def count_unanswered(session: Session, actor: Actor) -> int:
    """How many have been asked whether all is right and have not answered."""
    require_directorate(actor)
    return int((await session.execute(_UNANSWERED)).scalar_one())
