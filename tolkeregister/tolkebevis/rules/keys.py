"""Which key signs, which are published, and when the next one is made.

A key is published a week before it signs, so that a page that was fetched earlier knows it, and stays published until
the last statement it signed has ended. A withdrawn key is gone at once: what it signed is believed no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tolkeregister.tolkebevis.rules.validity import LONGEST

SIGNS_FOR = timedelta(days=90)
KNOWN_AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class KeyPeriod:
    """When a key signs; without an end until the next one is decided."""

    kid: str
    signs_from: datetime
    signs_until: datetime | None
    withdrawn_at: datetime | None


def key_that_signs(keys: Iterable[KeyPeriod], now: datetime) -> KeyPeriod | None:
    """The key that signs now; the newest when two could."""
    able = [
        each for each in keys
        if each.withdrawn_at is None and each.signs_from <= now
        and (each.signs_until is None or now < each.signs_until)
    ]  # fmt: skip
    return max(able, key=lambda each: each.signs_from, default=None)


def published(keys: Iterable[KeyPeriod], now: datetime) -> tuple[KeyPeriod, ...]:
    """The keys a statement that has not ended may be signed with, and those that will sign soon."""
    return tuple(
        each for each in keys
        if each.withdrawn_at is None and (each.signs_until is None or now < each.signs_until + LONGEST)
    )  # fmt: skip


def next_key_from(keys: Iterable[KeyPeriod], now: datetime) -> datetime | None:
    """When a new key must begin to sign, or None while nothing need be done.

    At once when none signs; else a week from now when the last one has signed for its time less that week.
    """
    known = tuple(keys)
    if key_that_signs(known, now) is None:
        return now
    last = max((each for each in known if each.withdrawn_at is None), key=lambda each: each.signs_from)
    if last.signs_until is None and now >= last.signs_from + SIGNS_FOR - KNOWN_AHEAD:
        return now + KNOWN_AHEAD
    return None
