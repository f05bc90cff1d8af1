"""What a rule answers: allowed or refused, always with reasons that can be shown, logged and tested."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NO_FACTS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason code with the facts that a sentence about it needs."""

    code: str
    facts: Mapping[str, object] = field(default_factory=lambda: _NO_FACTS)


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of a rule. Truthiness is deliberately not defined: ask `.allowed`."""

    allowed: bool
    reasons: tuple[Reason, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The reason codes in order."""
        return tuple(each.code for each in self.reasons)

    def __bool__(self) -> bool:
        raise TypeError("ask decision.allowed; a bare truth value hides the reasons")


def reason(code: str, **facts: object) -> Reason:
    """A reason with its facts."""
    return Reason(code, MappingProxyType(facts) if facts else _NO_FACTS)


def allowed(*reasons: Reason) -> Decision:
    """Yes, and why."""
    return Decision(True, reasons)


def refused(*reasons: Reason) -> Decision:
    """No, and why; a refusal without a reason is a programming error."""
    if not reasons:
        raise ValueError("a refusal needs at least one reason")
    return Decision(False, reasons)


def both(*decisions: Decision) -> Decision:
    """Allowed only if all are; keeps every refusal, so that a person can mend everything at once."""
    refusals = tuple(each for one in decisions if not one.allowed for each in one.reasons)
    if refusals:
        return Decision(False, refusals)
    return Decision(True, tuple(each for one in decisions for each in one.reasons))
