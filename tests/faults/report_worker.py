"""The real worker in a process of its own that stops while it stores the third part of a report.

Run as `python -m tests.faults.report_worker DATABASE_URL`; prints "in the middle" when it is there.
"""

import asyncio
import sys
from typing import Any

import web.all_tables
import web.jobs  # noqa: F401
from booking.reports import work
from tests.booking.reports.files import NOW
from tolkeregister.core.database import Database, make_engine
from tolkeregister.core.jobs.registry import TIMETABLE
from tolkeregister.core.jobs.worker import Worker

STOP_AT = 3


async def main(database_url: str) -> None:
    """Work until killed."""
    TIMETABLE.clear()
    work.PARTS_A_STEP = 2
    store, times = vars(work)["store"], 0

    async def slow_store(*args: Any, **values: Any) -> Any:
        nonlocal times
        times += 1
        stored = await store(*args, **values)
        if times == STOP_AT:
            print("in the middle", flush=True)
            await asyncio.sleep(60)
        return stored

    vars(work)["store"] = slow_store
    await Worker(Database(make_engine(database_url)), clock=lambda: NOW).run(database_url)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
