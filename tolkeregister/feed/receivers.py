"""Registered systems and the messages to them: who is told, what was sent, and sending it again.

Headers are those of Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature` (HMAC-SHA256). After a
change of secret both the old and the new one sign for a day.
"""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound, conflict
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.entries.access import require_directorate
from tolkeregister.feed.models import DeliveryState, WebhookDelivery, WebhookReceiver
from tolkeregister.feed.publishing import DELIVER
from tolkeregister.feed.rules.sending import judge_address
from tolkeregister.tolkebevis.derived import new_public_id, webhook_secret

BOTH_SECRETS_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class KnownSystem:
    """A registered system and how its messages fare."""

    id: int
    public_id: str
    system: str
    url: str
    secret_generation: int
    created_at: datetime
    ended_at: datetime | None
    waiting: int
    delivered: int
    dead: int
    last_delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One message and what became of it."""

    id: int
    message_id: str
    number: str
    sequence: int
    state: str
    attempts: int
    created_at: datetime
    next_at: datetime
    delivered_at: datetime | None
    last_status: int | None
    last_error: str | None


_SYSTEMS = text(
    """
    SELECT s.id, s.public_id, s.system, s.url, s.secret_generation, s.created_at, s.ended_at,
           count(d.id) FILTER (WHERE d.state = 'waiting') AS waiting,
           count(d.id) FILTER (WHERE d.state = 'delivered') AS delivered,
           count(d.id) FILTER (WHERE d.state = 'dead') AS dead, max(d.delivered_at) AS last_delivered_at
      FROM webhook_receiver s LEFT JOIN webhook_delivery d ON d.receiver_id = s.id
     WHERE CAST(:id AS integer) IS NULL OR s.id = :id
     GROUP BY s.id ORDER BY s.ended_at IS NOT NULL, s.system, s.id
    """
)
_MESSAGES = text(
    """
    SELECT d.id, d.change_id, i.number, r.sequence, d.state, d.attempts, d.created_at, d.next_at, d.delivered_at,
           d.last_status, d.last_error
      FROM webhook_delivery d JOIN register_change r ON r.id = d.change_id JOIN entry e ON e.id = r.entry_id
      JOIN interpreter i ON i.id = e.interpreter_id
     WHERE d.receiver_id = :id
     ORDER BY CASE d.state WHEN 'dead' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END, d.id DESC LIMIT 100
    """
)
_AGAIN = text(
    """
    UPDATE webhook_delivery SET state = 'waiting', attempts = 0, next_at = :now, last_error = NULL
     WHERE receiver_id = :id AND (id = :delivery OR (CAST(:delivery AS bigint) IS NULL AND state = 'dead'))
    """
)


def message_id(change_id: int) -> str:
    """The same for every attempt and every system: what a receiver knows a message by."""
    return f"endring_{change_id}"


def signatures(secrets: tuple[bytes, ...], id: str, timestamp: int, body: str) -> str:
    """The `webhook-signature` header: one `v1` signature by each secret that counts."""
    signed = f"{id}.{timestamp}.{body}".encode()
    made = (base64.b64encode(hmac.digest(each, signed, "sha256")).decode() for each in secrets)
    return " ".join(f"v1,{each}" for each in made)


def shown_secret(secret_key: str, system: KnownSystem) -> str:
    """The secret as the receiver's library wants it."""
    found = webhook_secret(secret_key, system.public_id, system.secret_generation)
    return f"whsec_{base64.b64encode(found).decode()}"


def secrets_of(secret_key: str, receiver: WebhookReceiver, *, now: datetime) -> tuple[bytes, ...]:
    """The secret in force, and the former one for a day after a change."""
    newest = receiver.secret_generation
    both = newest > 1 and now < receiver.secret_changed_at + BOTH_SECRETS_FOR
    generations = (newest, newest - 1) if both else (newest,)
    return tuple(webhook_secret(secret_key, receiver.public_id, each) for each in generations)


