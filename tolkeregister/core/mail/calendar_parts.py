"""What goes into a receiver's calendar with an e-mail: each kind of message may have somebody who makes the entry.

It is made when the message goes and not when it was queued, so that it shows what is so by then.
"""

from collections.abc import Awaitable, Callable

from tolkeregister.core.database import Session
from tolkeregister.core.ics import CalendarFile
from tolkeregister.core.mail.overtaken import Queued

CalendarOf = Callable[[Session, Queued, str, str], Awaitable[CalendarFile | None]]

_made_by: dict[str, CalendarOf] = {}


def provide_calendar(template: str, make: CalendarOf) -> None:
    """Register `async def make(session, mail, sender, base_url)`; a second registration of the same does nothing."""
    if _made_by.setdefault(template, make) is not make:
        raise RuntimeError(f"two functions make the calendar of {template}")


async def calendar_with(session: Session, mail: Queued, *, sender: str, base_url: str) -> CalendarFile | None:
    """The entry that goes with a message; None for kinds that have none."""
    make = _made_by.get(mail.template)
    return None if make is None else await make(session, mail, sender, base_url)
