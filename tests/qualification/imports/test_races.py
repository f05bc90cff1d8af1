"""Files of results at once, on a database of its own: nothing is doubled."""

import asyncio
from datetime import timedelta

import pytest

from qualification.imports.commands import Received, receive_results
from qualification.imports.work import read_upload
from tests.builders.answers import value
from tests.builders.rounds import a_round
from tests.qualification.imports.files import NOW, a_person, an_institution, file_of, line
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Database

pytestmark = pytest.mark.race


async def send(data: Database, actor: Actor, content: bytes) -> Received:
    async with data.writing() as session:
        return await receive_results(session, actor, content, file_name="r.csv", via="page", now=NOW)


async def read(data: Database, upload_id: int) -> None:
    async with data.writing() as session:
        await read_upload(session, upload_id, now=NOW + timedelta(minutes=1))


async def test_the_same_file_sent_and_read_by_many_at_once_is_one_upload_read_once(
    own_database: Database,
) -> None:
    async with own_database.writing() as session:
        institution = await an_institution(session)
        await a_person(session)
        await a_round(session)
    found = await asyncio.gather(*(send(own_database, institution, file_of(line())) for _ in range(6)))
    assert len({each.upload_id for each in found}) == 1
    assert sum(each.is_new for each in found) == 1
    await asyncio.gather(*(read(own_database, found[0].upload_id) for _ in range(3)))
    async with own_database.reading() as session:
        for table in ("result_upload", "job WHERE name = 'results.read'", "test_result", "candidate", "evidence"
                      " WHERE kind = 'tospraaktest' AND upper_inf(recorded)", "candidate_match"):  # fmt: skip
            assert await value(session, f"SELECT count(*) FROM {table}") == 1, table


async def test_two_files_with_the_same_rows_at_once_make_each_result_once(own_database: Database) -> None:
    """Other bytes, the same rows: the second in line finds them unchanged."""
    async with own_database.writing() as session:
        institution = await an_institution(session)
        await a_person(session)
        await a_round(session)
    files = (file_of(line()), file_of(line(), ""))
    found = await asyncio.gather(*(send(own_database, institution, each) for each in files))
    await asyncio.gather(*(read(own_database, each.upload_id) for each in found))
    async with own_database.reading() as session:
        assert await value(session, "SELECT count(*) FROM test_result") == 1
        told = await value(
            session, "SELECT array_agg(ARRAY[rows_new, rows_unchanged] ORDER BY rows_new) FROM result_upload"
        )
    assert told == [[0, 1], [1, 0]]
