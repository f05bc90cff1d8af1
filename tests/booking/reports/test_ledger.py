"""What a report does to the facts: new rows count, corrected rows supersede, and nothing counts twice."""

import pytest
from sqlalchemy import text

from booking.reports.commands import receive_upload
from booking.reports.queries import findings, upload
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
from tolkeregister.core.database import Session


async def test_good_rows_become_facts(session: Session) -> None:
    reporter = await a_reporter(session)
    receipt = await report(session, reporter.actor, rows(3))
    assert (receipt.state, receipt.rows_read, receipt.rows_new, receipt.rows_refused) == ("done", 3, 3, 0)
    columns = (
        "reference, weight, day, minutes, language_tag, type, mode, sector_code, municipality_now, county_now"
    )
    first = (await facts(session, f"{columns}, supply_model, reporter_id, upload_id, line, body_orgnr"))[0]
    assert [str(value) for value in first] == [
        "A-1", "1", "2026-09-15", "60", "ar", "speech", "phone", "HELSE", "0301", "03", "private_agency",
        str(reporter.id), str(receipt.id), "2", "974760673",
    ]  # fmt: skip


async def test_one_bad_row_does_not_sink_the_file(session: Session) -> None:
    reporter = await a_reporter(session)
    receipt = await report(
        session, reporter.actor, [*rows(2), row(referanse="A-3", dato="31.02.2026", metode="fax")]
    )
    assert (receipt.rows_new, receipt.rows_refused) == (2, 1)
    wrong = await findings(session, reporter.actor, receipt.id)
    errors = [(each.line, each.column, each.code, each.value) for each in wrong if each.severity == "error"]
    assert errors == [(4, "dato", "date_unreadable", "31.02.2026"), (4, "metode", "mode_unknown", "fax")]


async def test_the_same_file_twice_is_the_same_upload(session: Session) -> None:
    reporter = await a_reporter(session)
    first = await report(session, reporter.actor, rows(3))
    before = await facts(session)
    again = await send(session, reporter.actor, csv_of(rows(3)))
    assert (again.upload_id, again.is_new) == (first.id, False)
    await read_all(session, reporter.id)
    assert await facts(session) == before


async def test_the_same_rows_in_another_file_change_nothing(session: Session) -> None:
    reporter = await a_reporter(session)
    await report(session, reporter.actor, rows(3))
    before = await facts(session)
    receipt = await report(session, reporter.actor, csv_of(rows(3), end="\n"))
    assert (receipt.rows_new, receipt.rows_unchanged) == (0, 3)
    assert await facts(session) == before


async def test_a_corrected_row_supersedes_and_the_earlier_stays(session: Session) -> None:
    reporter = await a_reporter(session)
    await report(session, reporter.actor, rows(2))
    receipt = await report(
        session, reporter.actor, [row(referanse="A-1", minutter="90"), row(referanse="A-3")]
    )
    assert (receipt.rows_changed, receipt.rows_new) == (1, 1)
    assert await facts(session, "reference, version, weight, minutes") == [
        ("A-1", 1, 1, 60), ("A-1", 1, -1, 60), ("A-1", 2, 1, 90), ("A-2", 1, 1, 60), ("A-3", 1, 1, 60),
    ]  # fmt: skip
    assert await counted(session) == 3


async def test_a_withdrawn_row_counts_no_longer_and_can_come_back(session: Session) -> None:
    reporter = await a_reporter(session)
    await report(session, reporter.actor, rows(1))
    receipt = await report(
        session, reporter.actor, [row(utfall="feilført"), row(referanse="A-9", utfall="feilført")]
    )
    assert (receipt.rows_withdrawn, receipt.rows_unchanged) == (1, 1)
    assert await counted(session) == 0
    receipt = await report(session, reporter.actor, csv_of(rows(1), end="\n"))
    assert receipt.rows_new == 1
    assert await facts(session) == [("A-1", 1, 1), ("A-1", 1, -1), ("A-1", 2, 1)]


