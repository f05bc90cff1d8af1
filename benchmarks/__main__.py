"""Runs the chosen benchmarks (all without arguments), prints one table and appends the ratios to results.csv.

Nothing is asserted about time. What is asserted (no overlaps, no deadlocks, one winner, the same answers) ends the run.
"""

import asyncio
import csv
import importlib
import sys
from pathlib import Path

import asyncpg
import litestar
import sqlalchemy

from benchmarks.registry import BENCHMARKS, Result
from tolkeregister.core.clock import oslo_date, utc_now

FOLDER = Path(__file__).parent
MODULES = (
    "search",
    "accept",
    "share",
    "meter",
    "reports",
    "matching",
    "results_import",
    "check_numbers",
    "rooms",
)
ALONE = ("conversation",)  # only when it is named: it needs a browser, a relay, and the machine for itself
HISTORY = FOLDER / "results.csv"


def table(results: list[Result]) -> str:
    """The results as columns of text."""
    head = ("path", "limit", "ours", "of the limit", "p50", "p95", "target", "met?")
    rows = [
        (each.path, each.limit, each.ours_text, each.limit_text, f"{each.ratio_p50:.2f}",
         "" if each.ratio_p95 is None else f"{each.ratio_p95:.2f}", each.target, "yes" if each.is_met else "NO")
        for each in results
    ]  # fmt: skip
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [head, *rows]
    ]
    return "\n".join(line.rstrip() for line in lines)


def remember(results: list[Result]) -> None:
    """Append the ratios, so that a trend can be seen."""
    is_new = not HISTORY.exists()
    with HISTORY.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if is_new:
            writer.writerow(("date", "path", "limit", "ratio_p50", "ratio_p95", "met"))
        for each in results:
            p95 = "" if each.ratio_p95 is None else f"{each.ratio_p95:.3f}"
            writer.writerow(
                (oslo_date(utc_now()), each.path, each.limit, f"{each.ratio_p50:.3f}", p95, each.is_met)
            )


async def main(names: list[str]) -> None:
    """Run and print."""
    for module in (*MODULES, *(each for each in ALONE if each in names)):
        if (FOLDER / f"{module}.py").exists():
            importlib.import_module(f"benchmarks.{module}")
    results: list[Result] = []
    for name in names or list(BENCHMARKS):
        print(f"{name} …", file=sys.stderr, flush=True)
        results += [result async for result in BENCHMARKS[name]()]
    print(table(results))
    versions = (f"Python {sys.version.split()[0]}", f"asyncpg {asyncpg.__version__}",
                f"SQLAlchemy {sqlalchemy.__version__}", f"Litestar {litestar.__version__.formatted()}")  # fmt: skip
    print("\n" + " · ".join(versions))
    remember(results)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
