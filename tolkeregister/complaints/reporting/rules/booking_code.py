"""The code of an assignment that its public body can give to whoever was there: the number and a proof of it.

The number alone can be guessed, and proves nothing. The same code is given to everybody, so it names nobody.
"""

import hmac

from tolkeregister.complaints.reporting.rules.codes import ALPHABET

PROOF_SIGNS = 8  # 40 bits; a wrong one is answered exactly as a right one


def booking_code(number: str, key: bytes) -> str:
    """26-004182-K7QX2M9D for the assignment 26-004182."""
    digest = int.from_bytes(hmac.digest(key, number.encode(), "sha256"))
    signs = "".join(ALPHABET[digest >> 5 * place & 31] for place in range(PROOF_SIGNS))
    return f"{number}-{signs}"


def number_in(code: str, key: bytes) -> str | None:
    """The assignment's number when the proof is right, else None."""
    tidy = "".join(code.split()).upper().translate(str.maketrans("ILO", "110"))
    number, _, _ = tidy.rpartition("-")
    fits = hmac.compare_digest(tidy.encode(), booking_code(number, key).encode())
    return number if number and fits else None
