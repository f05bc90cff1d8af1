"""Names of jobs and the functions that do them; each package's `jobs.py` registers its own."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

JobFunction = Callable[..., Awaitable[None]]

JOBS: dict[str, JobFunction] = {}
TIMETABLE: dict[str, timedelta] = {}


def job(name: str, *, every: timedelta | None = None) -> Callable[[JobFunction], JobFunction]:
    """Register `async def work(session, *, now, **args)`. With `every` it also runs on a timetable."""

    def register(function: JobFunction) -> JobFunction:
        if JOBS.setdefault(name, function) is not function:
            raise RuntimeError(f"two functions are registered for the job {name}")
        if every is not None:
            TIMETABLE[name] = every
        return function

    return register
