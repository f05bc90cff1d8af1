"""Who may have a card, what it shows, and how long a statement about it may be believed (rules V1, V4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tolkeregister.core.decisions import Decision, allowed, reason, refused

LONGEST = timedelta(hours=24)  # of a statement that is read without the register


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One language and type that is listed now, and until when the register already knows that it holds."""

    language_tag: str
    type: str
    category: str
    holds_until: datetime | None


def may_have_card(listed_entries: Iterable[int], wanted_entry: int | None) -> Decision:
    """Issued only to listed interpreters, for all languages or for one that is listed (rule V1)."""
    entries = frozenset(listed_entries)
    if not entries:
        return refused(reason("card_not_listed"))
    if wanted_entry is not None and wanted_entry not in entries:
        return refused(reason("card_entry_not_listed"))
    return allowed(reason("listed"))


def statement_ends(entries: Iterable[ShownEntry], now: datetime) -> datetime:
    """When a statement made now must end: within 24 hours, and never after anything it says ceases to hold.

    ValueError without entries, because such a statement must not be made.
    """
    shown = tuple(entries)
    if not shown:
        raise ValueError("a statement says something")
    return min([now + LONGEST, *(each.holds_until for each in shown if each.holds_until is not None)])
