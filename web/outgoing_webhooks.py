"""The jobs that send messages about changes to registered systems, and keep a signing key ready.

A host's name is looked up, every address it has is judged, and the connection is made to an address that was judged:
a name that answers differently the second time leads nowhere else. Redirects are not followed.
"""

import asyncio
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import httpx2
import structlog
from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job
from tolkeregister.core.settings import Settings
from tolkeregister.feed.models import DeliveryState, WebhookDelivery, WebhookReceiver
from tolkeregister.feed.publishing import DELIVER
from tolkeregister.feed.receivers import due_messages, message_id, receiver_of, secrets_of, signatures
from tolkeregister.feed.rules.sending import judge_found, pause_after
from tolkeregister.tolkebevis.keys import ensure_key

log = structlog.get_logger()
AT_ONCE = 20  # messages to one system in one job
PATIENCE = httpx2.Timeout(10.0, connect=5.0)

_DUE = text(
    """
    SELECT DISTINCT d.receiver_id FROM webhook_delivery d
      JOIN webhook_receiver s ON s.id = d.receiver_id AND s.ended_at IS NULL
     WHERE d.state = 'waiting' AND d.next_at <= :now
    """
)


@dataclass(slots=True)
class _Outside:
    """Set once when the process starts."""

    secret_key: str = ""
    private_allowed: bool = False


_outside = _Outside()


class CannotSend(Exception):
    """The message did not arrive; the words are for staff."""

    def __init__(self, error: str, status: int | None = None) -> None:
        super().__init__(error)
        self.status = status


def use_outside(settings: Settings) -> None:
    """Say which secret signs, and whether neighbours may be told, before the worker starts."""
    _outside.secret_key = settings.secret_key
    _outside.private_allowed = settings.synthetic


@job("tolkebevis.keys", every=timedelta(hours=1))
async def keep_keys(session: Session, *, now: datetime) -> None:
    """The first key, or the next one in time. Safe to run twice."""
    await ensure_key(session, _outside.secret_key, now=now)


@job("feed.wake", every=timedelta(minutes=1))
async def wake_deliveries(session: Session, *, now: datetime) -> None:
    """Systems with messages whose pause is over. Safe to run twice."""
    for each in (await session.execute(_DUE, {"now": now})).scalars():
        await enqueue(session, DELIVER, key=f"{DELIVER}:{each}", receiver_id=each)


@job(DELIVER)
async def deliver(session: Session, *, receiver_id: int, now: datetime) -> None:
    """Send what is due to one system in order; after a failure the rest waits a minute. A message may come twice."""
    receiver = await receiver_of(session, receiver_id)
    if receiver is None:
        return
    due = await due_messages(session, receiver_id, now=now, most=AT_ONCE)
    for each in due:
        if not await _attempt(session, receiver, each, now):
            return
    if len(due) == AT_ONCE:
        await enqueue(session, DELIVER, key=f"{DELIVER}:{receiver_id}", receiver_id=receiver_id)


async def _attempt(
    session: Session, receiver: WebhookReceiver, delivery: WebhookDelivery, now: datetime
) -> bool:
    delivery.attempts += 1
    try:
        delivery.last_status = await _send(receiver, delivery, now)
    except CannotSend as problem:
        delivery.last_status, delivery.last_error = problem.status, str(problem)
        await _later(session, delivery, now)
        return False
    delivery.state, delivery.delivered_at, delivery.last_error = DeliveryState.DELIVERED, now, None
    await session.flush()
    return True


async def _later(session: Session, delivery: WebhookDelivery, now: datetime) -> None:
    pause = pause_after(delivery.attempts)
    log.warning(
        "webhook.not_delivered", delivery=delivery.id, attempt=delivery.attempts, error=delivery.last_error
    )
    if pause is None:
        delivery.state = DeliveryState.DEAD
        await session.flush()
        return
    delivery.next_at = now + pause
    await session.flush()
    await enqueue(session, DELIVER, run_at=delivery.next_at, receiver_id=delivery.receiver_id,
                  key=f"{DELIVER}:{delivery.receiver_id}:{delivery.id}:{delivery.attempts}")  # fmt: skip


async def _send(receiver: WebhookReceiver, delivery: WebhookDelivery, now: datetime) -> int:
    id, timestamp = message_id(delivery.change_id), int(now.timestamp())
    secrets = secrets_of(_outside.secret_key, receiver, now=now)
    headers = {
        "content-type": "application/json", "user-agent": "tolkeregister-webhook/1", "webhook-id": id,
        "webhook-timestamp": str(timestamp), "webhook-signature": signatures(secrets, id, timestamp, delivery.body),
    }  # fmt: skip
    target, host = await _judged(receiver.url)
    headers["host"] = host
    try:
        async with (
            httpx2.AsyncClient(timeout=PATIENCE, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST", target, content=delivery.body.encode(), headers=headers,
                extensions={"sni_hostname": urlsplit(receiver.url).hostname or ""},
            ) as answer,
        ):  # fmt: skip
            status = int(answer.status_code)
    except (httpx2.HTTPError, ValueError) as error:
        raise CannotSend(type(error).__name__) from None
    if not 200 <= status < 300:
        raise CannotSend(f"HTTP {status}", status)
    return status


async def _judged(url: str) -> tuple[str, str]:
    """The address with a judged number in place of the name, and the Host header it goes with."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except OSError:
        raise CannotSend("webhook_host_unknown") from None
    addresses = [str(each[4][0]) for each in found]
    verdict = judge_found(addresses, private_allowed=_outside.private_allowed)
    if not verdict.allowed:
        raise CannotSend(verdict.codes[0])
    number = f"[{addresses[0]}]" if ":" in addresses[0] else addresses[0]
    return parts._replace(netloc=f"{number}:{port}").geturl(), parts.netloc
