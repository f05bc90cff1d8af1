"""The outbox as staff see it: what was delivered, what failed and why, and sending a failed message again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, NotFound, conflict
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.mail.outbox import SEND_MAIL


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message; its content is not shown, only what it was about."""

    id: int
    template: str
    recipient: str
    subject_kind: str
    subject_id: str
    state: str
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    last_error: str | None


@dataclass(frozen=True, slots=True)
class Failures:
    """What a person must look at."""

    mail: int
    parked_jobs: int


_LIST = text(
    """
    SELECT id, template, recipient, subject_kind, subject_id, state, created_at, sent_at, attempts, last_error
      FROM mail_message WHERE CAST(:state AS text) IS NULL OR state = :state
     ORDER BY created_at DESC, id DESC LIMIT :most OFFSET :skip
    """
)
_COUNT = text("SELECT count(*) FROM mail_message WHERE CAST(:state AS text) IS NULL OR state = :state")
_FAILURES = text(
    """
    SELECT (SELECT count(*) FROM mail_message WHERE state = 'failed'),
           (SELECT count(*) FROM job WHERE parked_at IS NOT NULL)
    """
)
_LOCK = text("SELECT state FROM mail_message WHERE id = :id FOR NO KEY UPDATE")
_QUEUE = text("UPDATE mail_message SET state = 'queued', last_error = NULL WHERE id = :id")


async def deliveries(
    session: Session, actor: Actor, *, state: str | None = None, page: int = 1, per_page: int = 25
) -> tuple[tuple[Delivery, ...], int]:
    """One page of messages, newest first, and how many there are in all."""
    _staff(actor)
    rows = await session.execute(_LIST, {"state": state, "most": per_page, "skip": (page - 1) * per_page})
    found = tuple(Delivery(*row) for row in rows)
    return found, int((await session.execute(_COUNT, {"state": state})).scalar_one())


async def failures(session: Session, actor: Actor) -> Failures:
    """How many messages and jobs have been given up."""
    _staff(actor)
    return Failures(*(await session.execute(_FAILURES)).one())


async def send_again(session: Session, actor: Actor, mail_id: int, *, now: datetime) -> None:
    """Queue a failed message once more. Conflict for one that has not failed: it is sent or on its way."""
    _staff(actor)
    row = (await session.execute(_LOCK, {"id": mail_id})).one_or_none()
    if row is None:
        raise NotFound(reason("not_found"))
    if row.state != "failed":
        raise conflict("not_failed")
    await session.execute(_QUEUE, {"id": mail_id})
    await enqueue(session, SEND_MAIL, mail_id=mail_id)
    audit.record(session, actor, "mail.sent_again", "mail", mail_id, now=now)


def _staff(actor: Actor) -> None:
    if not (actor.is_directorate or actor.is_system):
        raise NotAllowed(reason("only_the_directorate"))
