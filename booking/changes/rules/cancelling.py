"""Whether an assignment may be cancelled, and what it costs: void or chargeable (rules B11 and B12).

The terms are contract data and are passed in. What is to be paid is the public body's, never the person's.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from booking.assignments.rules import AssignmentFacts, Party, move
from tolkeregister.core.decisions import Decision, allowed, reason, refused

# Closed list; the codes of models.CancelReason, in the order they are shown.
CANCEL_REASONS = (
    "no_longer_needed", "participant_cannot", "body_cannot", "new_time", "ordered_wrongly", "found_otherwise",
    "interpreter_not_impartial", "other",
)  # fmt: skip
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Step:
    """With at least this notice, this percentage of the agreed fee is paid."""

    least_notice: timedelta
    percent: int


@dataclass(frozen=True, slots=True)
class Terms:
    """One agreement. With some reasons cancelling is free whatever the notice; a price is there if one is agreed."""

    steps: tuple[Step, ...]
    void_reasons: frozenset[str] = frozenset()
    ore_per_hour: int | None = None

    def percent(self, notice: timedelta) -> int:
        """What is paid with this notice: the step with the longest notice that is kept, else the dearest of all."""
        kept = [each for each in self.steps if notice >= each.least_notice]
        if kept:
            return max(kept, key=lambda each: each.least_notice).percent
        return max((each.percent for each in self.steps), default=0)

    def free_until(self, starts_at: datetime) -> datetime | None:
        """The last instant at which cancelling costs nothing; None when there is none."""
        free = [each.least_notice for each in self.steps if each.percent == 0]
        return starts_at - min(free) if free else None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a cancellation costs and why; `amount_ore` only where the agreement has a price."""

    why: Literal["nobody_had_accepted", "in_time", "late", "void_reason"]
    percent: int
    basis_minutes: int
    notice_minutes: int
    ore_per_hour: int | None = None

    @property
    def outcome(self) -> Literal["void", "chargeable"]:
        """Whether anything is to be paid."""
        return "chargeable" if self.percent else "void"

    @property
    def amount_ore(self) -> int | None:
        """The amount in øre, halves rounded up; None without an agreed price."""
        if self.ore_per_hour is None:
            return None
        return (self.ore_per_hour * self.basis_minutes * self.percent + 3000) // 6000

    @property
    def shown(self) -> str:
        """One word for what a page has shown, so that nobody agrees to one cost and gets another."""
        return f"{self.outcome}:{self.percent}:{self.basis_minutes}:{self.ore_per_hour or 0}"


def may_cancel(facts: AssignmentFacts, by: Party, now: datetime) -> Decision:
    """Whether this party may cancel now.

    Not once it has begun: then it was carried out or it was not, and that is confirmed instead.
    """
    moved = move(facts.state, "cancelled", by)
    if not moved.allowed:
        return moved
    if now >= facts.starts_at:
        return refused(reason("already_started", starts_at=facts.starts_at))
    return allowed(reason("may_cancel"))


def cost_of_cancelling(
    facts: AssignmentFacts, terms: Terms, *, has_interpreter: bool, reason_code: str | None, now: datetime
) -> Cost:
    """The cost of cancelling now for a reason; None asks what any reason costs that the terms do not make free.

    Nothing until an interpreter has accepted. The basis is the ordered time.
    """
    notice = facts.starts_at - now
    basis = int((facts.ends_at - facts.starts_at) / _MINUTE)
    minutes = int(notice.total_seconds() // 60)
    if not has_interpreter:
        return Cost("nobody_had_accepted", 0, basis, minutes, terms.ore_per_hour)
    percent = terms.percent(notice)
    if percent and reason_code in terms.void_reasons:
        return Cost("void_reason", 0, basis, minutes, terms.ore_per_hour)
    return Cost("late" if percent else "in_time", percent, basis, minutes, terms.ore_per_hour)
