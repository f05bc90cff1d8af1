"""Jobs of the demo only: what sending and people would have done with orders that were loaded half way."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from booking.changes.agreed import agreed_now
from booking.changes.cancelling import cancel
from booking.changes.commands import change_assignment
from booking.matching.commands import draw_queue
from booking.requests.access import read_assignment
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.errors import DomainError
from tolkeregister.core.jobs.registry import job

DRAW_QUEUE = "demo.draw_queue"
CHANGE_ORDERS = "demo.change_orders"

# The body's accepted orders in a stretch of the days to come, those of the interpreter one can sign in as first.
_ACCEPTED = text(
    """
    SELECT a.id, a.number, a.version, r.account_id, r.organisation_id, r.unit_id
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN interpreter i ON i.id = a.interpreter_id
      JOIN person p ON p.id = i.person_id
     WHERE a.state = 'accepted' AND r.organisation_id = :body AND lower(a.period) BETWEEN :since AND :until
       AND NOT EXISTS (SELECT FROM assignment_change c WHERE c.assignment_id = a.id)
     ORDER BY (p.given_name, p.family_name) = ('Samira', 'Haddad') DESC, lower(a.period), a.id LIMIT 10
    """
)


@job(DRAW_QUEUE)
async def draw_loaded_queue(session: Session, *, now: datetime, assignment_id: int) -> None:
    """Draw and store the queue of one loaded order."""
    await draw_queue(session, await read_assignment(session, assignment_id), now=now)


@job(CHANGE_ORDERS)
async def change_loaded_orders(session: Session, *, now: datetime, organisation_id: int) -> None:
    """A booker asks to move one order, changes the address of another, and cancels a third in the last day."""
    far, soon = (
        (now + timedelta(days=1), now + timedelta(days=14)),
        (now + timedelta(hours=1), now + timedelta(days=1)),
    )
    moved = await _first_that_can(session, organisation_id, far, _move, now)
    await _first_that_can(session, organisation_id, far, _small_change, now, but=moved)
    await _first_that_can(session, organisation_id, soon, _cancel, now)


async def _first_that_can(
    session: Session, body: int, between: tuple[datetime, datetime], what: Any, now: datetime, but: str = ""
) -> str:
    """Do it with the first order it is possible with; its number, or "" when there is none."""
    since, until = between
    rows = (await session.execute(_ACCEPTED, {"body": body, "since": since, "until": until})).all()
    for row in rows:
        if row.number == but:
            continue
        booker = Actor(account_id=row.account_id, roles=frozenset({Role.BOOKER}), organisation_id=row.organisation_id,
                       unit_id=row.unit_id)  # fmt: skip
        with suppress(DomainError):
            async with session.begin_nested():
                await what(session, booker, row, now)
            return str(row.number)
    return ""


async def _move(session: Session, booker: Actor, row: Any, now: datetime) -> None:
    before = await agreed_now(session, row.id)
    half_an_hour = timedelta(minutes=30)
    wanted = replace(before, starts_at=before.starts_at + half_an_hour, ends_at=before.ends_at + half_an_hour)
    await change_assignment(session, booker, row.number, wanted, version=row.version, now=now)


async def _small_change(session: Session, booker: Actor, row: Any, now: datetime) -> None:
    before = await agreed_now(session, row.id)
    wanted = replace(before, ends_at=before.ends_at - timedelta(minutes=5))
    await change_assignment(session, booker, row.number, wanted, version=row.version, now=now)


async def _cancel(session: Session, booker: Actor, row: Any, now: datetime) -> None:
    await cancel(session, booker, row.number, why="participant_cannot", now=now)
