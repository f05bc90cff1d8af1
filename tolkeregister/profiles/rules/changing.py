"""Which changes of a profile count at once, which wait for the directorate, and who may answer them."""

from tolkeregister.core.decisions import Decision, allowed, both, reason, refused

NEEDS_APPROVAL = frozenset({"chosen_name", "clearance"})  # what others rely on as if it were checked
YES, NO = "yes", "no"
LONGEST_NAME = 80


def counts_at_once(field: str, after: str) -> bool:
    """Taking back what was approved needs nobody's agreement; neither does what is only one's own word."""
    return field not in NEEDS_APPROVAL or after in ("", NO)


def may_decide(*, state: str, is_own: bool, decline_reason: str | None, known: frozenset[str]) -> Decision:
    """Whether this change can be answered with this, by somebody it is not about."""
    return both(
        allowed() if state == "waiting" else refused(reason("change_decided")),
        refused(reason("own_case")) if is_own else allowed(),
        allowed() if decline_reason is None or decline_reason in known else refused(reason("unknown_value")),
    )
