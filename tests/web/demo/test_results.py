"""The demo's file of results is read by the real worker, and shows good rows, questions and errors."""

from datetime import UTC, date, datetime

import asyncpg
import pytest
from sqlalchemy import text

import web.jobs  # noqa: F401  (registers every job)
from qualification.bevilling.queries import find_bevilling
from tests.builders.bodies import an_officer
from tolkeregister.core.database import Database
from tolkeregister.core.jobs.worker import Worker
from web.demo.loading.register import load_register
from web.demo.loading.results import load_results
from web.demo.loading.road import load_road
from web.demo.nation.register import register
from web.demo.progress import Progress

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.long


async def test_the_file_is_read_and_the_register_of_bevilling_is_there(
    own_database_url: str, own_database: Database
) -> None:
    connection = await asyncpg.connect(own_database_url)
    try:
        async with connection.transaction():
            await load_register(connection, register(), Progress("prøve"))
            await load_road(connection, register(), TODAY)
            await load_results(connection, TODAY)
    finally:
        await connection.close()
    await Worker(own_database, clock=lambda: NOW).run_due()
    async with own_database.writing() as session:
        read = (await session.execute(text("SELECT state, rows_new, rows_refused, people_known, people_asked"
                                           " FROM result_upload"))).one()  # fmt: skip
        assert read.state == "done"
        assert read.rows_refused == 2
        assert min(read.rows_new, read.people_known, read.people_asked) > 0
        held = (await session.execute(text("SELECT count(*) FROM bevilling"))).scalar_one()
        assert held > 0
        number = (await session.execute(text("SELECT number FROM bevilling LIMIT 1"))).scalar_one()
        found = await find_bevilling(session, await an_officer(session), number, now=NOW)
        assert [each.status for each in found] == ["active"]
