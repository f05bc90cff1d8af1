"""Mail about changes, as pure data. What has changed is said by its name only; theme and persons stay on the page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import text

from booking.changes.rules.agreement import Agreed
from booking.offers.messages import message_data
from tolkeregister.core.database import Session
from tolkeregister.core.mail.outbox import Message, queue_mail

_INTERPRETER = text(
    """
    SELECT p.email, coalesce(min(c.written_form), 'nb') AS written_form
      FROM interpreter i JOIN person p ON p.id = i.person_id
      LEFT JOIN account c ON c.person_id = p.id AND c.closed_at IS NULL
     WHERE i.id = :id GROUP BY p.email
    """
)


async def tell_interpreter(
    session: Session, assignment_id: int, interpreter_id: int, template: str, *, occasion: object, now: datetime,
    page: str = "", **more: Any,
) -> None:  # fmt: skip
    """One message to whoever has the assignment, at most once per template and occasion."""
    row = (await session.execute(_INTERPRETER, {"id": interpreter_id})).one()
    data = await message_data(session, assignment_id)
    shared = data["shared"]
    number = shared["number"]
    message = Message(
        template=template, recipient=row.email, event_key=f"{template}:{number}:{occasion}:{interpreter_id}",
        subject_kind="assignment", subject_id=number, written_form=row.written_form,
        data={**shared, **more, "path": f"/min-side/oppdrag/{number}{page}?v={data['version']}"},
    )  # fmt: skip
    await queue_mail(session, message, now=now)


def in_message(parts: Iterable[str], wanted: Agreed) -> dict[str, Any]:
    """What a message says of a change: the names of what changes, and the new time."""
    return {
        "parts": list(parts),
        "new_starts_at": wanted.starts_at.isoformat(),
        "new_ends_at": wanted.ends_at.isoformat(),
    }