async def register_system(
    session: Session, actor: Actor, system: str, url: str, *, plain_allowed: bool, now: datetime
) -> int:
    """Tell this system about every change from now on; returns its id. Raises Invalid for a forbidden address."""
    _require_administrator(actor)
    if not 2 <= len(system) <= 80:
        raise Invalid(reason("too_long", field="system"))
    verdict = judge_address(url, plain_allowed=plain_allowed)
    if not verdict.allowed:
        raise Invalid(*(reason(code, field="adresse") for code in verdict.codes))
    made = WebhookReceiver(
        public_id=new_public_id(), system=system, url=url, secret_changed_at=now, created_at=now,
        created_by=actor.account_id,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    audit.record(session, actor, "webhook.registered", "webhook_receiver", made.id, now=now)
    return made.id


async def end_system(session: Session, actor: Actor, receiver_id: int, *, now: datetime) -> None:
    """Tell this system nothing more, not even what waits. A second time changes nothing."""
    _require_administrator(actor)
    found = await _locked(session, receiver_id)
    if found.ended_at is None:
        found.ended_at = now
        await session.flush()
        audit.record(session, actor, "webhook.ended", "webhook_receiver", receiver_id, now=now)


async def change_secret(session: Session, actor: Actor, receiver_id: int, *, now: datetime) -> None:
    """A new secret signs from now on, together with the former one for a day."""
    _require_administrator(actor)
    found = await _locked(session, receiver_id)
    if found.ended_at is not None:
        raise conflict("webhook_ended")
    found.secret_generation += 1
    found.secret_changed_at = now
    await session.flush()
    audit.record(session, actor, "webhook.secret_changed", "webhook_receiver", receiver_id, now=now)


async def send_again(
    session: Session, actor: Actor, receiver_id: int, delivery_id: int | None, *, now: datetime
) -> None:
    """One message again, or every one that was given up; with the same id and words, so that it does no harm."""
    require_directorate(actor)
    found = await _locked(session, receiver_id)
    if found.ended_at is not None:
        raise conflict("webhook_ended")
    await session.execute(_AGAIN, {"id": receiver_id, "delivery": delivery_id, "now": now})
    await enqueue(session, DELIVER, key=f"{DELIVER}:{receiver_id}", receiver_id=receiver_id)
    audit.record(session, actor, "webhook.sent_again", "webhook_receiver", receiver_id, now=now,
                 delivery=delivery_id)  # fmt: skip


async def known_systems(session: Session, actor: Actor, *, id: int | None = None) -> tuple[KnownSystem, ...]:
    """Every registered system, or the one with this id."""
    require_directorate(actor)
    return tuple(KnownSystem(*row) for row in await session.execute(_SYSTEMS, {"id": id}))


async def sent_messages(session: Session, actor: Actor, receiver_id: int) -> tuple[SentMessage, ...]:
    """The hundred messages one would look for: those given up, those that wait, then the newest."""
    require_directorate(actor)
    rows = await session.execute(_MESSAGES, {"id": receiver_id})
    return tuple(SentMessage(row[0], message_id(row[1]), *row[2:]) for row in rows)


async def due_messages(
    session: Session, receiver_id: int, *, now: datetime, most: int
) -> list[WebhookDelivery]:
    """The oldest messages whose time has come, locked; what another worker has in hand is left to it."""
    statement = (
        select(WebhookDelivery)
        .join(WebhookReceiver, col(WebhookReceiver.id) == col(WebhookDelivery.receiver_id))
        .where(
            col(WebhookDelivery.receiver_id) == receiver_id, col(WebhookReceiver.ended_at).is_(None),
            col(WebhookDelivery.state) == DeliveryState.WAITING, col(WebhookDelivery.next_at) <= now,
        )
        .order_by(col(WebhookDelivery.id)).limit(most).with_for_update(skip_locked=True, of=WebhookDelivery)
    )  # fmt: skip
    return list((await session.exec(statement)).all())


async def receiver_of(session: Session, receiver_id: int) -> WebhookReceiver | None:
    """The receiver while it lasts."""
    found = await session.get(WebhookReceiver, receiver_id)
    return found if found is not None and found.ended_at is None else None


async def _locked(session: Session, receiver_id: int) -> WebhookReceiver:
    statement = select(WebhookReceiver).where(col(WebhookReceiver.id) == receiver_id).with_for_update()
    found = (await session.exec(statement)).first()
    if found is None:
        raise NotFound(reason("webhook_not_found"))
    return found


def _require_administrator(actor: Actor) -> None:
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed(reason("role_missing"))
