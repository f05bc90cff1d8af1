"""How fresh a statement is. A picture of a screen can be shown again, so age is always told."""

from datetime import datetime, timedelta

from tolkeregister.core.decisions import Decision, allowed, reason, refused

OLD_AFTER = timedelta(minutes=5)  # a screen makes a new one each minute while it has contact
SKEW = timedelta(minutes=2)  # between the clock of the reader and ours


def freshness(made_at: datetime, ends_at: datetime, now: datetime) -> Decision:
    """Allowed: `statement_fresh`, `statement_old`. Refused: `statement_expired`, `statement_from_the_future`."""
    facts = {"made_at": made_at, "ends_at": ends_at}
    if now < made_at - SKEW or ends_at <= made_at:
        return refused(reason("statement_from_the_future", **facts))
    if now >= ends_at:
        return refused(reason("statement_expired", **facts))
    if now - made_at > OLD_AFTER:
        return allowed(reason("statement_old", **facts))
    return allowed(reason("statement_fresh", **facts))
