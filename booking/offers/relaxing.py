"""Giving up one thing the booker has agreed to give up, when nobody is left to ask (features 16–18).

Who fell and when stands on the assignment, in the evidence of search and in the audit trail.
"""

import json
from datetime import datetime

from sqlalchemy import text

from booking.evidence.record import record_evidence
from booking.matching.commands import draw_queue
from booking.matching.queries import demands_of
from booking.matching.rules.relaxation import next_step
from booking.requests.access import AssignmentInHand, lock_assignment
from tolkeregister.core import audit
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.database import Session

_RELAXED = text("UPDATE assignment SET relaxed = relaxed || CAST(:step AS jsonb) WHERE id = :id")


async def relax(session: Session, assignment: AssignmentInHand, *, now: datetime) -> AssignmentInHand | None:
    """The locked assignment with one thing less asked for and its queue drawn anew; None when nothing may fall."""
    step = next_step(demands_of(assignment), assignment.relaxed)
    if step is None:
        return None
    about = {"criterion": step.criterion, "to": step.to}
    fallen = {**about, "at": now.isoformat(), "round": assignment.round}
    await session.execute(_RELAXED, {"id": assignment.id, "step": json.dumps([fallen])})
    await record_evidence(
        session, SYSTEM, "relaxed", assignment.id, now=now, criterion=step.criterion, to=step.to
    )
    audit.record(session, SYSTEM, "assignment.relaxed", "assignment", assignment.number, now=now, **about)
    relaxed = await lock_assignment(session, assignment.id)
    await draw_queue(session, relaxed, now=now)
    return relaxed
