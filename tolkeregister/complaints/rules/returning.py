"""Coming back after an exclusion (rule W8): the end has passed, and what the register asks is still met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tolkeregister.core.decisions import Decision, Reason, allowed, reason, refused


@dataclass(frozen=True, slots=True)
class Excluded:
    """An exclusion that is known and not reversed; `until` None: for good, or while the case is handled."""

    starts_at: datetime
    until: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether it keeps somebody out at an instant."""
        return self.starts_at <= at and (self.until is None or at < self.until)


def may_return(
    exclusions: Sequence[Excluded], at: datetime, *, has_category: bool, is_dead: bool, is_protected: bool
) -> Decision:
    """Whether somebody who was excluded may stand in the register from `at`; every reason why not."""
    found: list[Reason] = []
    for each in exclusions:
        if each.holds(at):
            found.append(
                reason("exclusion_runs", until=each.until) if each.until else reason("excluded_for_good")
            )
    if is_dead:
        found.append(reason("person_is_dead"))
    if is_protected:
        found.append(reason("person_is_protected"))
    if not has_category:
        found.append(reason("requirements_not_met"))
    return refused(*found) if found else allowed()
