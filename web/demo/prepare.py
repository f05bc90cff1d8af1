"""Making the demo's database ready: created, migrated, filled with reference data and the synthetic nation."""

import os
import time
from pathlib import Path

import asyncpg

import web.all_tables  # noqa: F401  (foreign keys need every table to be known)
from tolkeregister.core.clock import clock_ahead, oslo_date
from tolkeregister.core.database import Database, make_engine
from web import reference
from web.demo.load import fill
from web.demo.moved_clock import AHEAD
from web.demo.nation.history import SCALES
from web.demo.progress import Progress
from web.demo.rooms import open_rooms, write
from web.demo.target import make_usable
from web.migrate import migrate


async def prepare(database_url: str) -> None:
    """Bring the database to today. A second start only adds the days that are missing. Ends the program with what is
    wrong when the database cannot be used, see `web/demo/target.py`.
    """
    started, scale = time.monotonic(), wanted_scale(os.environ.get("SCALE", ""))
    clock = clock_ahead(int(os.environ.get(AHEAD) or 0))
    await make_usable(database_url)
    print("Database: migrerer", flush=True)
    await migrate(database_url)
    connection = await asyncpg.connect(database_url)
    try:
        await reference.load(connection)
        loaded = await fill(
            connection, scale=scale, today=oslo_date(clock()), progress=Progress("Syntetisk nasjon")
        )
    finally:
        await connection.close()
    if loaded != scale:
        print(f"Database: lastet med SCALE={loaded} fra før; SCALE={scale} gjelder bare en tom database")
    print(f"Database: klar etter {time.monotonic() - started:.0f} s", flush=True)


async def open_rooms_now(database_url: str, secret_key: str, file: Path) -> None:
    """Before anybody is told where to go: the rooms that can be entered, written down for the greeting."""
    engine = make_engine(database_url)
    async with Database(engine).writing() as session:
        clock = clock_ahead(int(os.environ.get(AHEAD) or 0))
        write(await open_rooms(session, secret_key, now=clock()), file)
    await engine.dispose()


def wanted_scale(said: str) -> int:
    """The scale of SCALE, 100 when nothing is said. Ends the program when there is none of that size."""
    if said and said not in map(str, SCALES):
        raise SystemExit(
            f"SCALE={said} finnes ikke. Velg en av {', '.join(map(str, SCALES))}; 1 er hele landet."
        )
    return int(said or 100)
