"""When a register that did not answer is asked again: soon at first, then more and more seldom."""

from datetime import datetime, timedelta

from tolkeregister.core.decisions import Decision, allowed, reason, refused

# After the first question without an answer, the second, and so on; the last pause is kept.
PAUSES = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 720))
GIVEN_UP_AFTER = timedelta(days=30)  # from the start of the assignment; a person must look at it then


def ask_again(unanswered: int, starts_at: datetime, now: datetime) -> Decision:
    """Whether to ask again after so many questions without an answer, and at what instant (`at` of the reason)."""
    if now - starts_at >= GIVEN_UP_AFTER:
        return refused(reason("given_up", since=starts_at))
    pause = PAUSES[min(max(unanswered, 1), len(PAUSES)) - 1]
    return allowed(reason("ask_again", at=now + pause))
