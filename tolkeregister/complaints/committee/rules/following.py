"""Whether a decision says what it must about the committee's advice (rule W5)."""

from dataclasses import dataclass

from tolkeregister.core.decisions import Decision, allowed, reason, refused

DIVIDED = "divided"


@dataclass(frozen=True, slots=True)
class Following:
    """What a draft says: the advice it answers, whether it is followed, and why not when it is not."""

    advice: str | None = None  # an ending, or DIVIDED
    follows: bool | None = None
    why_not: str = ""


def says_enough(said: Following, *, ending: str, advice: str | None) -> Decision:
    """`advice` is what stands in the newest approved minutes, None where there is none.

    Followed is only what ends as it was advised. What is not followed has a reason, and so has every decision after
    a divided advice, since there is nothing to follow.
    """
    if advice is None:
        return allowed()
    if said.advice != advice:
        return refused(reason("advice_not_mentioned", field="rad"))
    if said.follows is None:
        return refused(reason("advice_not_mentioned", field="rad"))
    if said.follows and advice != ending:
        return refused(reason("advice_is_another", field="rad"))
    if not said.follows and advice == ending:
        return refused(reason("advice_is_the_same", field="rad"))
    if not said.follows and not said.why_not.strip():
        return refused(reason("why_not_missing", field="hvorfor"))
    return allowed()
