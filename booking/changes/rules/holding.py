"""Which time must be held while a move waits for a yes (rule B10)."""

from tolkeregister.core.rules.oslo_time import Interval


def to_hold(agreed: Interval, wanted: Interval) -> tuple[Interval, ...]:
    """The wanted time less the agreed one, in order: nothing, one stretch, or one on each side.

    What is agreed already is the interpreter's own, so a move by half an hour never collides with itself.
    """
    parts = []
    if wanted.starts_at < agreed.starts_at:
        parts.append(Interval(wanted.starts_at, min(wanted.ends_at, agreed.starts_at)))
    if wanted.ends_at > agreed.ends_at:
        parts.append(Interval(max(wanted.starts_at, agreed.ends_at), wanted.ends_at))
    return tuple(parts)