async def test_what_was_not_carried_out_is_counted_apart(session: Session) -> None:
    reporter = await a_reporter(session)
    lines = [row(utfall="avlyst av bestiller", minutter=""), row(referanse="A-2", utfall="udekket"),
             row(referanse="A-3", utfall="tolken møtte ikke"), row(referanse="A-4")]  # fmt: skip
    receipt = await report(session, reporter.actor, lines)
    assert (receipt.rows_new, await counted(session)) == (4, 1)
    sql = "SELECT reference, outcome, cause, category_requested FROM undelivered_fact ORDER BY reference"
    assert [tuple(each) for each in await session.execute(text(sql))] == [
        ("A-1", "cancelled", "body", "D"), ("A-2", "unfilled", None, "D"),
        ("A-3", "not_delivered", "interpreter_absent", "D"),
    ]  # fmt: skip


async def test_a_row_moves_between_carried_out_and_not(session: Session) -> None:
    reporter = await a_reporter(session)
    apart = "SELECT coalesce(sum(weight), 0) FROM undelivered_fact"
    for outcome, expected in (
        ("", (1, 0)),
        ("udekket", (0, 1)),
        ("gjennomført", (1, 0)),
        ("feilført", (0, 0)),
    ):
        receipt = await report(session, reporter.actor, [row(utfall=outcome)])
        assert receipt.rows_changed + receipt.rows_new + receipt.rows_withdrawn == 1
        assert (await counted(session), (await session.execute(text(apart))).scalar_one()) == expected


async def test_a_file_read_again_does_not_undo_what_came_after_it(session: Session) -> None:
    """A word gets its meaning, the old file is read again; meanwhile a newer one has corrected a row."""
    reporter = await a_reporter(session)
    first = await report(session, reporter.actor, rows(1))
    await report(session, reporter.actor, [row(minutter="90")])
    await session.execute(
        text("UPDATE report_upload SET state = 'received' WHERE id = :id"), {"id": first.id}
    )
    session.expire_all()
    await read_all(session, reporter.id)
    assert (await upload(session, reporter.actor, first.id)).rows_older == 1
    assert (await facts(session, "minutes, weight"))[-1] == (90, 1)


async def test_two_agencies_may_number_alike(session: Session) -> None:
    one, other = await a_reporter(session), await a_reporter(session)
    await report(session, one.actor, rows(2))
    receipt = await report(session, other.actor, rows(2))
    assert (receipt.rows_new, await counted(session)) == (2, 4)


async def test_a_reference_twice_counts_by_its_first_line(session: Session) -> None:
    reporter = await a_reporter(session)
    receipt = await report(session, reporter.actor, [row(), row(), row(minutter="75"), row(referanse="A-2")])
    assert (receipt.rows_new, receipt.rows_refused, await counted(session)) == (2, 1, 2)
    assert receipt.counts["same_twice"] == 1
    wrong = await findings(session, reporter.actor, receipt.id, code="reference_twice")
    assert [(each.line, each.severity, each.value) for each in wrong] == [(4, "error", "A-1")]


async def test_a_reference_twice_is_seen_across_the_parts_of_a_large_file(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("booking.reports.commands.PART_BYTES", 1000)
    reporter = await a_reporter(session)
    lines = [*rows(40), row(referanse="A-3"), row(referanse="A-4", minutter="15")]
    receipt = await report(session, reporter.actor, lines)
    assert (receipt.rows_new, receipt.counts["same_twice"], receipt.counts["reference_twice"]) == (40, 1, 1)
    assert await counted(session) == 40


@pytest.mark.parametrize("part", [200, 331, 1009])
async def test_parts_of_any_size_give_the_same_facts(
    session: Session, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    monkeypatch.setattr("booking.reports.commands.PART_BYTES", part)
    reporter = await a_reporter(session)
    content = csv_of([*rows(12, sprak="norsk tegnspråk"), row(referanse="A-13", sprak="ukjent språk")])
    sent = await receive_upload(
        session, reporter.actor, in_pieces(content, 33), file_name="x", via="api", now=NOW
    )
    await read_all(session, reporter.id)
    receipt = await upload(session, reporter.actor, sent.upload_id)
    assert (receipt.rows_new, receipt.rows_waiting) == (12, 1)
    assert sorted(line for (line,) in await facts(session, "line")) == list(range(2, 14))
