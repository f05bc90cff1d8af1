"""Messages that wait for a mail server may be overtaken: each kind can be judged when it goes: is it still so?"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class Queued:
    """A message as it lies in the outbox, to those who judge it."""

    template: str
    recipient: str
    subject_kind: str
    subject_id: str
    data: dict[str, Any]


StillSo = Callable[[Session, Queued], Awaitable[bool]]

_asked: dict[str, StillSo] = {}


def ask_before_sending(template: str, still_so: StillSo) -> None:
    """Register who is asked about a kind of message; a second registration of the same does nothing."""
    if _asked.setdefault(template, still_so) is not still_so:
        raise RuntimeError(f"two functions judge {template}")


async def is_overtaken(session: Session, mail: Queued) -> bool:
    """Whether what the message says is no longer so; kinds nobody judges are let through."""
    still_so = _asked.get(mail.template)
    return still_so is not None and not await still_so(session, mail)
