"""Numbers and addresses of invented persons and bodies: valid in form, outside every real series."""

import unicodedata
from collections.abc import Iterable
from datetime import date

from web.demo.nation.determinism import below

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_ORGANISATION = (3, 2, 7, 6, 5, 4, 3, 2)
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d", "ə": "e", "ß": "ss"}
)


def _check(digits: str, weights: Iterable[int]) -> int:
    return -sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11


def national_id(born_on: date, gender: str, taken: set[str], *keys: str | int) -> str:
    """A synthetic identity number (month + 80, Skatteetaten's convention for test persons) not in `taken`.

    The individual number is 000-499 for births before 2000 and 500-999 after; even last digit for women.
    """
    stem = f"{born_on.day:02}{born_on.month + 80:02}{born_on.year % 100:02}"
    lowest = 500 if born_on.year >= 2000 else 0
    start = below(250, "national_id", *keys)
    for step in range(250):
        serial = lowest + (start + step) % 250 * 2 + (gender == "man")
        nine = f"{stem}{serial:03}"
        first = _check(nine, _FIRST)
        if first == 10:
            continue
        second = _check(f"{nine}{first}", _SECOND)
        number = f"{nine}{first}{second}"
        if second != 10 and number not in taken:
            taken.add(number)
            return number
    raise ValueError("no identity number left on that day")


def organisation_number(place: int) -> str:
    """The place-th synthetic organisation number: series 3 10…, modulus 11 (real ones begin with 8 or 9)."""
    found = -1
    stem = 31_000_000
    while True:
        stem += 7
        digit = _check(str(stem), _ORGANISATION)
        found += digit != 10
        if found == place:
            return f"{stem}{digit}"


def phone(person: int) -> str:
    """A number in a series that holds no eight-digit subscribers in Norway (first digit 1)."""
    return f"+4710{person:06}"


def ascii_word(text: str) -> str:
    """Lower-case ASCII letters and hyphens of a name, for e-mail addresses."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    kept = "".join(c if c.isascii() and c.isalnum() else "-" if c in " -" else "" for c in plain)
    return kept.strip("-")


def email(given: str, family: str, person: int) -> str:
    """An address under the reserved top domain .example (RFC 2606)."""
    return f"{ascii_word(given)}.{ascii_word(family)}.{person}@tolk.example"
