"""Reports when something goes wrong: a killed worker, a full disk, junk, and nothing but errors."""

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import asyncpg
import pytest
from sqlalchemy import text

import web.jobs  # noqa: F401
from booking.reports import commands, work
from booking.reports.downloads import findings_csv
from booking.reports.jobs import tend
from booking.reports.queries import Upload, findings, upload
from tests.booking.reports.files import NOW, Reporter, a_reporter, counted, csv_of, report, row, rows, send
from tests.builders.answers import value
from tests.faults.test_killed_worker import forget_leases
from tolkeregister.core.database import Database, Session
from tolkeregister.core.jobs.worker import Worker

pytestmark = pytest.mark.long

ROWS = 400


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small file has many parts."""
    monkeypatch.setattr(commands, "PART_BYTES", 4096)
    monkeypatch.setattr(work, "PARTS_A_STEP", 2)


async def sent(database: Database) -> tuple[Reporter, int]:
    async with database.writing() as session:
        reporter = await a_reporter(session)
        received = await send(session, reporter.actor, csv_of(rows(ROWS)))
    return reporter, received.upload_id


async def receipt_of(database: Database, reporter: Reporter, upload_id: int) -> tuple[Upload, int]:
    async with database.reading() as session:
        return await upload(session, reporter.actor, upload_id), await counted(session)


async def test_a_worker_killed_halfway_is_taken_up_where_it_was_and_doubles_nothing(
    own_database: Database, own_database_url: str
) -> None:
    reporter, upload_id = await sent(own_database)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.report_worker", own_database_url, stdout=PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        assert await process.stdout.readuntil(b"in the middle")
    os.kill(process.pid, signal.SIGKILL)
    await process.wait()
    half, so_far = await receipt_of(own_database, reporter, upload_id)
    assert half.state == "reading"
    assert 0 < so_far == half.rows_new < ROWS, "whole steps are there, the one in hand is not"
    await forget_leases(own_database)
    await Worker(own_database, clock=lambda: NOW).run_due()
    whole, in_all = await receipt_of(own_database, reporter, upload_id)
    assert (whole.state, whole.rows_read, whole.rows_new, in_all) == ("done", ROWS, ROWS, ROWS)
    assert whole.times_read == 1


@asynccontextmanager
async def full_disk(address: str, table: str) -> AsyncIterator[None]:
    """PostgreSQL answers as it does when there is no room for the table."""
    owner = await asyncpg.connect(address)
    await owner.execute(
        f"""
        CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
        CREATE TRIGGER no_room BEFORE INSERT ON {table} EXECUTE FUNCTION no_room()
        """
    )
    try:
        yield
    finally:
        await owner.execute(f"DROP TRIGGER no_room ON {table}; DROP FUNCTION no_room()")
        await owner.close()


@pytest.mark.parametrize("table", ["assignment_fact", "report_finding"])
async def test_a_full_disk_is_waited_for_and_said(
    own_database: Database, own_database_url: str, table: str
) -> None:
    reporter, upload_id = await sent(own_database)
    async with full_disk(own_database_url, table):
        await Worker(own_database, clock=lambda: NOW).run_due()
        waiting, so_far = await receipt_of(own_database, reporter, upload_id)
        assert (waiting.state, waiting.is_delayed, so_far) == ("reading", True, 0)
        async with own_database.writing() as session:
            await tend(
                session, now=NOW + timedelta(hours=23)
            )  # every attempt has been made, and is made anew
    await Worker(own_database, clock=lambda: NOW).run_due()
    whole, in_all = await receipt_of(own_database, reporter, upload_id)
    assert (whole.state, whole.is_delayed, whole.rows_new, in_all) == ("done", False, ROWS, ROWS)


async def test_a_disk_that_is_full_when_a_file_comes_keeps_nothing_of_it(
    own_database: Database, own_database_url: str
) -> None:
    async with own_database.writing() as session:
        reporter = await a_reporter(session)
    async with full_disk(own_database_url, "report_part"):
        with pytest.raises(Exception, match="No space left"):
            async with own_database.writing() as session:
                await send(session, reporter.actor, csv_of(rows(9)))
    async with own_database.reading() as session:
        assert (
            await value(session, "SELECT (SELECT count(*) FROM report_upload) + (SELECT count(*) FROM job)")
            == 0
        )


async def test_binary_junk_of_any_kind_is_answered(session: Session) -> None:
    reporter, draw = await a_reporter(session), random.Random(8)
    heads = (b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n", csv_of([])[:60], csv_of([]))
    for head in heads:
        receipt = await report(session, reporter.actor, head + draw.randbytes(9000))
        assert receipt.state in ("refused", "done")
        assert receipt.state == "done" or receipt.refused_code
        assert receipt.rows_new == 0
    assert await counted(session) == 0


async def test_a_file_of_nothing_but_errors_is_counted_whole_and_kept_in_part(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "PART_BYTES", 1 << 20)
    monkeypatch.setattr(work, "MOST_FINDINGS", 5_000)
    reporter = await a_reporter(session)
    lines = [row(referanse="", dato=f"{n}", metode=f"m{n}", minutter="x") for n in range(30_000)]
    receipt = await report(session, reporter.actor, lines)
    assert (receipt.state, receipt.rows_read, receipt.rows_refused) == ("done", 30_000, 30_000)
    assert (
        receipt.counts["mode_unknown"]
        == receipt.counts["minutes_unreadable"]
        == receipt.counts["missing"]
        == 30_000
    )
    assert receipt.findings == 5_000 == await value(session, "SELECT count(*) FROM report_finding")
    assert receipt.total_findings > 5_000
    assert len(await findings(session, reporter.actor, receipt.id)) == 1_000
    kept = await findings_csv(session, reporter.actor, receipt.id, {})
    assert len(kept.splitlines()) == 5_001


async def test_words_nobody_knows_do_not_flood_the_work_list(session: Session) -> None:
    reporter = await a_reporter(session)
    lines = [row(referanse=f"A-{n}", sprak=f"ukjent{n}") for n in range(3_000)]
    receipt = await report(session, reporter.actor, lines)
    assert receipt.rows_waiting == 3_000
    assert await value(session, "SELECT count(*) FROM report_word") == 1_000


async def test_a_formula_is_text_on_the_way_in_and_harmless_on_the_way_out(session: Session) -> None:
    reporter = await a_reporter(session)
    formula = '=HYPERLINK("http://example.com")'
    receipt = await report(
        session, reporter.actor, [row(referanse="=1+1"), row(referanse="A-2", metode=formula)]
    )
    assert await value(session, "SELECT reference FROM assignment_fact") == "=1+1"
    sheet = (await findings_csv(session, reporter.actor, receipt.id, {"mode_unknown": "+forklaring"})).decode(
        "utf-8-sig"
    )
    assert "'=HYPERLINK" in sheet
    assert "'+forklaring" in sheet


async def test_rows_of_a_session_that_is_rolled_back_are_not_there(session: Session) -> None:
    """COPY is in the session's transaction, though it goes past SQLAlchemy."""
    reporter = await a_reporter(session)
    async with session.begin_nested() as inner:
        await report(session, reporter.actor, rows(3))
        await inner.rollback()
    assert (await session.execute(text("SELECT count(*) FROM assignment_fact"))).scalar_one() == 0
