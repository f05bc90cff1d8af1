"""How long disclosure control takes on lists of tables the size of the nation's, and how much it hides.

Run with `python -m benchmarks.disclosure`. Prints counts and processor seconds; asserts only that nothing is
exposed.
"""

from time import process_time

from tests.tolkeregister.core.statistics.realistic import linked_tables
from tolkeregister.core.statistics.disclosure import RULES, exposed, protect

LISTS = ((1_340_000, 3), (134_000, 3), (13_400, 3), (1_340, 3), (111_667, 12), (11_167, 12), (11_167, 36))


def main() -> None:
    """One line per list: assignments a period, periods, counts, hidden for their own sake, hidden beside
    them."""
    print("assignments  periods  counts  primary  secondary  seconds")
    for assignments, periods in LISTS:
        tables = linked_tables(assignments, years=range(2000, 2000 + periods))
        started = process_time()
        protection = protect(tables, RULES[0])
        seconds = process_time() - started
        assert not exposed(protection.system, protection.hidden, RULES[0])
        numbers = len(protection.system.values), len(protection.primary), len(protection.secondary)
        print(
            f"{assignments:11}  {periods:7}  {numbers[0]:6}  {numbers[1]:7}  {numbers[2]:9}  {seconds:7.1f}"
        )


if __name__ == "__main__":
    main()
