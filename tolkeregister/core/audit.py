"""The audit trail: who did what to which object. Rows are only ever added, in the transaction of the change itself."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.tables import Table, document, instant, key


class AuditEvent(Table, table=True):
    """One thing that somebody did. `details` holds codes and numbers, never personal data."""

    __tablename__ = "audit_event"
    id: int | None = key()
    happened_at: datetime = Field(sa_column=instant(index=True))
    account_id: int | None = Field(default=None, index=True)
    action: str
    subject_kind: str
    subject_id: str
    details: dict[str, Any] = Field(sa_column=document())


def record(
    session: Session, actor: Actor, action: str, kind: str, subject: object, *, now: datetime, **details: Any
) -> None:
    """Add an event such as ("offer.accepted", "assignment", 17) to the caller's transaction."""
    session.add(
        AuditEvent(
            happened_at=now, account_id=actor.account_id, action=action,
            subject_kind=kind, subject_id=str(subject), details=details,
        )
    )  # fmt: skip
