"""The events of one assignment, and a body's searches before it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from booking.evidence.rules import Event
from tolkeregister.core.database import Session

_EVENTS = text(
    """
    SELECT e.id, e.happened_at, e.kind, i.number, e.details
      FROM search_evidence e LEFT JOIN interpreter i ON i.id = e.interpreter_id
     WHERE e.assignment_id = :assignment ORDER BY e.id
    """
)
_SEARCHES = text(
    """
    SELECT e.id, e.happened_at, e.details, e.account_id = :account AS is_own
      FROM search_evidence e
     WHERE e.kind = 'searched' AND e.organisation_id = :organisation AND e.happened_at BETWEEN :since AND :until
       AND e.details ->> 'language' = :language
     ORDER BY e.happened_at DESC, e.id DESC LIMIT :most
    """
)


@dataclass(frozen=True, slots=True)
class Searched:
    """One search for a time: when, by the asker or a colleague, how many fitted, were free, and were busy."""

    id: int
    at: datetime
    is_own: bool
    found: int
    free: int
    busy: int
    details: Any


async def events_of(session: Session, assignment_id: int) -> tuple[Event, ...]:
    """Everything recorded about an assignment that the caller may see, oldest first."""
    rows = await session.execute(_EVENTS, {"assignment": assignment_id})
    return tuple(Event(*row) for row in rows)


async def searches_of(
    session: Session, *, organisation_id: int, account_id: int | None, language: str, since: datetime,
    until: datetime, most: int = 5,
) -> tuple[Searched, ...]:  # fmt: skip
    """The body's newest searches in a language within two instants, newest first."""
    values = {"organisation": organisation_id, "account": account_id, "language": language, "since": since,
              "until": until, "most": most}  # fmt: skip
    rows = await session.execute(_SEARCHES, values)
    return tuple(
        Searched(row.id, row.happened_at, bool(row.is_own), row.details["found"], row.details["free"],
                 row.details["busy"], row.details)
        for row in rows
    )  # fmt: skip
