"""The address in a mail by which its reader says no to more of them, without signing in (RFC 8058).

It names the interpreter by the public number and is signed with a key of its own. It does not run out: a mail may be
read years later, and all it can do is to choose whether one kind of mail comes.
"""

import hmac

from web.security.tokens import derived_key

CHOICE = "/epost-om-prover"
ONE_CLICK = "One-Click"  # what a mail program sends under the header's name
_SIGNS = 32  # 128 bits in hexadecimal


def choice_path(secret_key: str, number: str) -> str:
    """Where the interpreter with this number chooses about mail on exams."""
    return f"{CHOICE}/{number}-{_signature(secret_key, number)}"


def number_in(secret_key: str, token: str) -> str | None:
    """The number an address was made for, None when we did not make it."""
    number, _, signature = token.partition("-")
    is_ours = hmac.compare_digest(signature.encode(), _signature(secret_key, number).encode())
    return number if is_ours else None


def _signature(secret_key: str, number: str) -> str:
    key = derived_key(secret_key, "mail on exams")
    return hmac.digest(key, number.encode(), "sha256").hex()[:_SIGNS]
