"""The real worker in a process of its own until nothing is due; tells how long it took and its peak memory.

Run as `python -m benchmarks.report_worker DATABASE_URL`.
"""

import asyncio
import json
import resource
import sys
from time import perf_counter

import booking.handlers
import web.all_tables
import web.jobs  # noqa: F401
from benchmarks.measuring import peak_memory
from benchmarks.nation_like import NOW
from tolkeregister.core.database import Database, make_engine
from tolkeregister.core.jobs.registry import TIMETABLE
from tolkeregister.core.jobs.worker import Worker
from web.logs import configure


async def main(address: str) -> None:
    """Work, and print the figures as JSON."""
    configure()
    TIMETABLE.clear()
    booking.handlers.register_handlers()
    engine = make_engine(address)
    worker = Worker(Database(engine), clock=lambda: NOW)
    started = perf_counter()
    await worker.run_due()
    seconds = perf_counter() - started
    await engine.dispose()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"seconds": seconds, "peak_mb": peak_memory(), "cpu": used.ru_utime + used.ru_stime}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
