"""One line at a time in a complaint's own log."""

from datetime import datetime
from typing import Any

from tolkeregister.complaints.models import ComplaintLog
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session


async def note(
    session: Session,
    actor: Actor,
    complaint_id: int,
    code: str,
    facts: dict[str, Any] | None = None,
    *,
    now: datetime,
) -> None:
    """Add a line; `facts` holds codes, numbers and dates as text, never personal data."""
    session.add(
        ComplaintLog(
            complaint_id=complaint_id,
            happened_at=now,
            account_id=actor.account_id,
            code=code,
            facts=facts or {},
        )
    )
    await session.flush()
