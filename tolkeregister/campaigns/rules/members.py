"""What becomes of somebody a campaign asks: at the answer, at the deadline, and when an officer lets them be."""

from datetime import date, datetime, timedelta
from typing import Literal

from tolkeregister.core.decisions import Decision, allowed, both, reason, refused

TIME_TO_ANSWER = timedelta(days=14)  # from the mail went out, also when it went out late

Outcome = Literal["wait", "left", "inactive"]
_AFTER_A_YES = {"waiting": "confirmed", "wants_out": "confirmed", "inactive": "returned"}


def after_a_yes(state: str) -> str | None:
    """The state of somebody who says that all is right; None where nothing is asked any longer."""
    return _AFTER_A_YES.get(state)


def can_want_out(state: str) -> bool:
    """Whether «no, take me out» is an answer to something."""
    return state in ("waiting", "inactive")


def at_deadline(
    *, answer_by: date, asked_at: datetime | None, is_listed: bool, today: date, now: datetime
) -> Outcome:
    """What happens to somebody who has not answered.

    Who is not in the register any longer has left. The others become inactive when the last day is over and they have
    had their time since the mail; a mail server that was down costs nobody their place in the search.
    """
    if not is_listed:
        return "left"
    if today <= answer_by or asked_at is None or now - asked_at < TIME_TO_ANSWER:
        return "wait"
    return "inactive"


def may_exempt(*, state: str, is_own: bool, known_reason: bool) -> Decision:
    """Whether an officer can let this person be: somebody else than themself, who waits or became inactive."""
    return both(
        allowed() if state in ("waiting", "inactive") else refused(reason("campaign_answered")),
        refused(reason("own_case")) if is_own else allowed(),
        allowed() if known_reason else refused(reason("unknown_value", field="grunn")),
    )


def may_stop(*, is_stopped: bool, is_closed: bool, answer_by: date, today: date) -> Decision:
    """Whether a campaign can be stopped: until its last day is over, and once."""
    if is_stopped:
        return refused(reason("campaign_stopped"))
    return refused(reason("campaign_is_over")) if is_closed or today > answer_by else allowed()
