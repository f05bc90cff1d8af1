"""What is done about exceptions without anybody asking: a letter on the last day."""

from datetime import datetime

from sqlalchemy import text

from booking.exceptions.messages import tell_rest_is_due
from booking.exceptions.recording import REMIND
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job

_IS_COMPLETE = text("SELECT bool_or(is_complete) FROM exception_version WHERE exception_id = :exception")
_IS_CANCELLED = text("SELECT state = 'cancelled' FROM assignment WHERE exception_id = :exception")


@job(REMIND)
async def remind(session: Session, *, exception_id: int, now: datetime) -> None:
    """A letter to whoever recorded the exception, when the rest is still not stated. Safe to run twice."""
    asked = {"exception": exception_id}
    if (await session.execute(_IS_COMPLETE, asked)).scalar() or (
        await session.execute(_IS_CANCELLED, asked)
    ).scalar():
        return
    await tell_rest_is_due(session, exception_id, now=now)
