"""Drawing the queue of an assignment and storing it, so that it can be shown, explained and replayed."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import text

from booking.evidence.record import record_evidence
from booking.matching.queries import wanted_and_candidates
from booking.matching.rules.queue import mode_for, queue_for
from booking.matching.rules.written import written
from booking.requests.access import AssignmentInHand
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Reason

_STORE = text(
    """
    INSERT INTO queue_place (assignment_id, interpreter_id, place, category, availability, reasons, mode)
    SELECT :assignment, p.interpreter_id, p.place, p.category, p.availability, p.reasons, p.mode
      FROM jsonb_to_recordset(CAST(:places AS jsonb))
           AS p(interpreter_id int, place int, category text, availability text, reasons jsonb, mode text)
    ON CONFLICT (assignment_id, interpreter_id) DO UPDATE
       SET place = excluded.place, category = excluded.category, availability = excluded.availability,
           reasons = excluded.reasons, mode = excluded.mode
    """
)


async def draw_queue(session: Session, assignment: AssignmentInHand, *, now: datetime) -> int:
    """Draw and store the queue; returns how many can be asked. Drawn again it replaces what stood there.

    The evidence keeps every draw with all that the rules were told, so that each can be drawn again (rule B9).
    """
    wanted, everyone = await wanted_and_candidates(session, assignment, now=now)
    ids = {candidate.number: interpreter_id for interpreter_id, candidate in everyone}
    candidates = {candidate.number: candidate for _, candidate in everyone}
    queue = queue_for(wanted, candidates.values())
    asked = [(each.number, each.position, each.mode, each.reasons) for each in queue.places]
    skipped = [
        (each.number, None, mode_for(wanted, candidates[each.number]), each.reasons) for each in queue.skipped
    ]
    places = [
        {
            "interpreter_id": ids[number], "place": place, "category": candidates[number].category,
            "availability": candidates[number].available_in(mode).state, "mode": mode, "reasons": as_json(reasons),
        }
        for number, place, mode, reasons in [*asked, *skipped]
    ]  # fmt: skip
    await session.execute(_STORE, {"assignment": assignment.id, "places": json.dumps(places, default=str)})
    draw = written(wanted, candidates.values(), queue)
    await record_evidence(session, SYSTEM, "queue_drawn", assignment.id, now=now, **draw)
    return len(queue.places)


def as_json(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    """Reasons as they are stored: code and facts."""
    return [{"code": each.code, **each.facts} for each in reasons]
