"""The synthetic nation in the database, brought up to a day: the register and history once, then the missing days."""

from datetime import date

import asyncpg

from web.demo.loading.history import load_history
from web.demo.loading.register import load_register, rows_in
from web.demo.nation.register import register
from web.demo.progress import Progress

HISTORY_ROWS = 1_480_000  # delivered in 2020 and 2021 at full scale


async def fill(connection: asyncpg.Connection, *, scale: int, today: date, progress: Progress) -> None:
    """Load what is missing, each part in a transaction of its own, so that a killed start is simply repeated."""
    if not await connection.fetchval("SELECT 1 FROM person LIMIT 1"):
        made = register()
        progress.start(rows_in(made) + HISTORY_ROWS // scale)
        async with connection.transaction():
            await load_register(connection, made, progress)
            await load_history(connection, scale, progress)
