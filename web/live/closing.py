"""Why a socket is closed. The socket is accepted first, or the browser would only be told 1006 and not why."""

from dataclasses import dataclass, field
from typing import Any, Final

LEFT: Final = 1000
AWAY: Final = 1001  # nothing was heard for a lease, or the process ends; the page may come again
FAULT: Final = 1011
NONSENSE: Final = 4400
NO_SEAT: Final = 4401
FOREIGN: Final = 4403
UNKNOWN: Final = 4404
EARLY: Final = 4408
REPLACED: Final = 4409
ENDED: Final = 4410
OUT: Final = 4411
FLOOD: Final = 4429


@dataclass(slots=True, eq=False)
class Closing(Exception):
    """The socket is to be closed with a code, after a last message that says why, if there is one."""

    code: int
    last: dict[str, Any] | None = field(default=None)
