"""Finding Norwegian national identity numbers in free text, so that they can be refused where they do not
belong.

A number has eleven digits: a date (ddmmyy), three digits that tell the century, two check digits. Found are
birth numbers, D-numbers (day + 40), H-numbers (month + 40), synthetic numbers (month + 80, month + 65) and
joint help numbers (first digit 8 or 9), written in any script's digits and with spaces, dots, dashes or
slashes in between.

How sure we must be depends on how it is written. Eleven digits standing alone, grouped as people group such
numbers (01019012345, 010190 12345, 01.01.90-12345 …), are refused when the date is possible *even if a check
digit is wrong*: one mistyped digit leaves the person as recognisable as before. In any other grouping (4.2.5
is a bank account) and as a part of a longer row of digits both check digits must be right, or telephone lists
and sums would be refused too. Eight-digit telephone numbers and nine-digit organisation numbers are never
found. Source: folkeregisterforskriften ch. 2, and Skatteetaten's convention for synthetic persons; D's, H's
and the synthetic offsets may be combined.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

_LENGTH = 11
_MOST_SEPARATORS = 3  # " - " is the longest thing people put between two digits of one number
_SEPARATORS = frozenset("./_·•\u2044\u2212\u2215\u00ad")
_SPLITS = frozenset({2, 4, 6, 9})  # dd mm yy iii kk
_BANK_ACCOUNT = frozenset({4, 6})
_DAY_OFFSETS = (0, 40)
_MONTH_OFFSETS = (0, 40, 65, 80)
_WEIGHTS_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_WEIGHTS_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
# Individual numbers and two-digit years that belong together: (from, to, year from, year to, century).
_CENTURIES = (
    (0, 499, 0, 99, 1900),
    (500, 749, 54, 99, 1800),
    (500, 999, 0, 39, 2000),
    (900, 999, 40, 99, 1900),
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a number stands in the text, `[start, end)`; never the number, which must not reach a log."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Group:
    """Digits with nothing between them, and where they stand."""

    digits: tuple[int, ...]
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.digits)


def national_ids_in(text: str) -> tuple[Found, ...]:
    """Every national identity number in a text, in order and without overlap; empty when there is none."""
    found: list[Found] = []
    for chain in _chains(text):
        position = 0
        while position < len(chain):
            taken = _number_at(chain, position)
            if taken:
                found.append(Found(chain[position].start, chain[position + taken - 1].end))
            position += max(taken, 1)
    return tuple(found)


def birth_date_in(number: str) -> date | None:
    """The birth date a national number or D-number says; None unless it is eleven digits with right check digits."""
    if len(number) != _LENGTH or not (number.isascii() and number.isdigit()):
        return None
    digits = tuple(int(digit) for digit in number)
    return next(_dates(digits), None) if _has_right_check_digits(digits) else None


def is_d_number(number: str) -> bool:
    """Whether it is one of those given to people who have no national number yet: the day is raised by 40."""
    return len(number) == _LENGTH and number[0] in "4567"


def _number_at(chain: list[_Group], first: int) -> int:
    """How many groups from the first one make a number; 0 when they do not."""
    digits: tuple[int, ...] = ()
    splits: set[int] = set()
    for count, group in enumerate(chain[first:], start=1):
        digits += group.digits
        if len(digits) == _LENGTH:
            stands_alone = count in (1, len(chain))
            return count if _is_number(digits, frozenset(splits), stands_alone) else 0
        if len(digits) > _LENGTH:
            return 0
        splits.add(len(digits))
    return 0


def _is_number(digits: tuple[int, ...], splits: frozenset[int], stands_alone: bool) -> bool:
    is_usual = splits <= _SPLITS and splits != _BANK_ACCOUNT
    if stands_alone and (is_usual or len(splits) == _LENGTH - 1) and _has_possible_date(digits):
        return True
    if not _has_right_check_digits(digits):
        return False
    is_help_number = digits[0] >= 8 and splits <= {6}
    return is_help_number or _has_possible_date(digits)


def _has_possible_date(digits: tuple[int, ...]) -> bool:
    """Whether some reading of the first nine digits is a date in a century that fits."""
    return next(_dates(digits), None) is not None


def _dates(digits: tuple[int, ...]) -> Iterator[date]:
    day, month, year = digits[0] * 10 + digits[1], digits[2] * 10 + digits[3], digits[4] * 10 + digits[5]
    individual = digits[6] * 100 + digits[7] * 10 + digits[8]
    centuries = [
        century
        for low, high, year_from, year_to, century in _CENTURIES
        if low <= individual <= high and year_from <= year <= year_to
    ]
    for century in centuries:
        for more_days in _DAY_OFFSETS:
            for more_months in _MONTH_OFFSETS:
                with suppress(ValueError):
                    yield date(century + year, month - more_months, day - more_days)


def _has_right_check_digits(digits: tuple[int, ...]) -> bool:
    """Both modulus-11 check digits, over the digits as written."""
    return all(
        sum(weight * digit for weight, digit in zip((*weights, 1), digits, strict=False)) % 11 == 0
        for weights in (_WEIGHTS_1, _WEIGHTS_2)
    )


def _chains(text: str) -> Iterator[list[_Group]]:
    """Groups of digits that only separators stand between."""
    chain: list[_Group] = []
    for group in _groups(text):
        if chain and not _is_joined(text[chain[-1].end : group.start]):
            yield chain
            chain = []
        chain.append(group)
    if chain:
        yield chain


def _groups(text: str) -> Iterator[_Group]:
    digits: list[int] = []
    for place, letter in enumerate(text):
        value = unicodedata.decimal(letter, None)
        if value is not None:
            digits.append(int(value))
        elif digits:
            yield _Group(tuple(digits), place - len(digits))
            digits = []
    if digits:
        yield _Group(tuple(digits), len(text) - len(digits))


def _is_joined(between: str) -> bool:
    """Whether two groups are one number in spite of what stands between; invisible signs do not count."""
    visible = [sign for sign in between if unicodedata.category(sign) != "Cf" or sign in _SEPARATORS]
    return len(visible) <= _MOST_SEPARATORS and all(
        sign in _SEPARATORS or sign.isspace() or unicodedata.category(sign) == "Pd" for sign in visible
    )
