"""Where a bevilling stands, and what may follow. A revoked one never comes back; a new one is a new decision."""

from collections.abc import Sequence

from tolkeregister.core.decisions import Decision, allowed, reason, refused

STATUS_AFTER = {"granted": "active", "suspended": "suspended", "reinstated": "active", "revoked": "revoked"}
_MAY_FOLLOW = {
    "active": frozenset({"suspended", "revoked"}),
    "suspended": frozenset({"reinstated", "revoked"}),
    "revoked": frozenset[str](),
}


def status_after(steps: Sequence[str]) -> str:
    """The status after the steps in order; active when there are none."""
    return STATUS_AFTER[steps[-1]] if steps else "active"


def may_follow(steps: Sequence[str], step: str) -> Decision:
    """Whether a step may be taken now (rule Q9: revoked counts no more)."""
    status = status_after(steps)
    if step in _MAY_FOLLOW[status]:
        return allowed()
    return refused(reason("bevilling_is_" + status))
