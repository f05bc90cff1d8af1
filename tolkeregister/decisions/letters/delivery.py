"""A letter's way to its reader: the digital mailbox first, paper when that cannot be, and receipts for each step.

Who carries the letters is given from outside (`use_routes`): anything with the two methods of `Carrier`.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.rules import wait_after
from tolkeregister.decisions.letters.commands import DELIVER
from tolkeregister.decisions.letters.models import DeliveryState, LetterDelivery, LetterDeliveryEvent, Route

LOOK = "letter.look"  # the job that asks for a receipt
FIRST_LOOK = timedelta(seconds=3)
SOON, SELDOM = timedelta(minutes=1), timedelta(hours=1)
DEAD = "the person is dead"  # why a letter was not sent
PATIENCE = timedelta(days=2)  # with a mailbox that took a letter and never says that it lies there

_SENDING = text(
    """
    SELECT p.national_id, p.given_name || ' ' || p.family_name AS name, f.content, f.sha256,
           p.dead_on IS NOT NULL AS is_dead
      FROM letter l JOIN case_file c ON c.id = l.case_id JOIN person p ON p.id = c.person_id
      JOIN archived_file f ON f.sha256 = l.sha256 WHERE l.id = :letter
    """
)


class Refused(Exception):
    """The carrier will never deliver this: no mailbox, reserved against digital post, unknown address."""


class Unavailable(Exception):
    """The carrier cannot now: down, too slow, or answering nonsense."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What a carrier is given. `reference` is the same at every attempt, so that twice is once."""

    reference: str
    national_id: str
    name: str
    sha256: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a carrier knows: when the letter lay in the mailbox or was posted, and when it was opened."""

    delivered_at: datetime | None = None
    opened_at: datetime | None = None
    refused: str | None = None


class Carrier(Protocol):
    """A digital mailbox or a printing house."""

    async def hand_over(self, sending: Sending) -> None:
        """Take a letter. Raises Refused or Unavailable."""

    async def receipt(self, reference: str) -> Receipt:
        """What is known now. Raises Unavailable."""


_CARRIERS: dict[Route, Carrier] = {}


def use_carriers(mailbox: Carrier, printing_house: Carrier) -> None:
    """Say who carries letters, before the worker starts."""
    _CARRIERS.update({Route.MAILBOX: mailbox, Route.PRINT: printing_house})


async def in_hand(session: Session, delivery_id: int) -> LetterDelivery | None:
    """The delivery, locked; None while another worker has it."""
    statement = select(LetterDelivery).where(col(LetterDelivery.id) == delivery_id)
    return (await session.exec(statement.with_for_update(skip_locked=True))).one_or_none()


async def hand_over(session: Session, delivery: LetterDelivery, *, now: datetime) -> None:
    """Hand a queued letter to its carrier; a refusal or too many failures by the mailbox sends it to print.

    Nothing is sent to the dead.
    """
    if delivery.state not in (DeliveryState.QUEUED, DeliveryState.FALLBACK):
        return
    row = (await session.execute(_SENDING, {"letter": delivery.letter_id})).one()
    if row.is_dead:
        await _moved(session, delivery, DeliveryState.FAILED, at=now, now=now, detail=DEAD)
        return
    sending = Sending(delivery.reference, row.national_id, row.name, row.sha256, bytes(row.content))
    delivery.attempts += 1
    try:
        await _CARRIERS[Route(delivery.route)].hand_over(sending)
    except Refused as refusal:
        await _give_up(session, delivery, str(refusal), now)
    except Unavailable as problem:
        await _try_later(session, delivery, str(problem), now)
    else:
        delivery.last_error, delivery.next_at = None, now + FIRST_LOOK
        await _moved(session, delivery, DeliveryState.HANDED_OVER, at=now, now=now)
        await enqueue(session, LOOK, run_at=delivery.next_at, delivery_id=delivery.id)


async def look(session: Session, delivery: LetterDelivery, *, now: datetime) -> bool:
    """Ask for a receipt; True when the letter has come just now."""
    waits = delivery.state == DeliveryState.HANDED_OVER
    if not waits and (delivery.state != DeliveryState.DELIVERED or delivery.route != Route.MAILBOX):
        return False
    delivery.next_at = now + (SOON if waits else SELDOM)
    try:
        receipt = await _CARRIERS[Route(delivery.route)].receipt(delivery.reference)
    except Unavailable as problem:
        delivery.last_error = str(problem)
        session.add(delivery)
        await session.flush()
        return False
    return await _received(session, delivery, receipt, now)


async def _received(session: Session, delivery: LetterDelivery, receipt: Receipt, now: datetime) -> bool:
    delivery.last_error = None
    session.add(delivery)
    if delivery.state == DeliveryState.HANDED_OVER:
        if receipt.refused is not None or (
            receipt.delivered_at is None and await _is_lost(session, delivery, now)
        ):
            await _give_up(session, delivery, receipt.refused or "no receipt", now)
            return False
        if receipt.delivered_at is None:
            return False
        # a carrier whose clock is wrong makes time to appeal begin neither in the future nor before it had the letter
        delivery.delivered_at = max(min(receipt.delivered_at, now), await _last_moved(session, delivery))
        await _moved(session, delivery, DeliveryState.DELIVERED, at=delivery.delivered_at, now=now)
        came = True
    else:
        came = False
    if receipt.opened_at is not None:
        delivery.opened_at = min(receipt.opened_at, now)
        await _moved(session, delivery, DeliveryState.OPENED, at=delivery.opened_at, now=now)
    return came


async def _is_lost(session: Session, delivery: LetterDelivery, now: datetime) -> bool:
    """Whether a mailbox has been silent too long; a printing house is given all the time it needs."""
    if delivery.route != Route.MAILBOX:
        return False
    return now - await _last_moved(session, delivery) > PATIENCE


async def _last_moved(session: Session, delivery: LetterDelivery) -> datetime:
    """When the state it has began: of what is handed over, when it was."""
    since = await session.exec(
        select(LetterDeliveryEvent.happened_at)
        .where(col(LetterDeliveryEvent.delivery_id) == delivery.id)
        .order_by(col(LetterDeliveryEvent.id).desc())
        .limit(1)
    )
    return since.one()


async def _give_up(session: Session, delivery: LetterDelivery, why: str, now: datetime) -> None:
    """From mailbox to paper; from paper to staff."""
    delivery.last_error = why[:500]
    if delivery.route == Route.PRINT:
        await _moved(session, delivery, DeliveryState.FAILED, at=now, now=now, detail=why)
        return
    delivery.route, delivery.attempts, delivery.next_at = Route.PRINT, 0, now
    await _moved(session, delivery, DeliveryState.FALLBACK, at=now, now=now, detail=why)
    await enqueue(session, DELIVER, delivery_id=delivery.id)


async def _try_later(session: Session, delivery: LetterDelivery, why: str, now: datetime) -> None:
    wait = wait_after(delivery.attempts, random.random())
    if wait is None:
        await _give_up(session, delivery, why, now)
        return
    delivery.last_error, delivery.next_at = why[:500], now + wait
    session.add(delivery)
    await session.flush()
    await enqueue(session, DELIVER, run_at=delivery.next_at, delivery_id=delivery.id)


async def _moved(
    session: Session, delivery: LetterDelivery, state: DeliveryState, *, at: datetime, now: datetime,
    detail: str | None = None,
) -> None:  # fmt: skip
    delivery.state = state
    session.add(delivery)
    assert delivery.id is not None
    session.add(LetterDeliveryEvent(
        delivery_id=delivery.id, happened_at=at, known_at=now, route=delivery.route, state=state,
        detail=detail[:500] if detail else None,
    ))  # fmt: skip
    await session.flush()
