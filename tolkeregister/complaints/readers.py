"""Who read what of a complaint: days its pages were opened, and each breaking of the seal. For leaders."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from tolkeregister.complaints.access import find_complaint
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed

_DAYS = text(
    """
    SELECT r.read_on, a.name, r.read_at FROM complaint_read r JOIN account a ON a.id = r.account_id
     WHERE r.complaint_id = :id ORDER BY r.read_on DESC, r.id DESC
    """
)
_OPENED = text(
    """
    SELECT o.opened_at, a.name, o.what FROM complaint_opening o JOIN account a ON a.id = o.account_id
      JOIN complaint_report p ON p.id = o.report_id WHERE p.complaint_id = :id ORDER BY o.id DESC
    """
)
_TIES = text(
    """
    SELECT h.declared_at, a.name, h.tie FROM complaint_habilitet h JOIN account a ON a.id = h.account_id
     WHERE h.complaint_id = :id ORDER BY h.id DESC
    """
)


@dataclass(frozen=True, slots=True)
class ReadDay:
    """Somebody opened the complaint's pages that day, the first time at `at`."""

    day: date
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody broke the seal of the report or of a file."""

    at: datetime
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What somebody said ties them to whoever it is about."""

    at: datetime
    name: str
    tie: str


@dataclass(frozen=True, slots=True)
class Readers:
    """Everything about who read one complaint, the newest first."""

    number: str
    days: tuple[ReadDay, ...]
    openings: tuple[Opening, ...]
    declared: tuple[Declared, ...]


async def readers_of(session: Session, actor: Actor, number: str) -> Readers:
    """For a leader; NotAllowed for everybody else, NotFound as `find_complaint` (also for one's own case)."""
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed(reason("only_leaders"))
    found = await find_complaint(session, actor, number)
    key = {"id": found.id}
    return Readers(
        found.number,
        tuple(ReadDay(*each) for each in await session.execute(_DAYS, key)),
        tuple(Opening(*each) for each in await session.execute(_OPENED, key)),
        tuple(Declared(*each) for each in await session.execute(_TIES, key)),
    )
