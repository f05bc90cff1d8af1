"""When a failed job is tried again, and when it is given up."""

from datetime import timedelta

MAX_ATTEMPTS = 8
_FIRST = timedelta(seconds=2)
_LONGEST = timedelta(minutes=15)


def wait_after(attempts: int, jitter: float) -> timedelta | None:
    """The pause before the next attempt (doubling, 2 s … 15 min), or None to give up. `jitter` is 0.0–1.0."""
    if attempts >= MAX_ATTEMPTS:
        return None
    pause: timedelta = min(_FIRST * 2.0 ** max(attempts - 1, 0), _LONGEST)
    return pause * (0.75 + jitter / 2)
