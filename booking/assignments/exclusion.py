"""What an exclusion would hit here, before anybody presses the button, with who could be asked instead (feature 83)."""

from datetime import datetime

from sqlalchemy import text

from booking.assignments.oversight import hit_by_removal
from booking.matching.queries import wanted_and_candidates
from booking.matching.rules.queue import queue_for
from booking.requests.access import read_assignment
from tolkeregister.complaints.doors import Hit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

MOST_DRAWN = 20  # assignments whose replacements are looked for; the rest are listed without
MOST_PROPOSED = 3
_ID = text("SELECT id FROM assignment WHERE number = :number")
_NUMBER = text("SELECT number FROM interpreter WHERE id = :id")


async def hit_by_exclusion(
    session: Session, actor: Actor, interpreter_id: int, effective_at: datetime, now: datetime
) -> tuple[Hit, ...]:
    """Future assignments with the interpreters first in the queue without this one, and open offers."""
    own = (await session.execute(_NUMBER, {"id": interpreter_id})).scalar_one()
    found = []
    drawn = 0
    for each in await hit_by_removal(session, actor, interpreter_id, effective_at=effective_at, now=now):
        is_offer = each.state == "open"
        proposed: tuple[str, ...] | None = None
        if not is_offer and drawn < MOST_DRAWN:
            drawn += 1
            proposed = await _replacements(session, each.number, str(own), now=now)
        what = "offer" if is_offer else "assignment"
        found.append(Hit(what, each.number, each.starts_at, each.ends_at, each.body, proposed))
    return tuple(found)


async def _replacements(session: Session, number: str, own: str, *, now: datetime) -> tuple[str, ...]:
    assignment_id = (await session.execute(_ID, {"number": number})).scalar_one()
    assignment = await read_assignment(session, assignment_id)
    wanted, everyone = await wanted_and_candidates(session, assignment, now=now)
    queue = queue_for(wanted, [candidate for _, candidate in everyone])
    return tuple(place.number for place in queue.places if place.number != own)[:MOST_PROPOSED]
