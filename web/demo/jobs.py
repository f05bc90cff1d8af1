"""Jobs of the demo only: orders that were loaded half way get the queue that sending would have drawn."""

from datetime import datetime

from booking.matching.commands import draw_queue
from booking.requests.access import read_assignment
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job

DRAW_QUEUE = "demo.draw_queue"


@job(DRAW_QUEUE)
async def draw_loaded_queue(session: Session, *, now: datetime, assignment_id: int) -> None:
    """Draw and store the queue of one loaded order."""
    await draw_queue(session, await read_assignment(session, assignment_id), now=now)
