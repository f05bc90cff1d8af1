"""Links and codes of a room follow from the service's secret, the invitation and the generation of the room's links.

Nothing of them stands in the database, hashed or not, so that a copy of it opens no room, and an address can be shown
again to the one who shares it. A new generation makes every earlier link and code a wrong one, in one statement. What a
browser holds of a seat is random, and the database keeps its hash.
"""

import base64
import hashlib
import hmac
import re
import secrets

LINK_BYTES, PUBLIC_BYTES, SEAT_BYTES = 24, 9, 32
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another when read aloud
CODE_LENGTH = 10  # of 32 letters: 50 bits, asked for with the assignment's number, with few attempts
_BETWEEN = "."
_PUBLIC = re.compile(r"[A-Za-z0-9_-]{12}")


def new_public_id() -> str:
    """What names an invitation in its link: 72 random bits, and no secret."""
    return secrets.token_urlsafe(PUBLIC_BYTES)


def new_seat() -> str:
    """What the cookie of a seat holds."""
    return secrets.token_urlsafe(SEAT_BYTES)


def link_of(secret_key: str, public_id: str, generation: int) -> str:
    """The last part of a link's address, the same each time it is shown."""
    made = _derived(secret_key, f"room link {public_id} {generation}")[:LINK_BYTES]
    return f"{public_id}{_BETWEEN}{base64.urlsafe_b64encode(made).decode()}"


def public_part(link: str) -> str:
    """The invitation a link names, empty for what can be no link: anything may stand in an address."""
    named = link.partition(_BETWEEN)[0]
    return named if _PUBLIC.fullmatch(named) else ""


def generation_of(secret_key: str, link: str, newest: int) -> int | None:
    """Which generation a link belongs to, the newest first; None for one that was never ours."""
    public_id = public_part(link)
    fits = (
        each for each in range(newest, 0, -1)
        if hmac.compare_digest(link_of(secret_key, public_id, each).encode(), link.encode())
    )  # fmt: skip
    return next(fits, None)


def code_of(secret_key: str, public_id: str, generation: int) -> str:
    """The same invitation as ten letters and digits that can be read aloud."""
    made = _derived(secret_key, f"room code {public_id} {generation}")
    return "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in made[:CODE_LENGTH])


def is_code(secret_key: str, public_id: str, generation: int, typed: str) -> bool:
    """Whether somebody typed this invitation's code; small letters, spaces and hyphens do not matter."""
    plain = "".join(each for each in typed.upper() if each.isalnum())[:40]
    return hmac.compare_digest(code_of(secret_key, public_id, generation).encode(), plain.encode())


def hash_of(secret: str) -> str:
    """What the database keeps of a seat."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _derived(secret_key: str, purpose: str) -> bytes:
    return hmac.digest(secret_key.encode(), purpose.encode(), "sha256")
