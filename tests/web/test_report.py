"""The command that sends a report goes the same way as page and API."""

import asyncio
from pathlib import Path

import pytest

import web.jobs  # noqa: F401
from tests.booking.reports.files import a_reporter, counted, csv_of, row, rows
from tests.builders.answers import value
from tolkeregister.core.database import Database
from tolkeregister.core.jobs.worker import Worker
from tolkeregister.core.settings import Settings
from web import report


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, own_database_url: str) -> None:
    class Told:
        database_url = own_database_url

    monkeypatch.setattr(Settings, "from_environment", classmethod(lambda _: Told()))


async def an_orgnr(database: Database) -> str:
    async with database.writing() as session:
        reporter = await a_reporter(session)
        return str(await value(session, "SELECT orgnr FROM organisation WHERE id = :id", id=reporter.id))


async def sent_and_read(database: Database, orgnr: str, file: Path) -> int:
    """The command waits, and the worker works beside it."""
    sending = asyncio.create_task(report.main([orgnr, str(file), "--wait"]))
    async with asyncio.timeout(60):
        while not sending.done():
            await Worker(database).run_due()
            await asyncio.sleep(0.05)
    return await sending


async def test_a_file_is_sent_waited_for_and_told_about(
    own_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orgnr, file = await an_orgnr(own_database), tmp_path / "oppdrag.csv"
    file.write_bytes(csv_of([*rows(2, dato="15.09.2024"), row(referanse="A-3", metode="faks")]))
    assert await sent_and_read(own_database, orgnr, file) == 0
    said = capsys.readouterr().out
    assert "3 rader lest, 2 nye" in said
    assert "mode_unknown" in said
    async with own_database.reading() as session:
        assert await counted(session) == 2
        assert await value(session, "SELECT via FROM report_upload") == "command"
    assert await report.main([orgnr, str(file)]) == 0
    assert "mottatt før" in capsys.readouterr().out


async def test_what_cannot_be_received_or_read_ends_in_an_error(
    own_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orgnr, file = await an_orgnr(own_database), tmp_path / "tom.csv"
    file.write_bytes(b"")
    assert await report.main([orgnr, str(file)]) == 2
    assert "file_empty" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="Ingen virksomhet"):
        await report.main(["000000000", str(file)])
    file.write_bytes(b"hei\n")
    assert await sent_and_read(own_database, orgnr, file) == 1
    assert "header_missing" in capsys.readouterr().out
