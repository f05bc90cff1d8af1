"""Writing new rules for categories: drafted, previewed, and put in force by a second person for a day to come."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from qualification.categories.rules.drafts import (
    as_data,
    code_of,
    may_be_put_in_force,
    may_be_routes,
    starts_at,
    version_of,
)
from qualification.categories.schemes import schemes_in_force
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound, conflict, require
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.entries.access import require_directorate

REAPPLY = "categories.reapply"

_MAKE = text(
    """
    INSERT INTO category_scheme (valid_from, routes, source, revision, state, made_at, made_by, changed_by)
    VALUES (:valid_from, CAST(:routes AS jsonb), :source, 1, 'draft', :now, :account, :account) RETURNING id
    """
)
_LOCK = text(
    "SELECT valid_from, routes, revision, state, changed_by, previewed_revision FROM category_scheme"
    " WHERE id = :id FOR UPDATE"
)
_CHANGE = text(
    """
    UPDATE category_scheme SET routes = CAST(:routes AS jsonb), revision = revision + 1, changed_by = :account
     WHERE id = :id
    """
)
_PREVIEWED = text("UPDATE category_scheme SET previewed_revision = revision WHERE id = :id")
_DECIDE = text(
    "UPDATE category_scheme SET state = :state, decided_at = :now, decided_by = :account WHERE id = :id"
)
# Two who put different drafts in force at once: the second waits here and sees the first.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('category_scheme'))")


async def draft_scheme(
    session: Session, actor: Actor, valid_from: date, source: str, *, now: datetime
) -> int:
    """Begin a draft with the routes of the newest scheme; Invalid for a day that is not to come."""
    account = _who(actor)
    if valid_from <= oslo_date(now):
        raise Invalid(reason("scheme_starts_in_the_past", field="fra"))
    newest = (await schemes_in_force(session))[-1]
    if starts_at(valid_from) <= newest.valid_from:
        raise Invalid(reason("newer_scheme_in_force", field="fra"))
    values = {
        "valid_from": valid_from, "routes": json.dumps(as_data(newest.routes)), "source": source, "now": now,
        "account": account,
    }  # fmt: skip
    draft_id = int((await session.execute(_MAKE, values)).scalar_one())
    audit.record(session, actor, "scheme.drafted", "category_scheme", draft_id, now=now,
                 version=version_of(valid_from))  # fmt: skip
    return draft_id


async def add_route(
    session: Session, actor: Actor, draft_id: int, revision: int, *, category: str, types: Sequence[str],
    needs: Sequence[str], now: datetime,
) -> None:  # fmt: skip
    """One more way to a category: all of `needs` together. Conflict when another has changed the draft since."""
    row = await _draft(session, actor, draft_id, revision)
    each_need = [[need] for need in needs]
    route = {"category": category, "code": code_of(each_need), "types": sorted(types), "needs": each_need}
    await _store(session, actor, draft_id, [*row.routes, route], "added", now)


async def drop_route(
    session: Session, actor: Actor, draft_id: int, revision: int, place: int, *, now: datetime
) -> None:
    """Take the route at a place (from 0) out of the draft; NotFound for a place that it has not."""
    row = await _draft(session, actor, draft_id, revision)
    if not 0 <= place < len(row.routes):
        raise NotFound(reason("route_not_found"))
    rest = [each for n, each in enumerate(row.routes) if n != place]
    await _store(session, actor, draft_id, rest, "dropped", now)


async def note_preview(
    session: Session, actor: Actor, draft_id: int, revision: int, *, now: datetime
) -> None:
    """Somebody has seen what the draft, as it stands, would do to whom."""
    await _draft(session, actor, draft_id, revision)
    await session.execute(_PREVIEWED, {"id": draft_id})
    audit.record(session, actor, "scheme.previewed", "category_scheme", draft_id, now=now, revision=revision)


async def put_in_force(
    session: Session, actor: Actor, draft_id: int, revision: int, *, now: datetime
) -> None:
    """From the draft's day on these are the rules; everybody's category is derived again by a job.

    Raises RuleBroken unless it was previewed as it stands, by a day to come, and not last changed by the actor.
    """
    await session.execute(_ONE_AT_A_TIME)
    row = await _draft(session, actor, draft_id, revision)
    newest = (await schemes_in_force(session))[-1]
    require(may_be_routes(row.routes))
    require(may_be_put_in_force(
        is_previewed=row.previewed_revision == row.revision, is_own=row.changed_by == actor.account_id,
        valid_from=row.valid_from, today=oslo_date(now), latest=oslo_date(newest.valid_from),
    ))  # fmt: skip
    await session.execute(_DECIDE, {"id": draft_id, "state": "in_force", "now": now, "account": _who(actor)})
    audit.record(session, actor, "scheme.in_force", "category_scheme", draft_id, now=now,
                 version=version_of(row.valid_from))  # fmt: skip
    await enqueue(session, REAPPLY, key=f"{REAPPLY}:{draft_id}:0", scheme=draft_id, after=0)


async def discard_scheme(
    session: Session, actor: Actor, draft_id: int, revision: int, *, now: datetime
) -> None:
    """The draft comes to nothing; it stays in the list."""
    await _draft(session, actor, draft_id, revision)
    await session.execute(_DECIDE, {"id": draft_id, "state": "discarded", "now": now, "account": _who(actor)})
    audit.record(session, actor, "scheme.discarded", "category_scheme", draft_id, now=now)


async def _draft(session: Session, actor: Actor, draft_id: int, revision: int) -> Any:
    """The draft, locked, if it is one and as the actor has seen it."""
    require_directorate(actor)
    row = (await session.execute(_LOCK, {"id": draft_id})).one_or_none()
    if row is None:
        raise NotFound(reason("scheme_not_found"))
    if row.state != "draft":
        raise conflict("scheme_decided")
    if row.revision != revision:
        raise conflict("scheme_changed")
    return row


async def _store(
    session: Session,
    actor: Actor,
    draft_id: int,
    routes: Sequence[Mapping[str, Any]],
    what: str,
    now: datetime,
) -> None:
    require(may_be_routes(routes))
    await session.execute(_CHANGE, {"id": draft_id, "routes": json.dumps(routes), "account": _who(actor)})
    audit.record(session, actor, "scheme.changed", "category_scheme", draft_id, now=now, what=what)


def _who(actor: Actor) -> int:
    """The account, since a person answers for the rules and the system never writes them."""
    require_directorate(actor)
    if actor.account_id is None:
        raise NotAllowed(reason("only_a_person_decides"))
    return actor.account_id
