"""When somebody is held to have been told of a decision: the start of the time to appeal (forvaltningsloven § 29).

By mailbox: when the mailbox says that the letter lies there, opened or not. On paper: some days after it was posted,
counted in days in Norway, so that nobody loses time to the post. See docs/beslutninger.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Notified:
    """The instant, and the rule it follows from."""

    at: datetime
    rule: str


def notified(route: str, delivered_at: datetime, post_days: int) -> Notified:
    """`delivered_at` is when the letter lay in the mailbox, or was posted."""
    if route == "mailbox":
        return Notified(delivered_at, "in_mailbox")
    return Notified(delivered_at + timedelta(days=post_days), "posted")
