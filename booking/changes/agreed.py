"""What an assignment says at the moment, read in one statement and written as a document beside each change."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import text

from booking.changes.rules.agreement import Agreed
from tolkeregister.core.database import Session

_AGREED = text(
    """
    SELECT lower(a.period) AS starts_at, upper(a.period) AS ends_at, a.mode, a.municipality_code, a.address, r.theme,
           r.participants
      FROM assignment a JOIN request r ON r.id = a.request_id WHERE a.id = :id
    """
)


async def agreed_now(session: Session, assignment_id: int) -> Agreed:
    """Everything that can be changed, as it stands."""
    return Agreed(**(await session.execute(_AGREED, {"id": assignment_id})).mappings().one())


def as_document(agreed: Agreed) -> dict[str, Any]:
    """As it is stored."""
    ends = {"starts_at": agreed.starts_at.isoformat(), "ends_at": agreed.ends_at.isoformat()}
    return {**asdict(agreed), **ends}


def from_document(stored: dict[str, Any]) -> Agreed:
    """As it was stored."""
    ends = {name: datetime.fromisoformat(stored[name]) for name in ("starts_at", "ends_at")}
    return Agreed(**{**stored, **ends})
