"""What of an interpreter's own runs out: other packages say what they hold, this one lists and reminds."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from tolkeregister.core.database import Session

REMIND_DAYS = 30


@dataclass(frozen=True, slots=True)
class Expiry:
    """Something that counts until a day (not included). `what` is a code, `where` a name such as a public body's."""

    interpreter_id: int
    what: str
    where: str
    until: date


Provider = Callable[[Session, int | None, date, date], Awaitable[tuple[Expiry, ...]]]

_providers: list[Provider] = []


def provide_expiries(provider: Provider) -> None:
    """Register `async def expiries(session, interpreter_id or None for all, first_day, last_day)` once."""
    if provider not in _providers:
        _providers.append(provider)


async def expiries(
    session: Session, interpreter_id: int | None, first: date, last: date
) -> tuple[Expiry, ...]:
    """Everything that runs out on the days from `first` to `last`, the first one first."""
    found = [each for provider in _providers for each in await provider(session, interpreter_id, first, last)]
    return tuple(sorted(found, key=lambda each: (each.until, each.what, each.where)))


def event_key(each: Expiry) -> str:
    """One reminder for each thing and day."""
    return f"expires_soon:{each.interpreter_id}:{each.what}:{each.where}:{each.until.isoformat()}"
