"""Screen orders that were loaded, not sent: with a number to ring (rule R2), and a room where one is agreed."""

import asyncpg

from booking.rooms.jobs import OPEN_MISSING

_PLAN = """
    UPDATE request r SET plan_b = '+4700004182', test_minutes = 15 FROM assignment a
     WHERE a.request_id = r.id AND 'screen' IN (a.mode, a.modes ->> 0, a.modes ->> 1, a.modes ->> 2)
       AND a.state IN ('open', 'accepted') AND r.plan_b IS NULL
"""


async def load_rooms(connection: asyncpg.Connection) -> None:
    """Fill in what every sent order has, and ask the worker for the rooms."""
    await connection.execute(_PLAN)
    await connection.execute(
        "INSERT INTO job (name, args, dedupe_key) VALUES ($1, '{}', $1) ON CONFLICT DO NOTHING", OPEN_MISSING
    )
