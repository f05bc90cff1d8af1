"""Receiving: who may, how much, the same bytes at the same moment, and reading again."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

import booking.reports.jobs  # noqa: F401 – registers the steps
from booking.reports import commands
from booking.reports.commands import read_again
from booking.reports.queries import findings, periods_of, upload, uploads
from booking.reports.rules.cut_off import Lateness
from tests.booking.reports.files import (
    NOW,
    a_reporter,
    counted,
    csv_of,
    facts,
    in_pieces,
    read_all,
    report,
    row,
    rows,
    send,
)
from tests.builders.answers import value
from tests.builders.retention import forgotten
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Database, Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound
from tolkeregister.core.jobs.registry import JOBS
from tolkeregister.core.jobs.worker import Worker
from tolkeregister.retention.rules.terms import Kept


@pytest.mark.parametrize(
    "role", [each for each in Role if each not in (Role.AGENCY, Role.BODY_ADMINISTRATOR)]
)
async def test_only_those_who_report_may_send(session: Session, role: Role) -> None:
    reporter = await a_reporter(session)
    actor = Actor(roles=frozenset({role}), organisation_id=reporter.id)
    with pytest.raises(NotAllowed):
        await send(session, actor, csv_of(rows(1)))
    with pytest.raises(NotAllowed):
        await uploads(session, actor)


async def test_others_uploads_are_unknown(session: Session) -> None:
    reporter, stranger = await a_reporter(session), await a_reporter(session)
    receipt = await report(session, reporter.actor, rows(1))
    assert await uploads(session, stranger.actor) == ()
    for question in (
        upload(session, stranger.actor, receipt.id),
        findings(session, stranger.actor, receipt.id),
    ):
        with pytest.raises(NotFound):
            await question
    with pytest.raises(NotFound):
        await read_again(session, stranger.actor, receipt.id, now=NOW)


async def test_nothing_and_too_much_are_not_received(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = await a_reporter(session)
    monkeypatch.setattr(commands, "LARGEST_FILE", 1000)
    for content, code in ((b"", "file_empty"), (b"x" * 1001, "file_too_large")):
        with pytest.raises(Invalid) as refused:
            await send(session, reporter.actor, content)
        assert refused.value.reasons[0].code == code


async def test_a_reporter_cannot_fill_the_queue(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "MOST_WAITING", 2)
    reporter = await a_reporter(session)
    for number in (1, 2):
        await send(session, reporter.actor, csv_of(rows(number)))
    with pytest.raises(Conflict):
        await send(session, reporter.actor, csv_of(rows(3)))


async def test_uploads_are_read_in_the_order_they_came(session: Session) -> None:
    reporter = await a_reporter(session)
    await send(session, reporter.actor, csv_of(rows(1, minutter="30")))
    await send(session, reporter.actor, csv_of(rows(1, minutter="45")))
    await read_all(session, reporter.id)
    assert (await facts(session, "minutes, weight"))[-1] == (45, 1)


async def test_the_name_of_a_file_is_kept_short_and_printable(session: Session) -> None:
    reporter = await a_reporter(session)
    sent = await send(session, reporter.actor, csv_of(rows(1)), name="a\x00b\n" + "x" * 300)
    kept = (await upload(session, reporter.actor, sent.upload_id)).file_name
    assert len(kept) == 120
    assert kept.isprintable()


async def test_a_body_with_its_own_register_reports_about_itself(session: Session) -> None:
    reporter = await a_reporter(session, kind="public_body")
    receipt = await report(session, reporter.actor, [row(oppdragsgiver="")])
    assert receipt.rows_new == 1
    assert await facts(session, "organisation_id, supply_model") == [(reporter.id, "own_register")]


async def test_an_agency_must_say_for_whom(session: Session) -> None:
    reporter = await a_reporter(session)
    receipt = await report(session, reporter.actor, [row(oppdragsgiver="")])
    assert (receipt.rows_refused, receipt.counts["missing"]) == (1, 1)


async def test_the_unit_of_a_body_is_found_by_its_name(session: Session) -> None:
    reporter = await a_reporter(session)
    lines = [row(oppdragsgiver=reporter.orgnr, enhet="BARNEVERNTJENESTEN"),
             row(referanse="A-2", oppdragsgiver=reporter.orgnr, enhet="Ukjent")]  # fmt: skip
    content = csv_of(lines, headers=(*lines[0],))
    receipt = await report(session, reporter.actor, content)
    assert await facts(session, "organisation_id, unit_id") == [
        (reporter.body.organisation_id, reporter.body.unit_id), (reporter.body.organisation_id, None),
    ]  # fmt: skip
    assert receipt.counts["unit_unknown"] == 1


async def test_a_wrong_clock_doubles_nothing_and_is_mended_by_reading_again(session: Session) -> None:
    """The clock was a year behind: the assignments had not happened yet. Then it was put right."""
    reporter = await a_reporter(session)
    content, behind = csv_of(rows(3)), datetime(2025, 11, 23, tzinfo=UTC)
    receipt = await report(session, reporter.actor, content, now=behind)
    assert (receipt.rows_refused, receipt.counts["day_in_future"]) == (3, 3)
    assert not (await send(session, reporter.actor, content)).is_new
    await read_again(session, reporter.actor, receipt.id, now=NOW)
    await read_all(session, reporter.id)
    assert (await upload(session, reporter.actor, receipt.id)).rows_new == 3
    await report(session, reporter.actor, rows(3, minutter="90"), now=behind - timedelta(days=9))
    assert await counted(session) == 3


async def test_late_rows_are_said_to_be_late_and_after_the_cut_off(session: Session) -> None:
    reporter = await a_reporter(session)
    lines = [row(), row(referanse="A-2", dato="01.06.2026"), row(referanse="A-3", dato="01.12.2025")]
    receipt = await report(session, reporter.actor, lines, now=datetime(2026, 8, 10, tzinfo=UTC))
    assert receipt.counts["day_in_future"] == 1
    assert (receipt.rows_new, receipt.rows_late, receipt.rows_after_cut_off) == (2, 1, 1)
    assert [(each.half, each.rows, each.lateness, each.cut_off, each.is_preliminary)
            for each in periods_of(receipt, date(2026, 8, 20))] == [
        ("2026-1", 1, Lateness.LATE, date(2026, 8, 20), True),
        ("2025-2", 1, Lateness.AFTER_CUT_OFF, date(2026, 3, 15), False),
    ]  # fmt: skip
    assert not any(each.is_preliminary for each in periods_of(receipt, date(2026, 8, 21)))


async def test_the_worker_reads_by_itself_and_progress_is_seen_from_outside(
    database: Database, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "PART_BYTES", 1000)
    monkeypatch.setattr("booking.reports.work.PARTS_A_STEP", 1)
    reporter = await a_reporter(session)
    sent = await send(session, reporter.actor, csv_of(rows(60)))
    await session.commit()
    seen = []
    original = JOBS[commands.STEP]

    async def watched(*args: Any, **values: Any) -> None:
        await original(*args, **values)
        seen.append((await upload(args[0], reporter.actor, sent.upload_id)).percent)

    monkeypatch.setitem(JOBS, commands.STEP, watched)
    await Worker(database, clock=lambda: NOW, side=1).run_due()
    receipt = await upload(session, reporter.actor, sent.upload_id)
    assert (receipt.state, receipt.percent, receipt.rows_new) == ("done", 100, 60)
    assert len(seen) > 4
    assert seen == sorted(seen)


async def test_a_file_no_attempt_got_through_is_refused_and_the_next_is_read(session: Session) -> None:
    reporter = await a_reporter(session)
    bad = await send(session, reporter.actor, csv_of(rows(1)))
    good = await send(session, reporter.actor, csv_of(rows(2)))
    park = "UPDATE job SET parked_at = now(), attempts = 8, last_error = 'x' WHERE name = 'reports.step'"
    await session.execute(text(park))
    await JOBS["reports.tend"](session, now=NOW)
    assert (await upload(session, reporter.actor, bad.upload_id)).refused_code == "could_not_be_handled"
    assert (
        await value(session, "SELECT count(*) FROM job WHERE name = 'reports.step' AND parked_at IS NULL")
        == 1
    )
    await read_all(session, reporter.id)
    assert (await upload(session, reporter.actor, good.upload_id)).rows_new == 2
    await read_again(session, reporter.actor, bad.upload_id, now=NOW)
    await read_all(session, reporter.id)
    assert (await upload(session, reporter.actor, bad.upload_id)).rows_older == 1


async def test_the_bytes_are_forgotten_and_the_receipt_stays(session: Session) -> None:
    reporter = await a_reporter(session)
    receipt = await report(session, reporter.actor, rows(1))
    assert await forgotten(session, Kept.REPORT_FILE, now=NOW + timedelta(days=89)) == 0
    assert await value(session, "SELECT count(*) FROM report_part") == 1
    assert await forgotten(session, Kept.REPORT_FILE, now=NOW + timedelta(days=90)) == 1
    assert await value(session, "SELECT count(*) FROM report_part") == 0
    assert (await upload(session, reporter.actor, receipt.id)).rows_new == 1
    session.expire_all()
    with pytest.raises(Conflict):
        await read_again(session, reporter.actor, receipt.id, now=NOW)


@pytest.mark.race
async def test_the_same_file_from_two_windows_at_once_is_one_upload(own_database: Database) -> None:
    async with own_database.writing() as session:
        reporter = await a_reporter(session)
    content = csv_of(rows(500))

    async def one() -> commands.Received:
        async with own_database.writing() as session:
            return await commands.receive_upload(
                session, reporter.actor, in_pieces(content, 999), file_name="r.csv", via="page", now=NOW
            )

    received = await asyncio.gather(*(one() for _ in range(6)))
    assert len({each.upload_id for each in received}) == 1
    assert sum(each.is_new for each in received) == 1
    workers = [Worker(own_database, clock=lambda: NOW) for _ in range(3)]
    await asyncio.gather(*(worker.run_due() for worker in workers))
    async with own_database.reading() as session:
        assert await counted(session) == 500
        assert await value(session, "SELECT count(*) FROM report_part") == 1


@pytest.mark.race
async def test_files_about_the_same_rows_read_by_several_workers_count_once(own_database: Database) -> None:
    async with own_database.writing() as session:
        reporter = await a_reporter(session)
        for minutes in ("30", "45", "60", "75"):
            await send(session, reporter.actor, csv_of(rows(300, minutter=minutes)))
    for _ in range(6):  # a worker that finds another at it asks again two seconds later
        workers = [Worker(own_database, clock=lambda: NOW + timedelta(days=3650)) for _ in range(3)]
        await asyncio.gather(*(worker.run_due() for worker in workers))
    async with own_database.reading() as session:
        assert [each.state for each in await uploads(session, reporter.actor)] == ["done"] * 4
        assert await counted(session) == 300
        sql = "SELECT count(*) FROM assignment_fact WHERE minutes = 75 AND weight = 1 AND version = 4"
        assert await value(session, sql) == 300
