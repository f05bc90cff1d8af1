"""When an accepted interpreter cannot come after all: the time is free, and the next in the queue is asked.

The booker is told "no longer available" and never why (rule W11).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from booking.assignments.events import ASSIGNMENT_RELEASED, AssignmentReleased
from booking.assignments.rules import AssignmentFacts, may_give_back
from booking.matching.commands import draw_queue
from booking.offers.messages import tell_booker, tell_interpreters
from booking.offers.rounds import can_ask_more, continue_search, send_next_round
from booking.requests.access import AssignmentInHand, find_assignment_for, lock_assignment
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, require
from tolkeregister.core.events import raise_event
from tolkeregister.core.rules.oslo_time import Interval

# Locked in the order of their ids, see docs/laasing.md. What has begun is left to run.
_CONCERNED = text(
    """
    SELECT a.id FROM assignment a
     WHERE lower(a.period) >= :from
       AND (CAST(:language AS text) IS NULL OR (a.language_tag = :language AND a.type = :type)) AND (
           (a.state = 'accepted' AND a.interpreter_id = :interpreter AND lower(a.period) > :now)
        OR (a.state = 'open' AND EXISTS (SELECT FROM offer f WHERE f.assignment_id = a.id
            AND f.interpreter_id = :interpreter AND f.state = 'open')))
     ORDER BY a.id FOR NO KEY UPDATE
    """
)
_WITHDRAW = text(
    """
    UPDATE offer SET state = 'withdrawn', ended_at = :now
     WHERE assignment_id = :id AND interpreter_id = :interpreter AND state = 'open' RETURNING id
    """
)
_REOPEN = text(
    """
    UPDATE assignment SET state = 'open', interpreter_id = NULL, accepted_at = NULL,
           category_at_acceptance = NULL, standing_at_acceptance = NULL, mode = coalesce(modes ->> 0, mode)
     WHERE id = :id AND state = 'accepted'
    """
)
_FREE_TIME = text("DELETE FROM booked WHERE assignment_id = :id")
_ACCEPTED_OFFER = text(
    """
    SELECT id FROM offer WHERE assignment_id = :id AND interpreter_id = :interpreter AND state = 'accepted'
     ORDER BY round DESC LIMIT 1
    """
)


async def release_for_removed_interpreter(
    session: Session, actor: Actor, *, interpreter_id: int, effective_at: datetime, now: datetime,
    language: str | None = None, type: str | None = None, **_: Any,
) -> None:  # fmt: skip
    """What `interpreter.removed` does here: no offer stays open, and no coming assignment stays theirs.

    For `entry.ended` the same, in that language and type only.
    """
    values = {
        "interpreter": interpreter_id,
        "from": effective_at,
        "now": now,
        "language": language,
        "type": type,
    }
    for assignment_id in list((await session.execute(_CONCERNED, values)).scalars()):
        assignment = await lock_assignment(session, assignment_id)
        if assignment.interpreter_id == interpreter_id:
            await _release(session, actor, assignment, now=now)
            continue
        withdrawn = await session.execute(
            _WITHDRAW, {"id": assignment_id, "interpreter": interpreter_id, "now": now}
        )
        await tell_interpreters(session, assignment_id, list(withdrawn.scalars()), "offer_withdrawn", now=now)
        await continue_search(session, assignment, now=now)


async def give_back(session: Session, actor: Actor, number: str, *, now: datetime) -> None:
    """The interpreter cannot come after all (illness): the assignment goes back to the queue before it starts."""
    if actor.interpreter_id is None:
        raise NotAllowed(reason("only_the_interpreter_gives_back"))
    assignment = await find_assignment_for(session, actor, number, lock=True)
    facts = AssignmentFacts(assignment.state, assignment.starts_at, assignment.ends_at)  # type: ignore[arg-type]
    require(may_give_back(facts, "interpreter", now))
    await _release(session, actor, assignment, now=now)


async def _release(session: Session, actor: Actor, assignment: AssignmentInHand, *, now: datetime) -> None:
    """Free the time, tell both, and ask the next: from the stored queue, or a new draw when it has nobody left."""
    values = {"id": assignment.id, "interpreter": assignment.interpreter_id}
    offers = list((await session.execute(_ACCEPTED_OFFER, values)).scalars())
    await session.execute(_REOPEN, {"id": assignment.id})
    await session.execute(_FREE_TIME, {"id": assignment.id})
    audit.record(session, actor, "assignment.released", "assignment", assignment.number, now=now)
    await _raise(session, actor, assignment, now)
    await tell_interpreters(session, assignment.id, offers, "assignment_released", now=now)
    await tell_booker(
        session,
        assignment.id,
        "interpreter_no_longer_available",
        occasion=offers[0] if offers else "",
        now=now,
    )
    assignment = await lock_assignment(session, assignment.id)
    if not await can_ask_more(session, assignment, now=now):
        await draw_queue(session, assignment, now=now)
    await send_next_round(session, actor, assignment, now=now)


async def _raise(session: Session, actor: Actor, assignment: AssignmentInHand, now: datetime) -> None:
    assert assignment.interpreter_id is not None
    about = AssignmentReleased(
        assignment.id, assignment.number, assignment.version, assignment.interpreter_id,
        Interval(assignment.starts_at, assignment.ends_at),
    )  # fmt: skip
    await raise_event(session, actor, ASSIGNMENT_RELEASED, about=about, now=now)
