"""The list of benchmarks and what each of them reports. A file adds itself with `@benchmark("name")`."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table. The ratio is ours to the limit: for times at most the target, for throughput at least."""

    path: str
    limit: str
    ours_text: str
    limit_text: str
    ratio_p50: float
    ratio_p95: float | None
    target: str
    is_met: bool


Benchmark = Callable[[], AsyncIterator[Result]]
BENCHMARKS: dict[str, Benchmark] = {}


def benchmark(name: str) -> Callable[[Benchmark], Benchmark]:
    """Register an async generator of results under a name that can be chosen on the command line."""

    def register(function: Benchmark) -> Benchmark:
        BENCHMARKS[name] = function
        return function

    return register
