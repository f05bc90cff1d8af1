"""Whether an appeal is in time, and what may happen to it next (forvaltningsloven §§ 29–34, rule A4)."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from tolkeregister.core.decisions import Decision, allowed, reason, refused

RECEIVED = "received"
_OPEN = ("upheld", "changed", "dismissed", "withdrawn")
NEXT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        RECEIVED: _OPEN,
        "late": ("late_accepted", "dismissed", "withdrawn"),
        "late_accepted": _OPEN,
        "upheld": ("forwarded", "withdrawn"),
        "forwarded": ("ministry_upheld", "ministry_changed", "ministry_annulled", "withdrawn"),
        **dict.fromkeys(
            ("changed", "dismissed", "withdrawn", "ministry_upheld", "ministry_changed", "ministry_annulled"),
            (),
        ),
    }
)
ENDED = frozenset(state for state, following in NEXT.items() if not following)
SUSPENSION = ("suspended", "suspension_ended")
# The appeal ends, and the decision is as it was.
STANDS = frozenset({"dismissed", "withdrawn", "ministry_upheld"})


def is_late(sent_on: date, appeal_by: date | None) -> bool:
    """Later than the last day. Before anybody is notified no time has begun to run."""
    return appeal_by is not None and sent_on > appeal_by


def may_appeal(
    sent_on: date, appeal_by: date | None, decided_on: date, *, latest_days: int, late_because: str
) -> Decision:
    """In time: always. Late: with a reason, within a year of the decision (§ 31); the officer then decides."""
    if not is_late(sent_on, appeal_by):
        return allowed(reason("in_time"))
    if sent_on > decided_on + timedelta(days=latest_days):
        return refused(reason("too_late_for_any_appeal"))
    if not late_because.strip():
        return refused(reason("late_reason_missing", field="hvorfor"))
    return allowed(reason("late"))


def may_step(state: str, step: str, *, is_suspended: bool) -> Decision:
    """Whether `step` may follow when the appeal stands in `state`."""
    if step in SUSPENSION:
        if state in ENDED:
            return refused(reason("appeal_ended"))
        fits = (step == "suspension_ended") == is_suspended
        return allowed() if fits else refused(reason("no_such_appeal_step"))
    if step in NEXT[state]:
        return allowed()
    return refused(reason("appeal_ended" if state in ENDED else "no_such_appeal_step"))
