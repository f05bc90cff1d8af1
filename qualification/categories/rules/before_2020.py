"""Categories 1–5, which the register used before A–E: what they were called, and what may be said of them today.

Source: the directorate's annual report 2017, the legend of the figure on the register, and the wording of 2008. The
old scheme did not say which education somebody had, so 1 and 3 may be several of today's categories and are never
converted; what the others would be is said as a comparison and is never stored.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from tolkeregister.core.decisions import Decision, allowed, reason, refused

OLD_CATEGORIES = (1, 2, 3, 4, 5)
HIGHEST = frozenset({1, 2, 3})  # «de høyeste kategoriene» of 2017; levels 1–3 of 2008
LAST_DAY = date(2019, 12, 31)

# What each required, in kinds of evidence; 1 and 3 said «tolkeutdanning» of any length.
_SAME_REQUIREMENT: Mapping[int, str] = MappingProxyType({2: "C", 4: "E", 5: "E"})


def may_be_compared(category: int) -> Decision:
    """Whether one of today's categories had the same requirement. 1 and 3 are refused: nobody may guess."""
    if category not in OLD_CATEGORIES:
        raise ValueError(f"there was no category {category}")
    if category in _SAME_REQUIREMENT:
        return allowed(reason("same_requirement", category=_SAME_REQUIREMENT[category]))
    return refused(reason("education_not_told", old=category))


def same_requirement(category: int) -> str | None:
    """Today's category with the same requirement; None for 1 and 3, whose education could be of any length."""
    decision = may_be_compared(category)
    return str(decision.reasons[0].facts["category"]) if decision.allowed else None
