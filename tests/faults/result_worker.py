"""The real worker in a process of its own that stops when the results of a file are stored and nothing is committed.

Run as `python -m tests.faults.result_worker DATABASE_URL`; prints "in the middle" when it is there.
"""

import asyncio
import sys
from typing import Any

import web.all_tables
import web.jobs  # noqa: F401
from qualification.imports import work
from tests.qualification.imports.files import NOW
from tolkeregister.core.database import Database, make_engine
from tolkeregister.core.jobs.registry import TIMETABLE
from tolkeregister.core.jobs.worker import Worker


async def main(database_url: str) -> None:
    """Work until killed."""
    TIMETABLE.clear()
    store = vars(work)["store_results"]

    async def slow_store(*args: Any, **values: Any) -> Any:
        stored = await store(*args, **values)
        print("in the middle", flush=True)
        await asyncio.sleep(60)
        return stored

    vars(work)["store_results"] = slow_store
    await Worker(Database(make_engine(database_url)), clock=lambda: NOW).run(database_url)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
