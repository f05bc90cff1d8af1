"""Disclosure control: which counts of a list of tables are hidden, so that no hidden one can be worked out.

Rule T5 and decisions 12 and 13. Primary: every count of 1-4, the complement (not qualified) included.
Secondary: attack the whole list, hide the cheapest further counts that give the exposed ones room, and repeat
until nothing is exposed; then publish again what proved superfluous. The result is a proof, not a heuristic:
`protect` returns only when the last attack found every hidden count's range to be at least `width`.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tolkeregister.core.statistics.relations import System, Unknown, link
from tolkeregister.core.statistics.tables import (
    PARTS,
    Figure,
    Key,
    PublishedCell,
    PublishedTable,
    Table,
    share_in_percent,
)

# The solver takes half a second to import, and every process has this module: only those who publish import it.
if TYPE_CHECKING:
    from tolkeregister.core.statistics.bounds import Exposed

_WORTH_TRYING = 150
"""Up to how many hidden counts a group may have for every one of its secondary counts to be tried in public
again."""


@dataclass(frozen=True, slots=True)
class DisclosureRule:
    """A dated setting: counts from `smallest` to `largest` are hidden, and every hidden count keeps a range
    of at least `width`; shares of fewer than `share_floor` assignments are not shown."""

    valid_from: date
    smallest: int = 1
    largest: int = 4
    share_floor: int = 20
    width: int = 5

    def is_small(self, count: int) -> bool:
        """Whether the count is hidden for its own sake. Nought is not: it concerns nobody."""
        return self.smallest <= count <= self.largest


RULES: tuple[DisclosureRule, ...] = (DisclosureRule(valid_from=date(2022, 1, 1)),)
"""The rules in the order they came into force; 1 January 2022 is when tolkeloven did."""


def rule_on(day: date, rules: Sequence[DisclosureRule] = RULES) -> DisclosureRule:
    """The rule in force on the day of publication; the first one for earlier days."""
    return max(
        (rule for rule in rules if rule.valid_from <= day), key=lambda rule: rule.valid_from, default=rules[0]
    )


@dataclass(frozen=True, slots=True)
class Earlier:
    """What former releases said about the same facts: hidden stays hidden, published stays published."""

    hidden: frozenset[Unknown] = frozenset()
    published: frozenset[Unknown] = frozenset()


@dataclass(frozen=True, slots=True)
class Protection:
    """Which counts of a list of tables are hidden: for their own sake, and to protect those."""

    system: System
    primary: frozenset[int]
    secondary: frozenset[int]

    @property
    def hidden(self) -> frozenset[int]:
        """Everything that is not published."""
        return self.primary | self.secondary

    def names(self) -> frozenset[Unknown]:
        """The hidden counts by name, to be stored with the release."""
        return frozenset(self.system.unknowns[place] for place in self.hidden)


def protect(tables: Sequence[Table], rule: DisclosureRule, earlier: Earlier | None = None) -> Protection:
    """Decide what to hide in tables that are published together, and prove that it holds.

    Deterministic: the same tables give the same answer. Raises ValueError when the tables disagree, form a
    cycle, or when what earlier releases published leaves no way to protect a count.
    """
    from tolkeregister.core.statistics.repair import Repair

    earlier = earlier or Earlier()
    system = link(tables)
    primary = frozenset(
        place
        for place, value in enumerate(system.values)
        if system.printed[place] and rule.is_small(value) and system.unknowns[place] not in earlier.published
    )
    kept = frozenset(
        place
        for place, name in enumerate(system.unknowns)
        if system.printed[place] and name in earlier.hidden
    )
    fixed = frozenset(place for place, name in enumerate(system.unknowns) if name in earlier.published)
    hidden = set(primary | kept)
    repair = Repair(system, width=rule.width, fixed=fixed | system.impossible)
    while found := exposed(system, hidden, rule):
        hidden |= repair.cheapest(hidden, found)
    needed = primary | kept
    _publish_superfluous(system, hidden, needed, repair.dearest_first(hidden - needed), rule)
    return Protection(system, primary, frozenset(hidden) - primary)


def _publish_superfluous(
    system: System, hidden: set[int], needed: Set[int], candidates: Iterable[int], rule: DisclosureRule
) -> None:
    """Publish again what nobody needs hidden: single counts in groups small enough to try, then groups that
    protect nothing (a loop that later hiding cut off), for which the rule would tell a falsehood."""
    from tolkeregister.core.statistics.bounds import groups

    together = [frozenset(group.members) for group in groups(system, hidden)]
    for place in candidates:
        around = next(members for members in together if place in members)
        if len(around) <= _WORTH_TRYING and not exposed(
            system, hidden - {place}, rule, only=around, stop_at_first=True
        ):
            hidden.discard(place)
            together = [frozenset(group.members) for group in groups(system, hidden)]
    for group in list(groups(system, hidden)):
        if needed.isdisjoint(group.members):
            hidden -= set(group.members)


def exposed(
    system: System,
    hidden: Iterable[int],
    rule: DisclosureRule,
    *,
    only: Set[int] | None = None,
    stop_at_first: bool = False,
) -> "list[Exposed]":
    """The hidden counts somebody could pin down to fewer than `width` + 1 values, given everything published.

    `only` limits the attack to groups of hidden counts that touch these places.
    """
    from tolkeregister.core.statistics.bounds import Attack, groups

    found: list[Exposed] = []
    for group in groups(system, set(hidden)):
        if only is None or not only.isdisjoint(group.members):
            attack = Attack(group, width=rule.width, smallest=rule.smallest, largest=rule.largest)
            found += attack.exposed(stop_at_first)
            if found and stop_at_first:
                break
    return found


@dataclass(frozen=True, slots=True)
class Edition:
    """What is printed around the numbers: source, day of update, notes, and marks (p, r, b) for single
    lines."""

    source: str = ""
    updated: date | None = None
    notes: tuple[str, ...] = ()
    marks: Mapping[Key, str] | None = None


def publish(
    table: Table, protection: Protection, rule: DisclosureRule, edition: Edition | None = None
) -> PublishedTable:
    """The table as the public may see it. A share is shown only where all three counts are."""
    edition = edition or Edition()
    marks = edition.marks or {}
    return PublishedTable(
        code=table.code,
        title=table.title,
        dimensions=table.dimensions,
        cells=tuple(
            _line(table, key, protection, rule, marks.get(key, "")) for key in table.published_keys()
        ),
        source=edition.source,
        updated=edition.updated,
        notes=edition.notes,
        measures=table.measures,
    )


def _line(table: Table, key: Key, protection: Protection, rule: DisclosureRule, mark: str) -> PublishedCell:
    if key in table.impossible:
        nothing = Figure(None, "." + mark)
        return PublishedCell(key, nothing, nothing, nothing, nothing)
    numbers = []
    for part in PARTS:
        place = protection.system.place(table, key, part)
        if place is not None and place in protection.hidden:
            numbers.append(Figure(None, ":" + mark))
        else:
            numbers.append(Figure(0 if place is None else protection.system.values[place], mark))
    qualified, unqualified, count = numbers
    return PublishedCell(key, qualified, unqualified, count, _share(table, key, numbers, rule, mark))


def _share(table: Table, key: Key, numbers: Sequence[Figure], rule: DisclosureRule, mark: str) -> Figure:
    """The share, or why there is none: hidden, too few, or nothing to divide."""
    qualified, unqualified, count = (number.value for number in numbers)
    if table.implied(key):
        return Figure(None, "." + mark)
    if not isinstance(qualified, int) or not isinstance(unqualified, int) or not isinstance(count, int):
        return Figure(None, ":" + mark)
    if count == 0:
        return Figure(None, "." + mark)
    if count < rule.share_floor:
        return Figure(None, "u" + mark)
    return Figure(share_in_percent(qualified, count), mark)
