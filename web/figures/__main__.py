"""`python -m web.figures [--scale S | --database URL]`: every figure beside ours; exit with 1 when one differs."""

import argparse
import asyncio
import sys
from datetime import datetime

from tolkeregister.core.clock import utc_now
from web.figures.nation import NationTables
from web.figures.ours import Ours, Service
from web.figures.place import read_from, throw_away_database
from web.figures.reading import NotPublished
from web.figures.report import compare, lines

SCALES = (1000, 100, 10, 1)


async def service(scale: int, database: str | None, *, now: datetime) -> Service:
    """Our figures in the given database, or in one that is made for this and thrown away."""
    if database is not None:
        return await read_from(database)
    async with throw_away_database(scale, now=now) as address:
        return await read_from(address)


def main() -> int:
    """Compare the printed figures with a database: by default one that is made as the demo's is, thrown away after."""
    parser = argparse.ArgumentParser(prog="python -m web.figures", description=main.__doc__)
    parser.add_argument("--scale", type=int, default=100, choices=SCALES, help="make a nation of 1:S")
    parser.add_argument("--database", metavar="URL", help="read one that is there, such as the demo's")
    given = parser.parse_args()
    try:
        found = asyncio.run(service(given.scale, given.database, now=utc_now()))
    except NotPublished as error:
        raise SystemExit(
            f"Not published in this database: {error}. The worker does it within a day."
        ) from error
    compared = compare(Ours(found, NationTables()))
    sys.stdout.writelines(f"{line}\n" for line in lines(compared))
    return 0 if all(each.agrees for each in compared) else 1


if __name__ == "__main__":
    sys.exit(main())
