"""Files of results when the worker is killed: nothing half is left, and the file is taken in whole by the next one."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE

import pytest

import web.jobs  # noqa: F401
from qualification.imports.commands import receive_results
from tests.builders.answers import value
from tests.builders.rounds import a_round
from tests.faults.test_killed_worker import asked, forget_leases
from tests.qualification.imports.files import NOW, a_person, an_institution, file_of, line
from tolkeregister.core.database import Database
from tolkeregister.core.jobs.worker import Worker

pytestmark = pytest.mark.long


async def test_a_worker_killed_in_the_middle_of_an_import_leaves_nothing_and_doubles_nothing(
    own_database: Database, own_database_url: str
) -> None:
    async with own_database.writing() as session:
        institution = await an_institution(session)
        await a_person(session)
        await a_round(session)
        rows = (line(), *(line(number=f"K{n}", national_id="", given="Ukjent", family=f"Person {n}")
                          for n in range(2, 30)))  # fmt: skip
        await receive_results(session, institution, file_of(*rows), file_name="r.csv", via="page", now=NOW)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.result_worker", own_database_url, stdout=PIPE
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            assert await process.stdout.readuntil(b"in the middle")
        os.kill(process.pid, signal.SIGKILL)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
    assert await asked(own_database, "SELECT state FROM result_upload") == "received"
    for table in ("test_result", "candidate", "candidate_claim", "evidence"):
        assert await asked(own_database, f"SELECT count(*) FROM {table} WHERE true") == 0, table
    await forget_leases(own_database)
    await Worker(own_database, clock=lambda: NOW).run_due()
    async with own_database.reading() as session:
        assert await value(session, "SELECT ARRAY[rows_read, rows_new] FROM result_upload") == [29, 29]
        assert await value(session, "SELECT count(*) FROM test_result") == 29
        assert await value(session, "SELECT count(*) FROM evidence WHERE kind = 'tospraaktest'") == 1
