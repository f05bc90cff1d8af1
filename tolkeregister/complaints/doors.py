"""What the packages above fill: what an exclusion would hit, and how a revocation of bevilling begins."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing an exclusion would change at once (feature 83).

    `what` is a code: assignment, offer, card or receiver. `replacements` are numbers of interpreters who could be asked
    instead, best first; None where nobody looked.
    """

    what: str
    name: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    body: str = ""
    replacements: tuple[str, ...] | None = None


Hits = Callable[[Session, Actor, int, datetime, datetime], Awaitable[tuple[Hit, ...]]]
Revoke = Callable[[Session, Actor, int, datetime], Awaitable[tuple[str, ...]]]
_hits: list[Hits] = []
_revoke: list[Revoke] = []


def provide_hits(provider: Hits) -> None:
    """Register `async def hits(session, actor, interpreter_id, effective_at, now)` once."""
    if provider not in _hits:
        _hits.append(provider)


def provide_revocation(provider: Revoke) -> None:
    """Register `async def begin(session, actor, person_id, now)`, which returns the numbers of the opened cases."""
    if provider not in _revoke:
        _revoke.append(provider)


async def hits_elsewhere(
    session: Session, actor: Actor, interpreter_id: int, *, effective_at: datetime, now: datetime
) -> tuple[Hit, ...]:
    """Everything the packages above know of, in the order they registered."""
    found = [each for ask in _hits for each in await ask(session, actor, interpreter_id, effective_at, now)]
    return tuple(found)


async def begin_revocations(
    session: Session, actor: Actor, person_id: int, *, now: datetime
) -> tuple[str, ...]:
    """Begin a revocation of each bevilling the person holds."""
    return tuple([each for ask in _revoke for each in await ask(session, actor, person_id, now)])
