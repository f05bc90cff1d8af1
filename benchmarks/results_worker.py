"""The worker as a process of its own: reads what waits, and tells seconds and peak memory as JSON."""

import asyncio
import json
import sys
from time import perf_counter

import web.all_tables  # noqa: F401  (every table is known before the first statement)
from benchmarks.measuring import peak_memory
from qualification.imports.work import read_upload
from tolkeregister.core.clock import utc_now
from tolkeregister.core.database import Database, make_engine


async def main(address: str, upload_id: int) -> None:
    """One file, in one transaction, as the job does it."""
    database = Database(make_engine(address, pool_size=1))
    started = perf_counter()
    async with database.writing() as session:
        await read_upload(session, upload_id, now=utc_now())
    seconds = perf_counter() - started
    await database.engine.dispose()
    print(json.dumps({"seconds": seconds, "peak_mb": peak_memory()}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
