"""What the calendar has to say to a message in the outbox, asked when it is sent and not when it was queued.

A message may have waited for a mail server that was down. If it says what is no longer so, it is not sent: after a
cancellation nobody is told the old time (failure mode 11). If it is sent, it carries the entry as it stands now.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.core.ics import CalendarEvent, CalendarFile, itip
from tolkeregister.core.mail.overtaken import Queued

Whose = Literal["interpreter", "booker"]

# Messages that say: this is agreed, at this time.
AGREED: dict[str, Whose] = {
    "offer_accepted": "interpreter", "change_accepted_own": "interpreter", "assignment_changed": "interpreter",
    "request_accepted": "booker", "change_accepted": "booker",
}  # fmt: skip
# Messages that say: this is over.
OVER: dict[str, Whose] = {
    "assignment_cancelled": "interpreter", "assignment_released": "interpreter",
    "request_cancelled": "booker", "interpreter_no_longer_available": "booker",
}  # fmt: skip
REMINDERS: dict[str, Whose] = {"assignment_reminder": "interpreter", "request_reminder": "booker"}
PAGES: dict[Whose, str] = {"interpreter": "/min-side/oppdrag/", "booker": "/bestilling/"}

# By the offer a message is about, or by the assignment and the address it goes to.
_ENTRY = text(
    """
    SELECT e.uid, e.sequence, lower(e.period) AS starts_at, upper(e.period) AS ends_at, e.is_cancelled, e.changed_at,
           a.number
      FROM calendar_entry e JOIN assignment a ON a.id = e.assignment_id
      LEFT JOIN offer f ON f.assignment_id = a.id AND f.interpreter_id = e.interpreter_id
       AND CAST(:kind AS text) = 'offer' AND CAST(f.id AS text) = :subject
      LEFT JOIN interpreter i ON i.id = e.interpreter_id LEFT JOIN person p ON p.id = i.person_id
     WHERE (f.id IS NOT NULL OR (:kind = 'assignment' AND a.number = :subject))
       AND CASE WHEN :whose = 'booker' THEN e.account_id IS NOT NULL
                ELSE e.interpreter_id IS NOT NULL AND (f.id IS NOT NULL OR p.email = :recipient) END
     ORDER BY e.id DESC LIMIT 1
    """
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the message still says what is so, and the calendar that goes with it."""

    is_overtaken: bool = False
    calendar: CalendarFile | None = None


def neutral_title(number: str) -> str:
    """A title that tells nothing of language, place or what it is about."""
    return f"Tolkeoppdrag {number}"


async def calendar_says(
    session: Session, mail: Queued, *, sender: str, base_url: str, now: datetime
) -> Verdict:
    """Judge one message by its receiver's entry. A message that is not about an agreed time is let through as it is."""
    whose = AGREED.get(mail.template) or OVER.get(mail.template) or REMINDERS.get(mail.template)
    if whose is None:
        return Verdict()
    values = {
        "kind": mail.subject_kind,
        "subject": mail.subject_id,
        "whose": whose,
        "recipient": mail.recipient,
    }
    row = (await session.execute(_ENTRY, values)).one_or_none()
    if row is None:
        return Verdict()
    if _is_overtaken(mail, row, now):
        return Verdict(is_overtaken=True)
    if mail.template in REMINDERS:
        return Verdict()
    event = CalendarEvent(
        row.uid, row.sequence, row.starts_at, row.ends_at, row.is_cancelled, row.changed_at,
        neutral_title(row.number), f"{base_url}{PAGES[whose]}{row.number}",
    )  # fmt: skip
    return Verdict(calendar=itip(event, sender=sender, receiver=mail.recipient))


def _is_overtaken(mail: Queued, row: Any, now: datetime) -> bool:
    if mail.template in OVER:
        return not row.is_cancelled
    said = tuple(datetime.fromisoformat(mail.data[name]) for name in ("starts_at", "ends_at"))
    if row.is_cancelled or said != (row.starts_at, row.ends_at):
        return True
    return mail.template in REMINDERS and now >= row.starts_at
