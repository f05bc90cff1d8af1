"""The real worker in a process of its own, with a job that stops in the middle and letters with words of their own.

Run as `python -m tests.faults.slow_worker DATABASE_URL SMTP_PORT`; prints "in the middle" when it is there.
"""

import asyncio
import sys
from datetime import datetime

from sqlalchemy import text

import web.all_tables
import web.jobs  # noqa: F401
from tolkeregister.core.clock import utc_now
from tolkeregister.core.database import Database, Session, make_engine
from tolkeregister.core.jobs.registry import TIMETABLE, job
from tolkeregister.core.jobs.worker import Worker
from tolkeregister.core.mail.smtp import Server
from web import outgoing_mail

JOB = "test.two_steps"
STEP = text("INSERT INTO process_seen (name, seen_at) VALUES (:name, :now)")


class Pause:
    """How long the job stops between its steps; the test's own worker does not stop."""

    seconds = 0.0


@job(JOB)
async def two_steps(session: Session, *, now: datetime) -> None:
    """Write one row, stop, write another."""
    await session.execute(STEP, {"name": "first step", "now": now})
    if Pause.seconds:
        print("in the middle", flush=True)
    await asyncio.sleep(Pause.seconds)
    await session.execute(STEP, {"name": "second step", "now": now})


async def main(database_url: str, smtp_port: int) -> None:
    """Work until killed."""
    Pause.seconds = 60.0
    TIMETABLE.clear()
    outgoing_mail.render_mail = lambda template, *_: (template, "Innhold\n")
    outgoing_mail._Outside.server = Server("127.0.0.1", smtp_port, "ikke-svar@tolkeregister.example")
    await Worker(Database(make_engine(database_url)), clock=utc_now).run(database_url)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
