"""Changes that must be seen everywhere at once: higher packages register handlers that run in the same transaction.

A lower package never imports a higher one. It raises an event by name; `web/app.py` has registered, in package order,
what the others do about it. What may come later (mail, webhooks) is a job instead, see `core/jobs`.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

Handler = Callable[..., Awaitable[None]]

_handlers: dict[str, list[Handler]] = defaultdict(list)


def on(event: str, handler: Handler) -> None:
    """Register a handler once; the order of registration is the order of running."""
    if handler not in _handlers[event]:
        _handlers[event].append(handler)


async def raise_event(session: Session, actor: Actor, event: str, *, now: datetime, **facts: Any) -> None:
    """Run every handler in the caller's transaction. An exception in one undoes everything."""
    for handler in _handlers.get(event, ()):
        await handler(session, actor, now=now, **facts)


def handlers_of(event: str) -> tuple[Handler, ...]:
    """For the test that every event raised somewhere has a handler."""
    return tuple(_handlers[event])
