"""Case codes: how they are written, and how what somebody types is read. 16 signs of 32 are 80 bits."""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U
SIGNS = 16
GROUP = 4
_TAKEN_FOR = str.maketrans("ILO", "110")


def written(signs: str) -> str:
    """The code in groups, as people read it: K7QX-2M9D-VT4H-R8CZ."""
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def read(typed: str) -> str | None:
    """The code's bare signs, however it was typed (spaces, small letters, O for 0, other digits); None when unfit."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_TAKEN_FOR)
    digits = "".join(str(unicodedata.digit(sign, sign)) for sign in plain[:200])
    signs = "".join(sign for sign in digits if sign.isalnum())
    return signs if len(signs) == SIGNS and set(signs) <= set(ALPHABET) else None
