"""The defence: the cheapest further counts to hide, so that an exposed one gets room.

For an exposed count we look for another table that the public could not tell from the true one and where that
count differs by the required width, changing as little of what is published as possible: a fixed-charge flow,
solved as an integer program. What changes is hidden. The price of hiding a count grows with its size and with
every total it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack
from scipy.sparse.csgraph import connected_components

from tolkeregister.core.statistics.bounds import Exposed
from tolkeregister.core.statistics.relations import System

_PART_PRICE = {"unqualified": 2, "qualified": 3, "count": 4}
_TOTAL_FACTOR = 8
_NOUGHT = 12
_HEADLINE = 1e6
_WIDENINGS = 5
_LONG = 24
_NOTHING = 1e-6
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Repair:
    """Finds what to hide in one system; `fixed` may never be hidden (known from earlier releases, or
    impossible)."""

    def __init__(self, system: System, *, width: int, fixed: frozenset[int]) -> None:
        self._system, self._width = system, width
        size = len(system.values)
        self._deepest = max((len(identity) for identity, _ in system.unknowns), default=0)
        self._prices = np.array([self._price(place) for place in range(size)], dtype=float)
        self._true = np.array(system.values, dtype=float)
        self._printed = np.array(system.printed)
        self._balance = _balance(system)
        self._short = abs(self._balance)[np.diff(self._balance.indptr) <= _LONG + 1]
        self._likely = self._cheap()
        self._movable = np.ones(size, dtype=bool)
        self._movable[list(fixed)] = False
        headlines = np.zeros(size, dtype=bool)
        headlines[list(system.time_only)] = True
        self._headlines = headlines & self._printed
        self._blocks = [
            _Block(self._balance, free) for free in (self._movable & ~self._headlines, self._movable)
        ]

    def _hidden_with(self, place: int, block: "_Block", charged: Mask) -> Mask:
        """The hidden counts that may move with this one: those of its block, all when a headline is among
        them."""
        hidden = self._movable & ~charged
        return hidden if (hidden & self._headlines).any() else hidden & block.around(place)

    def _cheap(self) -> Mask:
        """Counts worth trying for anybody: in every long sum only the cheapest that are not hidden anyway."""
        cheap = np.ones(len(self._prices), dtype=bool)
        for relation in self._system.relations:
            if len(relation.parts) > _LONG:
                by_price = sorted(relation.parts, key=lambda part: self._prices[part])
                open_parts = [part for part in by_price if self._true[part] >= self._width]
                cheap[open_parts[_LONG:]] = False
        return cheap

    def _near(self, place: int) -> Mask:
        """Counts that hang on this one through at most two short sums, such as the same language in other
        months."""
        near = np.zeros(len(self._prices), dtype=bool)
        near[place] = True
        for _ in range(2):
            near |= (self._short.T @ (self._short @ near)).astype(bool)
        return near

    def _price(self, place: int) -> float:
        """What readers lose: the logarithm of the count, times what part and how far up it stands.

        A fraction drawn from the name parts equals, so that the choice is the same whatever else is
        published.
        """
        if place in self._system.time_only:
            return _HEADLINE
        identity, part = self._system.unknowns[place]
        value = self._system.values[place]
        size = value.bit_length() + 4 if value else _NOUGHT
        draw = int.from_bytes(sha256(repr((identity, part)).encode()).digest()[:4]) / 2**32
        return size * _PART_PRICE[part] * float(_TOTAL_FACTOR ** (self._deepest - len(identity))) + draw

    def dearest_first(self, places: Iterable[int]) -> list[int]:
        """The hidden counts readers miss most first: the order in which to try to publish them again."""
        return sorted(places, key=lambda place: (-self._prices[place], place))

    def cheapest(self, hidden: set[int], found: Sequence[Exposed]) -> set[int]:
        """At least one more count to hide, for the exposed ones together. Raises ValueError when none is
        left."""
        charged = self._printed.copy()
        charged[list(hidden)] = False
        added: set[int] = set()
        for widening in range(_WIDENINGS):
            for each in found:
                new = self._room_for(each.place, charged, self._width << widening)
                added |= new
                charged[list(new)] = False
            if added:
                return added
        return {self._nearest(hidden, found)}

    def _room_for(self, place: int, charged: Mask, amount: int) -> set[int]:
        """What must also be hidden for the count at `place` to be `amount` more, or if that cannot be, less.

        First with what is hidden already, then as a flow at a price per unit, which is quick and exact when
        it moves everything it touches by the whole amount; else exactly among the counts that flow uses.
        """
        likely = self._likely | self._near(place)
        for block, worth_trying in product(self._blocks, (likely, np.ones_like(likely))):
            free = (block.around(place) & worth_trying) | self._hidden_with(place, block, charged)
            for change in (amount, -amount):
                if self._move(place, change, free & ~charged, charged, exact=False) is not None:
                    return set()
                flow = self._move(place, change, free, charged, exact=False)
                if flow is None:
                    continue
                if (flow[charged & (flow > _NOTHING)] > amount - _NOTHING).all():
                    return set(np.flatnonzero((flow > _NOTHING) & charged).tolist())
                moved = self._move(place, change, free & ((flow > _NOTHING) | ~charged), charged, exact=True)
                moved = self._move(place, change, free, charged, exact=True) if moved is None else moved
                if moved is not None:
                    return set(np.flatnonzero((moved > _NOTHING) & charged).tolist())
        return set()

    def _move(self, place: int, change: int, free: Mask, charged: Mask, *, exact: bool) -> Vector | None:
        """How much every count moves, up or down, at least price; only those in `free` may. None when it
        cannot be."""
        if change < 0 and self._true[place] < -change:
            return None
        most = float(abs(change))
        columns = np.flatnonzero(free)
        up, down = np.full(len(columns), most), np.minimum(self._true[columns], most)
        least_up, least_down = np.zeros(len(columns)), np.zeros(len(columns))
        here = int(np.searchsorted(columns, place))
        (least_up if change > 0 else least_down)[here] = most
        (down if change > 0 else up)[here] = 0.0
        balance = self._balance[:, columns]
        balance = balance[np.diff(balance.indptr) > 0]
        prices = np.where(charged[columns], self._prices[columns], 0.0)
        problem = _Flow(balance, np.concatenate([least_up, least_down]), np.concatenate([up, down]), prices)
        answer = problem.exact(most) if exact else problem.linear()
        if answer is None:
            return None
        moved = np.zeros(len(free))
        moved[columns] = np.abs(answer[: len(columns)] - answer[len(columns) : 2 * len(columns)])
        return moved

    def _nearest(self, hidden: set[int], found: Sequence[Exposed]) -> int:
        """The cheapest published count beside an exposed one, or anywhere: the last resort that always
        advances."""
        beside = np.zeros(len(self._prices), dtype=bool)
        for each in found:
            rows = np.flatnonzero(self._balance[:, [each.place]].toarray())
            beside[np.unique(self._balance[rows].indices)] = True
        left = self._printed & self._movable
        left[list(hidden)] = False
        for pool in (left & beside, left):
            if pool.any():
                return min(np.flatnonzero(pool).tolist(), key=lambda place: (self._prices[place], place))
        raise ValueError("earlier releases leave no way to protect a hidden count")


class _Block:
    """Which counts hang together when only the free ones may move."""

    def __init__(self, balance: csr_array, free: Mask) -> None:
        inside = np.flatnonzero(free)
        relations = abs(balance[:, inside])
        _, labels = connected_components(relations.T @ relations, directed=False)
        self._label = np.full(len(free), -1)
        self._label[inside] = labels

    def around(self, place: int) -> Mask:
        """The free counts in the same block as this one; none when it is not free."""
        mask: Mask = (self._label == self._label[place]) & (self._label >= 0)
        return mask


@dataclass(frozen=True, slots=True)
class _Flow:
    """Moves up and moves down that keep every relation, with their limits and the price of touching each
    count."""

    balance: csr_array
    low: Vector
    high: Vector
    prices: Vector

    def linear(self) -> Vector | None:
        """Least price when every unit moved is paid for."""
        still = np.zeros(self.balance.shape[0])
        rules = LinearConstraint(hstack([self.balance, -self.balance]).tocsr(), still, still)
        answer = milp(np.tile(self.prices + 1e-3, 2), bounds=Bounds(self.low, self.high), constraints=rules)
        flow: Vector | None = answer.x
        return flow

    def exact(self, most: float) -> Vector | None:
        """Least price when every count touched is paid for once; whole moves only."""
        rows, size = self.balance.shape
        payers = np.flatnonzero(self.prices)
        numbers = np.arange(len(payers))
        touch = csr_array((np.ones(len(payers)), (numbers, payers)), shape=(len(payers), size))
        paid = csr_array((np.full(len(payers), -most), (numbers, numbers)), shape=(len(payers), len(payers)))
        moves = hstack([self.balance, -self.balance, csr_array((rows, len(payers)))])
        none, still = np.full(len(payers), -np.inf), np.zeros(rows)
        answer = milp(
            np.concatenate([np.full(2 * size, 1e-3), self.prices[payers]]),
            integrality=np.ones(2 * size + len(payers)),
            bounds=Bounds(
                np.concatenate([self.low, np.zeros(len(payers))]),
                np.concatenate([self.high, np.ones(len(payers))]),
            ),
            constraints=LinearConstraint(
                vstack([moves, hstack([touch, touch, paid])]).tocsr(),
                np.concatenate([still, none]),
                np.zeros(rows + len(payers)),
            ),
            options={"mip_rel_gap": 0.0},
        )
        moves_and_payments: Vector | None = answer.x
        return moves_and_payments


def _balance(system: System) -> csr_array:
    """One row per relation: what the parts gain, the whole gains."""
    rows, columns, signs = [], [], []
    for row, relation in enumerate(system.relations):
        for place, sign in [(relation.whole, 1.0), *((part, -1.0) for part in relation.parts)]:
            rows.append(row)
            columns.append(place)
            signs.append(sign)
    return csr_array((signs, (rows, columns)), shape=(len(system.relations), len(system.values)))
