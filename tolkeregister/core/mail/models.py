"""The outbox: every message with its delivery status, visible to staff (feature 115)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key


class MailState(StrEnum):
    """Where a message is on its way. `void`: what it says is no longer so, and another message says what is."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    VOID = "void"


class MailMessage(Table, table=True):
    """One message to one recipient about one event. `data` fills the template; it holds nothing sensitive."""

    __tablename__ = "mail_message"
    __table_args__ = (code_check("state", MailState),)
    id: int | None = key()
    event_key: str = Field(unique=True)  # at most one message per recipient and event
    recipient: str
    written_form: str = "nb"
    template: str
    data: dict[str, Any] = Field(sa_column=document())
    subject_kind: str
    subject_id: str
    state: str = MailState.QUEUED
    message_id: str
    created_at: datetime = Field(sa_column=instant(index=True))
    sent_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    attempts: int = 0
    last_error: str | None = None
