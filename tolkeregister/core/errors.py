"""What can go wrong in the domain, without a word about HTTP. `web/errors.py` turns each into an answer."""

from tolkeregister.core.decisions import Decision, Reason, reason


class DomainError(Exception):
    """Base of all errors a person can do something about."""

    code = "error"

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        super().__init__(", ".join(each.code for each in reasons) or self.code)


class NotFound(DomainError):
    """The object does not exist, or the actor may not know that it does."""

    code = "not_found"


class NotAllowed(DomainError):
    """The actor's role may never do this."""

    code = "not_allowed"


class Conflict(DomainError):
    """Somebody else was first, or the page was stale."""

    code = "conflict"


class RuleBroken(DomainError):
    """A rule said no; the reasons say why."""

    code = "rule_broken"


class Invalid(DomainError):
    """Input that cannot be understood or is out of bounds. `field` of each reason's facts says where."""

    code = "invalid"


def require(decision: Decision) -> Decision:
    """Return the decision, or raise RuleBroken with its reasons."""
    if not decision.allowed:
        raise RuleBroken(*decision.reasons)
    return decision


def conflict(code: str, **facts: object) -> Conflict:
    """A conflict with one reason."""
    return Conflict(reason(code, **facts))
