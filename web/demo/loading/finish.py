"""After the rows: the next ids, and the jobs that rows under way would have had if they had come through commands."""

import asyncpg

from web.demo.loading.copying import continue_identities


async def finish(connection: asyncpg.Connection) -> None:
    """Continue the identities and ask the worker for what is due: queues, check at start, roll-up."""
    await continue_identities(
        connection,
        "request",
        "assignment",
        "offer",
        "assignment_fact",
        "weekly_hours",
        "one_off_day",
        "absence",
    )
    await connection.execute(
        """
        INSERT INTO job (name, args, run_at)
        SELECT 'demo.draw_queue', jsonb_build_object('assignment_id', a.id), now()
          FROM assignment a WHERE a.state = 'open'
           AND NOT EXISTS (SELECT FROM queue_place q WHERE q.assignment_id = a.id)
        """
    )
    await connection.execute(
        """
        INSERT INTO job (name, args, run_at, dedupe_key)
        SELECT 'assignment.check_at_start', jsonb_build_object('assignment_id', a.id), lower(a.period),
               'check:' || a.id
          FROM assignment a WHERE a.state = 'accepted' AND lower(a.period) > now()
        ON CONFLICT DO NOTHING
        """
    )
    await connection.execute("INSERT INTO job (name, args) VALUES ('statistics.close_facts', '{}')")
