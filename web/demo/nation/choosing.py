"""Who takes an assignment: by language, category, day and how much somebody works, never two at once."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from web.demo.nation.days import at
from web.demo.nation.determinism import cumulate, pick
from web.demo.nation.register import Holder

WEIGHTS = {"full_time": 8, "part_time": 3, "sporadic": 1}
BUFFER_QUARTERS = 2  # 30 minutes on either side of an assignment in person


class Busy:
    """Booked quarters of an hour per interpreter since an instant, as one large bit set each."""

    def __init__(self, since: datetime) -> None:
        self._since = since
        self._bits: dict[int, int] = defaultdict(int)

    def take(self, interpreter: int, starts_at: datetime, minutes: int, mode: str) -> bool:
        """Book the time if it is free; both travel buffers of an assignment in person are part of it."""
        first = int((starts_at - self._since).total_seconds()) // 900
        length = minutes // 15
        if mode == "in_person":
            first, length = first - BUFFER_QUARTERS, length + 2 * BUFFER_QUARTERS
        first += BUFFER_QUARTERS  # the very first quarters may have a buffer before them
        wanted = ((1 << length) - 1) << first
        if self._bits[interpreter] & wanted:
            return False
        self._bits[interpreter] |= wanted
        return True


@dataclass(frozen=True, slots=True)
class Pool:
    """The interpreters of one language and category between two changes, weighted."""

    interpreters: tuple[int, ...]
    weights: list[int]


class Supply:
    """Who holds which category on which day in one language."""

    def __init__(self, holders: Iterable[Holder], first: date, last: date) -> None:
        """From `first` to `last`; a category on `first` is looked up there and changes as it became known."""
        self._holders = tuple(holders)
        changes = {day for holder in self._holders for day, _ in holder.steps if first < day <= last}
        self._since = [first, *sorted(changes)]
        self._pools: list[Mapping[str, Pool]] = [self._at(day) for day in self._since]

    def _at(self, day: date) -> Mapping[str, Pool]:
        found: dict[str, list[Holder]] = defaultdict(list)
        for holder in self._holders:
            if category := holder.category_on(day):
                found[category].append(holder)
        return {
            category: Pool(
                tuple(each.interpreter_id for each in found[category]),
                cumulate(WEIGHTS[each.level] for each in found[category]),
            )
            for category in sorted(found)
        }

    def on(self, day: date) -> Mapping[str, Pool]:
        """The pools of a day by category, best first."""
        return self._pools[max(bisect_right(self._since, day) - 1, 0)]


def choose(
    pool: Pool, number: int, busy: Busy, starts_at: datetime, minutes: int, mode: str, tries: int = 10_000
) -> int | None:
    """The interpreter a 32-bit number falls on or, if busy, the next in order; None if all are."""
    start = pick(number, pool.weights)
    count = len(pool.interpreters)
    for step in range(min(count, tries)):
        interpreter = pool.interpreters[(start + step) % count]
        if busy.take(interpreter, starts_at, minutes, mode):
            return interpreter
    return None


def year_start(year: int) -> datetime:
    """Oslo midnight of 1 January."""
    return at(date(year, 1, 1))
