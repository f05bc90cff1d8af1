"""Who can be booked today: interpreters by language, category and mode, and who is taken on a day."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache

from web.demo.nation.choosing import BUFFER_QUARTERS, WEIGHTS, Pool
from web.demo.nation.days import at
from web.demo.nation.determinism import cumulate
from web.demo.nation.hours import away_on, listed, quarters_of_reserve, reserved
from web.demo.nation.register import Holder, register


@cache
def pools() -> Mapping[tuple[str, str], Mapping[str, Pool]]:
    """By language and mode, the pools by category, best first. The register is that of April 2023."""
    modes = {row.id: row.modes for row in register().interpreters}
    found: dict[tuple[str, str], dict[str, list[Holder]]] = defaultdict(lambda: defaultdict(list))
    for holder in listed():
        for mode in modes[holder.interpreter_id]:
            found[holder.language_tag, mode][holder.steps[-1][1]].append(holder)
    return {
        key: {
            category: Pool(
                tuple(each.interpreter_id for each in by_category[category]),
                cumulate(WEIGHTS[each.level] for each in by_category[category]),
            )
            for category in sorted(by_category)
        }
        for key, by_category in found.items()
    }


class Day:
    """One day's bookings: quarters since Oslo midnight, absences and kept mornings included."""

    def __init__(self, day: date) -> None:
        """Nothing is booked yet; whoever is away is taken all day."""
        self.day = day
        self.midnight = at(day)
        self._bits: dict[int, int] = dict.fromkeys(away_on(day), -1)
        first, last = quarters_of_reserve(day)
        kept = ((1 << (last - first)) - 1) << first
        for interpreter in reserved():
            self._bits[interpreter] = kept

    def take(self, interpreter: int, first: int, minutes: int, mode: str) -> bool:
        """Book from a quarter of the day if the time, with buffers where in person, is free."""
        wanted = _wanted(first, minutes, mode)
        taken = self._bits.get(interpreter, 0)
        if taken & wanted:
            return False
        self._bits[interpreter] = taken | wanted
        return True

    def is_free(self, interpreter: int, first: int, minutes: int, mode: str) -> bool:
        """Whether `take` would succeed."""
        return not self._bits.get(interpreter, 0) & _wanted(first, minutes, mode)


def _wanted(first: int, minutes: int, mode: str) -> int:
    margin = BUFFER_QUARTERS if mode == "in_person" else 0
    return ((1 << (minutes // 15 + 2 * margin)) - 1) << (first - margin)
