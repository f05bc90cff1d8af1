"""Interleaved rounds: every contestant is measured in every round, in turning order, and only ratios count."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

Work = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Times:
    """Medians over the rounds of each round's p50 and p95, in milliseconds."""

    p50: float
    p95: float

    def __str__(self) -> str:
        return f"{self.p50:.1f} / {self.p95:.1f} ms"


def quantile(sample: Sequence[float], part: float) -> float:
    """The smallest value that at least `part` of the sample does not exceed."""
    ordered = sorted(sample)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


async def interleaved(
    contestants: Mapping[str, Work], *, rounds: int = 5, times: int = 40, warm_up: int = 5
) -> dict[str, Times]:
    """Time each contestant `times` in a row in every round (A B C, B C A, …); returns the medians of the rounds."""
    names = list(contestants)
    for work in contestants.values():
        for _ in range(warm_up):
            await work()
    found: dict[str, list[Times]] = {name: [] for name in names}
    for turn in range(rounds):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            found[name].append(await _timed(contestants[name], times))
    return {
        name: Times(median(each.p50 for each in rounds_of), median(each.p95 for each in rounds_of))
        for name, rounds_of in found.items()
    }


async def _timed(work: Work, times: int) -> Times:
    sample = []
    for _ in range(times):
        started = perf_counter()
        await work()
        sample.append((perf_counter() - started) * 1000)
    return Times(quantile(sample, 0.5), quantile(sample, 0.95))


def peak_memory() -> float:
    """The most megabytes this program has held. `getrusage` would also count what its parent was when it started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
