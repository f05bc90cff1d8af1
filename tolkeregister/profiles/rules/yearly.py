"""«Is this still right?» once a year. No answer is a mark beside the profile and never an end of the listing (Q10)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

ASK_AFTER = timedelta(days=365)
ASK_AGAIN_AFTER = timedelta(days=30)
ASK_AGAIN_FOR = timedelta(days=90)  # then the question rests until the next year
STALE_AFTER = timedelta(days=60)  # without an answer: then others see when it was last confirmed

Freshness = Literal["confirmed", "asked", "stale"]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """When somebody came into the register, last said that all is right, and was last asked."""

    listed_at: datetime
    confirmed_at: datetime | None
    asked_at: datetime | None

    @property
    def last(self) -> datetime:
        """Since when what stands has been somebody's word."""
        return max(self.listed_at, self.confirmed_at or self.listed_at)

    @property
    def is_answered(self) -> bool:
        """Whether the last question, if any, has had its answer."""
        return self.asked_at is None or (self.confirmed_at is not None and self.confirmed_at >= self.asked_at)


def should_ask(said: Confirmation, *, now: datetime) -> bool:
    """A year after the last word, each month for three months until there is an answer, and then once a year."""
    age = now - said.last
    if age < ASK_AFTER:
        return False
    if said.asked_at is None or said.is_answered:
        return True
    gap = ASK_AGAIN_AFTER if age < ASK_AFTER + ASK_AGAIN_FOR else ASK_AFTER
    return now - said.asked_at >= gap


def freshness(said: Confirmation, *, now: datetime) -> Freshness:
    """What is shown: confirmed, asked without an answer yet, or unanswered for so long that others should know."""
    if said.is_answered:
        return "confirmed"
    if now - said.last >= ASK_AFTER + STALE_AFTER:
        return "stale"
    return "asked"
