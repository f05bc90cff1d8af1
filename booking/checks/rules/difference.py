"""What a booker is told when the register says something else than before: that it is so, never why (rule W11)."""

from dataclasses import dataclass
from typing import Literal

from tolkeregister.core.decisions import Decision, allowed, reason, refused

Standing = Literal["listed", "unlisted", "unknown"]


@dataclass(frozen=True, slots=True)
class Found:
    """What the register said of the interpreter at the start of an assignment: listed, and category, if any."""

    standing: Standing
    category: str | None


def worth_telling(before: Found | None, now: Found) -> Decision:
    """Whether the booker must know. An answer that is missing is no change; it is asked for again instead."""
    if before is None or "unknown" in (before.standing, now.standing):
        return refused(reason("nothing_to_compare"))
    if before.standing != now.standing:
        return allowed(reason("no_longer_available" if now.standing == "unlisted" else "available_again"))
    if before.category != now.category:
        return allowed(reason("other_category", before=before.category, now=now.category))
    return refused(reason("as_before"))
