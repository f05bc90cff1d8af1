"""The attack: the least and the greatest value a hidden count can have, given everything that is published.

Integer programming (HiGHS) over the hidden counts that hang together. The attacker knows the published
numbers, all additive relations, that counts are whole and not negative, and the rule itself: in every group
of hidden counts that hang together at least one is small. (Nothing says *which* one; the flag is the same for
all. Assuming that a given cell is small would be wrong, assuming nothing would be careless: two hidden counts
with the sum 6 could be 0 to 6, but for one of them to be 1-4 both must be 1-5.)

A range is proved by two whole solutions, not by an objective value: each solution is rounded and checked in
integers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from tolkeregister.core.statistics.relations import Relation, System

Solution = dict[int, int]
Limits = tuple[float, float]
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]
_PASSES = 4
_SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Exposed:
    """A hidden count whose range is too narrow, with its least and greatest value."""

    place: int
    least: int
    greatest: int


class Group:
    """Hidden counts that hang together through relations, with what is left of those relations."""

    def __init__(
        self, system: System, members: Sequence[int], relations: Sequence[Relation], hidden: set[int]
    ):
        self.members = tuple(members)
        self.flagged = tuple(place for place in members if system.printed[place])
        self._column = {place: number for number, place in enumerate(members)}
        self._true = np.array([system.values[place] for place in members], dtype=np.int64)
        rows, columns, signs, right = [], [], [], []
        for row, relation in enumerate(relations):
            known = 0
            for place, sign in [(relation.whole, 1), *((part, -1) for part in relation.parts)]:
                if place in hidden:
                    rows.append(row)
                    columns.append(self._column[place])
                    signs.append(sign)
                else:
                    known -= sign * system.values[place]
            right.append(known)
        shape = (len(relations), len(members))
        self._matrix = csr_array((np.array(signs, dtype=np.int64), (rows, columns)), shape=shape)
        self._right = np.array(right, dtype=np.int64)

    def truth(self) -> Solution:
        """The true values, the first witness of every range."""
        return dict(zip(self.members, self._true.tolist(), strict=True))

    def best(self, place: int, sign: int, limits: Mapping[int, Limits]) -> Solution | None:
        """A solution with the greatest (sign 1) or least (sign -1) value at `place` inside the limits, if
        any."""
        low, high = np.zeros(len(self.members)), np.full(len(self.members), np.inf)
        for limited, (least, greatest) in limits.items():
            low[self._column[limited]] = max(0.0, least)
            high[self._column[limited]] = greatest
        return self._solve({place: sign}, low, high)

    def wander(self, aims: Mapping[int, int], reach: int) -> Solution | None:
        """A solution that moves many counts at once, up (1) or down (-1), none further than `reach` from the
        truth."""
        low, high = np.maximum(0, self._true - reach), self._true + reach
        return self._solve(aims, low.astype(np.float64), high.astype(np.float64))

    def _solve(self, aims: Mapping[int, int], low: Vector, high: Vector) -> Solution | None:
        cost = np.zeros(len(self.members))
        for place, sign in aims.items():
            cost[self._column[place]] = -sign
        answer = milp(
            cost,
            integrality=np.ones(len(self.members)),
            bounds=Bounds(low, high),
            constraints=LinearConstraint(self._matrix, self._right, self._right) if len(self._right) else (),
            options={"mip_rel_gap": 0.0},
        )
        if answer.x is None:
            return None
        whole = np.rint(answer.x).astype(np.int64)
        if (whole < 0).any() or (self._matrix @ whole != self._right).any():
            raise ArithmeticError("the solver's answer is no whole solution")
        return dict(zip(self.members, whole.tolist(), strict=True))

    def squeeze(self) -> dict[int, tuple[int, float]]:
        """Ranges by passing limits along single relations: never too narrow, cheap, and enough for most
        exposures."""
        low, high = [0.0] * len(self.members), [np.inf] * len(self.members)
        rows = [
            (self._matrix.indices[start:end].tolist(), self._matrix.data[start:end].tolist(), float(right))
            for start, end, right in zip(
                self._matrix.indptr[:-1], self._matrix.indptr[1:], self._right, strict=True
            )
        ]
        for _ in range(_PASSES):
            if not sum(_tighten(columns, signs, right, low, high) for columns, signs, right in rows):
                break
        return {place: (int(low[n]), high[n]) for n, place in enumerate(self.members)}


def _tighten(columns: list[int], signs: list[int], right: float, low: list[float], high: list[float]) -> bool:
    """Limit every count of one relation by what the others leave; whether anything changed."""
    least = [sign * (low[c] if sign > 0 else high[c]) for c, sign in zip(columns, signs, strict=True)]
    greatest = [sign * (high[c] if sign > 0 else low[c]) for c, sign in zip(columns, signs, strict=True)]
    changed = False
    for place, (column, sign) in enumerate(zip(columns, signs, strict=True)):
        up = right - sum(least[:place]) - sum(least[place + 1 :])
        down = right - sum(greatest[:place]) - sum(greatest[place + 1 :])
        new_low, new_high = (down, up) if sign > 0 else (-up, -down)
        if new_low > low[column] or new_high < high[column]:
            low[column], high[column] = max(low[column], new_low), min(high[column], new_high)
            least[place] = sign * (low[column] if sign > 0 else high[column])
            greatest[place] = sign * (high[column] if sign > 0 else low[column])
            changed = True
    return changed


def groups(system: System, hidden: set[int]) -> Iterator[Group]:
    """The hidden and never printed counts, divided into groups that share no relation, in a fixed order."""
    unknown = hidden | {place for place, printed in enumerate(system.printed) if not printed}
    unknown -= system.impossible
    parent = {place: place for place in sorted(unknown)}

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    touching: dict[int, list[Relation]] = {}
    used = []
    for relation in system.relations:
        inside = [place for place in (relation.whole, *relation.parts) if place in unknown]
        if inside:
            used.append((relation, inside[0]))
            for place in inside[1:]:
                first, second = sorted((root(inside[0]), root(place)))
                parent[second] = first
    for relation, place in used:
        touching.setdefault(root(place), []).append(relation)
    members: dict[int, list[int]] = {}
    for place in parent:
        members.setdefault(root(place), []).append(place)
    for top, places in members.items():
        yield Group(system, places, touching.get(top, []), unknown)


class Attack:
    """Proves or disproves that every hidden count of a group has a range of at least `width`."""

    def __init__(self, group: Group, *, width: int, smallest: int, largest: int) -> None:
        self._group, self._width = group, width
        self._small = range(smallest, largest + 1)
        self._truth = group.truth()
        self._rule_tells = self._obeys(self._truth)
        self._low, self._high = dict(self._truth), dict(self._truth)

    def exposed(self, stop_at_first: bool = False) -> list[Exposed]:
        """The hidden counts with too narrow a range; every other one has two witnesses `width` apart."""
        found = []
        narrow = {
            place: (least, int(greatest))
            for place, (least, greatest) in self._group.squeeze().items()
            if greatest - least < self._width
        }
        self._sweep(set(narrow))
        for place in self._group.flagged:
            if place in narrow:
                found.append(Exposed(place, *narrow[place]))
            elif not (self._proved(place) or self._push(place, 1) or self._push(place, -1)):
                found.append(Exposed(place, self._low[place], self._high[place]))
            if found and stop_at_first:
                break
        return found

    def _sweep(self, leave: set[int]) -> None:
        """Prove many ranges with few solutions: move the unproved counts up and down in changing patterns."""
        for sweep in range(_SWEEPS):
            left = [place for place in self._group.flagged if place not in leave and not self._proved(place)]
            if len(left) <= _SWEEPS:
                return
            aims = {place: 1 if (place >> sweep // 2) + sweep & 1 else -1 for place in left}
            solution = self._group.wander(aims, 2 * self._width)
            if solution is not None and (not self._rule_tells or self._obeys(solution)):
                self._keep(solution)

    def _proved(self, place: int) -> bool:
        return self._high[place] - self._low[place] >= self._width

    def _obeys(self, solution: Solution) -> bool:
        return any(solution[place] in self._small for place in self._group.flagged)

    def _push(self, place: int, sign: int) -> bool:
        """Look for a witness further out in one direction, no further than needed."""
        limit = self._low[place] + self._width if sign > 0 else self._high[place] - self._width
        limits = {place: (0.0, float(limit)) if sign > 0 else (float(limit), np.inf)}
        solution = self._group.best(place, sign, limits)
        if solution is None or sign * solution[place] <= sign * self._edge(place, sign):
            return self._proved(place)
        if not self._rule_tells or self._obeys(solution):
            self._keep(solution)
            return self._proved(place)
        for small in sorted(self._group.flagged, key=lambda each: (self._truth[each], each)):
            if small == place:
                low, high = limits[place]
                low, high = max(low, float(self._small[0])), min(high, float(self._small[-1]))
                tried = {place: (low, high)}
            else:
                tried = limits | {small: (float(self._small[0]), float(self._small[-1]))}
            if tried[place][0] <= tried[place][1]:
                solution = self._group.best(place, sign, tried)
                if solution is not None:
                    self._keep(solution)
                if self._proved(place):
                    return True
        return False

    def _edge(self, place: int, sign: int) -> int:
        return self._high[place] if sign > 0 else self._low[place]

    def _keep(self, solution: Solution) -> None:
        for place, value in solution.items():
            self._low[place] = min(self._low[place], value)
            self._high[place] = max(self._high[place], value)
