"""The rules in force, those of the code and those the directorate has put in force, and the drafts of new ones."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from qualification.categories.rules.drafts import one_after_the_other, routes_of, starts_at, version_of
from qualification.categories.rules.schemes import Route, Scheme
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.entries.access import require_directorate

_ADOPTED = text(
    "SELECT valid_from, routes, source FROM category_scheme WHERE state = 'in_force' ORDER BY valid_from"
)
_DRAFTS = """
    SELECT s.id, s.valid_from, s.routes, s.source, s.revision, s.state, s.made_at, m.name AS made_by,
           c.name AS changed_by, s.changed_by = :account AS is_own, s.previewed_revision = s.revision AS is_previewed,
           s.decided_at, coalesce(d.name, '') AS decided_by
      FROM category_scheme s JOIN account m ON m.id = s.made_by JOIN account c ON c.id = s.changed_by
      LEFT JOIN account d ON d.id = s.decided_by
"""
_ALL = text(f"{_DRAFTS} ORDER BY s.state = 'draft' DESC, s.made_at DESC, s.id DESC LIMIT 100")
_ONE = text(f"{_DRAFTS} WHERE s.id = :id")


@dataclass(frozen=True, slots=True)
class SchemeDraft:
    """A set of rules somebody has written, whatever became of it."""

    id: int
    valid_from: date
    routes: tuple[Route, ...]
    source: str
    revision: int
    state: str
    made_at: datetime
    made_by: str
    changed_by: str
    is_own: bool  # the actor was the last to change it
    is_previewed: bool
    decided_at: datetime | None
    decided_by: str

    @property
    def scheme(self) -> Scheme:
        """As the rules read it; it is asked about from its first day."""
        return Scheme(version_of(self.valid_from), starts_at(self.valid_from), None, self.routes, self.source)


async def schemes_in_force(session: Session) -> tuple[Scheme, ...]:
    """Every scheme from 2020 on, also those that begin later, in order and without gaps."""
    rows = (await session.execute(_ADOPTED)).all()
    return one_after_the_other(
        Scheme(version_of(row.valid_from), starts_at(row.valid_from), None, routes_of(row.routes), row.source)
        for row in rows
    )


async def scheme_drafts(session: Session, actor: Actor) -> tuple[SchemeDraft, ...]:
    """Drafts first, then what was put in force or discarded, the newest first."""
    require_directorate(actor)
    return tuple(_draft(row) for row in await session.execute(_ALL, {"account": actor.account_id}))


async def scheme_draft(session: Session, actor: Actor, draft_id: int) -> SchemeDraft:
    """One of them; NotFound for a number that none has."""
    require_directorate(actor)
    row = (await session.execute(_ONE, {"account": actor.account_id, "id": draft_id})).one_or_none()
    if row is None:
        raise NotFound(reason("scheme_not_found"))
    return _draft(row)


def _draft(row: Any) -> SchemeDraft:
    values = dict(row._mapping)
    return SchemeDraft(**{**values, "routes": routes_of(row.routes), "is_previewed": bool(row.is_previewed)})
