"""What is done about exceptions without anybody asking: a letter on the last day, and forgetting people in time."""

from datetime import datetime, timedelta

from sqlalchemy import text

from booking.exceptions.messages import tell_rest_is_due
from booking.exceptions.recording import REMIND
from tolkeregister.core import audit
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job

_IS_COMPLETE = text("SELECT bool_or(is_complete) FROM exception_version WHERE exception_id = :exception")
_IS_CANCELLED = text("SELECT state = 'cancelled' FROM assignment WHERE exception_id = :exception")
_FORGET = text("DELETE FROM outside_interpreter WHERE delete_after <= :now RETURNING exception_id")


@job(REMIND)
async def remind(session: Session, *, exception_id: int, now: datetime) -> None:
    """A letter to whoever recorded the exception, when the rest is still not stated. Safe to run twice."""
    asked = {"exception": exception_id}
    if (await session.execute(_IS_COMPLETE, asked)).scalar() or (
        await session.execute(_IS_CANCELLED, asked)
    ).scalar():
        return
    await tell_rest_is_due(session, exception_id, now=now)


@job("exceptions.forget", every=timedelta(hours=6))
async def forget(session: Session, *, now: datetime) -> None:
    """Delete names and telephone numbers whose time is over; the exceptions themselves stay."""
    forgotten = sorted((await session.execute(_FORGET, {"now": now})).scalars())
    if forgotten:
        audit.record(session, SYSTEM, "outside_interpreters.deleted", "exception_use", forgotten[0], now=now,
                     count=len(forgotten))  # fmt: skip
