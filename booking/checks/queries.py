"""What a booker sees of the checks: whether the interpreter is confirmed, since when, and what is another."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import text

from booking.checks.rules.difference import Found, worth_telling
from tolkeregister.core.database import Session

News = Literal["no_longer_available", "available_again", "other_category"]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the register last said of the interpreter. `confirmed_at` is the last answer, however it was."""

    is_confirmed: bool  # False: the newest question is without an answer
    confirmed_at: datetime | None
    news: News | None  # what is another now than when the interpreter accepted; never why (rule W11)
    category: str | None


# Assignments older than these rows have what was stored on themselves.
_CHECKS = text(
    """
    SELECT a.standing_at_start = 'unknown' AS is_unknown, coalesce(a.checked_at_start, a.accepted_at) AS looked_at,
           a.accepted_at, a.category_at_acceptance, last.standing, last.category, last.checked_at
      FROM assignment a
      LEFT JOIN LATERAL (SELECT s.standing, s.category, s.checked_at FROM status_check s
           WHERE s.assignment_id = a.id AND s.interpreter_id = a.interpreter_id AND s.standing <> 'unknown'
           ORDER BY s.known_at DESC, s.id DESC LIMIT 1) last ON true
     WHERE a.number = :number AND a.interpreter_id IS NOT NULL AND a.accepted_at IS NOT NULL
    """
)


async def confirmation_of(session: Session, number: str) -> Confirmation | None:
    """How the interpreter of an assignment is confirmed; None while nobody has it, or somebody outside the register.

    Ask it only for a request the actor has been found to see.
    """
    row = (await session.execute(_CHECKS, {"number": number})).one_or_none()
    if row is None:
        return None
    is_confirmed = not row.is_unknown
    if row.standing is None:
        seen = row.looked_at if is_confirmed else row.accepted_at
        return Confirmation(is_confirmed, seen, None, row.category_at_acceptance)
    found = Found(row.standing, row.category)
    telling = worth_telling(Found("listed", row.category_at_acceptance), found)
    news: News | None = telling.codes[0] if telling.allowed else None  # type: ignore[assignment]
    return Confirmation(is_confirmed, row.checked_at, news, row.category)
