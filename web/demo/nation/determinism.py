"""Draws without chance: everything follows from SHA-256 of fixed words, the same on every machine."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import TypeVar

SEED = "tolkeregister-syntetisk-1"
VERSION = 1

Key = str | int
T = TypeVar("T")
Item = TypeVar("Item", str, int)


def digest(*keys: Key) -> int:
    """H of the specification: the first 8 bytes, big-endian, of SHA-256 over `SEED|k1|k2|...`."""
    text = "|".join((SEED, *map(str, keys)))
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big")


def below(limit: int, *keys: Key) -> int:
    """A whole number in [0, limit): floor(U · limit), in integers so that no rounding enters."""
    return digest(*keys) * limit >> 64


def draws(*keys: Key) -> tuple[int, int, int, int, int, int, int, int]:
    """Eight independent 32-bit numbers from one hash; used where millions of rows are drawn."""
    raw = sha256("|".join((SEED, *map(str, keys))).encode()).digest()
    a, b, c, d, e, f, g, h = (int.from_bytes(raw[at : at + 4], "big") for at in range(0, 32, 4))
    return a, b, c, d, e, f, g, h


def order(kind: str, items: Iterable[Item]) -> list[Item]:
    """The items sorted by (H(kind, item), item)."""
    return sorted(items, key=lambda item: (digest(kind, item), item))


def cut(items: Sequence[T], counts: Iterable[int]) -> list[Sequence[T]]:
    """Consecutive parts of the given sizes; the sizes must add up to the number of items."""
    sizes = list(counts)
    if sum(sizes) != len(items):
        raise ValueError(f"the parts add up to {sum(sizes)}, there are {len(items)} items")
    parts, at = [], 0
    for size in sizes:
        parts.append(items[at : at + size])
        at += size
    return parts


def quota(kind: str, items: Iterable[Item], counts: Iterable[int]) -> list[Sequence[Item]]:
    """The items in `order`, cut into parts of the given sizes: exact marginals, no visible pattern."""
    return cut(order(kind, items), counts)


def shares(kind: str, items: Iterable[Item], labels: Sequence[T], weights: Sequence[int]) -> dict[Item, T]:
    """One label per item, in exactly the proportions of the weights."""
    chosen = list(items)
    parts = quota(kind, chosen, apportion(len(chosen), weights))
    return {item: label for label, part in zip(labels, parts, strict=True) for item in part}


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Whole numbers that add up to `total`, by largest remainder; ties go to the earlier weight."""
    whole = sum(weights)
    if whole <= 0:
        raise ValueError("nothing to apportion by")
    exact = [Fraction(total * weight, whole) for weight in weights]
    given = [int(each) for each in exact]
    rest = sorted(range(len(weights)), key=lambda at: (given[at] - exact[at], at))
    for at in rest[: total - sum(given)]:
        given[at] += 1
    return given


def pick(number: int, cumulated: Sequence[int]) -> int:
    """The index of the step that a 32-bit number falls on; `cumulated` are running totals of the weights."""
    place = number * cumulated[-1] >> 32
    low, high = 0, len(cumulated) - 1
    while low < high:
        middle = (low + high) // 2
        if place < cumulated[middle]:
            high = middle
        else:
            low = middle + 1
    return low


def cumulate(weights: Iterable[int]) -> list[int]:
    """Running totals."""
    totals, so_far = [], 0
    for weight in weights:
        so_far += weight
        totals.append(so_far)
    return totals
