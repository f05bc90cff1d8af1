"""The defence: the cheapest further counts to hide, so that an exposed one gets room.

For an exposed count we look for another table that the public could not tell from the true one and where that count
differs by the required width, changing as little of what is published as possible: a fixed-charge flow, solved as an
integer program. What changes is hidden. The price of hiding a count grows with its size and with every total it is.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

from tolkeregister.core.statistics.bounds import Exposed
from tolkeregister.core.statistics.relations import System

_PART_PRICE = {"unqualified": 2, "qualified": 3, "count": 4}
_TOTAL_FACTOR = 8
_NOUGHT = 12
_HEADLINE = 1_000_000
_WIDENINGS = 5


class Repair:
    """Finds what to hide in one system; `fixed` may never be hidden (known from earlier releases, or impossible)."""

    def __init__(self, system: System, *, width: int, fixed: frozenset[int]) -> None:
        self._system, self._width, self._fixed = system, width, fixed
        self._deepest = max((len(identity) for identity, _ in system.unknowns), default=0)
        self._prices = [self._price(place) for place in range(len(system.values))]
        self._of: dict[int, list[int]] = {}
        for number, relation in enumerate(system.relations):
            for place in (relation.whole, *relation.parts):
                self._of.setdefault(place, []).append(number)

    def _price(self, place: int) -> int:
        """What readers lose: the logarithm of the count, times what part and how far up it stands."""
        if place in self._system.time_only:
            return _HEADLINE
        identity, part = self._system.unknowns[place]
        value = self._system.values[place]
        size = value.bit_length() + 4 if value else _NOUGHT
        return size * _PART_PRICE[part] * int(_TOTAL_FACTOR ** (self._deepest - len(identity)))

    def dearest_first(self, places: Iterable[int]) -> list[int]:
        """The hidden counts readers miss most first: the order in which to try to publish them again."""
        return sorted(places, key=lambda place: (-self._prices[place], place))

    def cheapest(self, hidden: set[int], found: Sequence[Exposed]) -> set[int]:
        """At least one more count to hide, for the exposed ones together. Raises ValueError when none is left."""
        added: set[int] = set()
        for each in found:
            added |= self._room_for(each.place, hidden | added, self._width)
        for widening in range(1, _WIDENINGS):
            for each in found if not added else ():
                added |= self._room_for(each.place, hidden | added, self._width << widening)
        return added or {self._nearest(hidden, found)}

    def _room_for(self, place: int, hidden: set[int], amount: int) -> set[int]:
        """What must also be hidden for the count at `place` to be `amount` more, or less, whichever is cheaper."""
        for with_headlines in (False, True):
            region = self._region(place, hidden, with_headlines)
            plans = [self._plan(place, hidden, region, sign * amount) for sign in (1, -1)]
            possible = [plan for plan in plans if plan is not None]
            if possible:
                return min(possible, key=lambda plan: (sum(self._prices[each] for each in plan), sorted(plan)))
        return set()

    def _region(self, place: int, hidden: set[int], with_headlines: bool) -> list[int]:
        """Every count that may move with this one: connected through relations, not across what must stay."""
        seen, queue = {place}, [place]
        while queue:
            for number in self._of.get(queue.pop(), ()):
                relation = self._system.relations[number]
                for other in (relation.whole, *relation.parts):
                    headline = other in self._system.time_only and self._system.printed[other]
                    stays = other in self._fixed or (headline and other not in hidden and not with_headlines)
                    if other not in seen and not stays:
                        seen.add(other)
                        queue.append(other)
        return sorted(seen)

    def _plan(self, place: int, hidden: set[int], region: Sequence[int], change: int) -> set[int] | None:
        """The cheapest published counts that change when `place` changes by `change`; None when nothing can."""
        system, most, size = self._system, abs(change), len(region)
        column = {each: number for number, each in enumerate(region)}
        true = np.array([system.values[each] for each in region], dtype=float)
        charged = np.array([system.printed[each] and each not in hidden for each in region])
        up, down = np.full(size, float(most)), np.minimum(true, most)
        least_up, least_down = np.zeros(size), np.zeros(size)
        here = column[place]
        if change > 0:
            least_up[here], down[here] = most, 0.0
        elif true[here] >= most:
            least_down[here], up[here] = most, 0.0
        else:
            return None
        balance = self._balance(region, column)
        moves = hstack([balance, -balance, csr_array((balance.shape[0], size))])
        open_only = hstack([_diagonal(np.ones(size)), _diagonal(np.ones(size)), _diagonal(np.full(size, -most))])
        switch = charged.astype(float)
        answer = milp(
            np.concatenate([np.full(2 * size, 1e-3), switch * [self._prices[each] for each in region]]),
            integrality=np.ones(3 * size),
            bounds=Bounds(
                np.concatenate([least_up, least_down, np.zeros(size)]),
                np.concatenate([up, down, np.ones(size)]),
            ),
            constraints=LinearConstraint(
                vstack([moves, open_only]).tocsr(),
                np.concatenate([np.zeros(balance.shape[0]), np.full(size, -np.inf)]),
                np.zeros(balance.shape[0] + size),
            ),
            options={"mip_rel_gap": 0.0},
        )
        if answer.x is None:
            return None
        changed = np.rint(answer.x[:size]) != np.rint(answer.x[size : 2 * size])
        return {each for each, moved, pays in zip(region, changed, charged, strict=True) if moved and pays}

    def _balance(self, region: Sequence[int], column: dict[int, int]) -> csr_array:
        """The relations as changes: what the parts gain, the whole gains; what is outside does not move."""
        numbers = sorted({number for place in region for number in self._of.get(place, ())})
        rows, columns, signs = [], [], []
        for row, number in enumerate(numbers):
            relation = self._system.relations[number]
            for place, sign in [(relation.whole, 1), *((part, -1) for part in relation.parts)]:
                if place in column:
                    rows.append(row)
                    columns.append(column[place])
                    signs.append(float(sign))
        return csr_array((signs, (rows, columns)), shape=(len(numbers), len(region)))

    def _nearest(self, hidden: set[int], found: Sequence[Exposed]) -> int:
        """The cheapest published count beside an exposed one, or anywhere: the last resort that always advances."""
        candidates: set[int] = set()
        for each in found:
            for number in self._of.get(each.place, ()):
                relation = self._system.relations[number]
                candidates |= {relation.whole, *relation.parts}
        everywhere = set(range(len(self._system.values)))
        for pool in (candidates, everywhere):
            left = [p for p in pool if self._system.printed[p] and p not in hidden and p not in self._fixed]
            if left:
                return min(left, key=lambda place: (self._prices[place], place))
        raise ValueError("earlier releases leave no way to protect a hidden count")


def _diagonal(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> csr_array:
    size = len(values)
    return csr_array((values, (np.arange(size), np.arange(size))), shape=(size, size))
