"""The second of the two checks of an assignment: at its start."""

from datetime import datetime

from booking.assignments.commands import check_at_start
from booking.offers.commands import CHECK_AT_START
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job


@job(CHECK_AT_START)
async def check_standing_at_start(session: Session, *, assignment_id: int, now: datetime) -> None:
    """What did the register say when it began? A job of an assignment that has changed hands finds that out itself."""
    await check_at_start(session, assignment_id, now=now)
