"""The synthetic nation in the database, brought up to a day: everything once, then only the days that are missing."""

from datetime import date, timedelta

import asyncpg

from web.demo.interest import load_interest
from web.demo.loading.finish import finish
from web.demo.loading.history import load_history
from web.demo.loading.present import PresentLoader
from web.demo.loading.profiles import load_profiles
from web.demo.loading.register import load_register, rows_in
from web.demo.loading.results import load_results
from web.demo.loading.road import load_road
from web.demo.loading.society import load_absences, load_society
from web.demo.loading.wishes import load_wishes
from web.demo.nation.assignments import days
from web.demo.nation.bodies import DEMO_BODY
from web.demo.nation.nation import DAYS_BACK, nation
from web.demo.progress import Progress

SCALE, LAST_DAY = "scale", "demo_last_day"
HISTORY_ROWS = 1_480_000  # delivered in 2020 and 2021 at full scale
A_YEAR = 1_350_000  # assignments in a year at full scale
_NOTE = "INSERT INTO data_note VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
FIRST_OWN_NUMBER = {1: 9_000_001}  # numbers made in the demo start above those of the generated ones


async def fill(connection: asyncpg.Connection, *, scale: int, today: date, progress: Progress) -> int:
    """Load what is missing in one transaction, so that a killed start is simply repeated. A loaded scale stays.

    Returns the scale of what is there.
    """
    notes = {row["key"]: row["value"] for row in await connection.fetch("SELECT key, value FROM data_note")}
    scale = int(notes.get(SCALE, scale))
    last = date.fromisoformat(notes[LAST_DAY]) if LAST_DAY in notes else None
    if last is not None and last >= today:
        return scale
    made = nation(scale, today)
    missing = (today - last).days if last else DAYS_BACK
    first_time = last is None
    progress.start(
        _rows(scale, missing) + (rows_in(made.register) + HISTORY_ROWS // scale if first_time else 0)
    )
    async with connection.transaction():
        if first_time:
            await load_register(connection, made.register, progress)
            await load_history(connection, scale, progress)
            await load_society(connection, made, progress)
            await load_road(connection, made.register, today)
            await load_interest(connection, made.register, today)
            await load_profiles(connection, today, sorted(made.register.named.values()))
            await load_results(connection, today)
            await connection.execute(
                "SELECT setval('assignment_number_seq', $1, false)", FIRST_OWN_NUMBER.get(scale, 900_001)
            )
        await load_absences(connection, made, last + timedelta(days=120) if last else None)
        addresses = {row.id: row.address for row in made.society.units}
        loader = PresentLoader(connection, addresses, progress, is_first=first_time)
        await loader.load(days(scale, today - timedelta(days=missing), today - timedelta(days=1)))
        await loader.load(made.under_way.assignments, made.under_way.offers)
        await load_wishes(connection, DEMO_BODY, today)
        await finish(connection)
        await connection.executemany(_NOTE, [(SCALE, str(scale)), (LAST_DAY, today.isoformat())])
    await connection.execute("ANALYZE")
    progress.finish()
    return scale


def _rows(scale: int, missing: int) -> int:
    """About how many assignments there are in so many days, with the two weeks under way."""
    return A_YEAR * (missing + 14) // 365 // scale
