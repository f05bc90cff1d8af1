"""Queueing a message inside the caller's transaction. The page never waits for a mail server."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.mail.models import MailMessage, MailState

SEND_MAIL = "mail.send"


@dataclass(frozen=True, slots=True)
class Message:
    """What `messages.py` of a feature builds: pure data, rendered by the worker."""

    template: str
    recipient: str
    event_key: str
    subject_kind: str
    subject_id: str
    data: dict[str, Any]
    written_form: str = "nb"


async def queue_mail(session: Session, message: Message, *, now: datetime) -> None:
    """Put a message in the outbox once; a second time with the same event key does nothing."""
    values = {
        "event_key": message.event_key, "recipient": message.recipient, "written_form": message.written_form,
        "template": message.template, "data": message.data, "subject_kind": message.subject_kind,
        "subject_id": message.subject_id, "state": MailState.QUEUED, "created_at": now, "attempts": 0,
        # fixed at queueing, so that a message sent twice after a crash is recognised as the same one
        "message_id": f"<{uuid.uuid4()}@tolkeregister.example>",
    }  # fmt: skip
    statement = insert(MailMessage).values(**values).on_conflict_do_nothing().returning(MailMessage.id)  # type: ignore[call-overload]
    mail_id = (await session.execute(statement)).scalar()
    if mail_id is not None:
        await enqueue(session, SEND_MAIL, mail_id=mail_id)
