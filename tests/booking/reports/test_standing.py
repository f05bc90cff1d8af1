"""The register's category counts, not the reporter's, and it is the one at the start as it was known then."""

from datetime import UTC, datetime

from sqlalchemy import text

from tests.booking.reports.files import a_reporter, facts, report, row
from tests.builders.interpreters import an_interpreter
from tolkeregister.core.database import Session

WHAT = "qualification, basis, category, category_stated"


async def test_the_registers_category_counts_and_a_difference_is_said(session: Session) -> None:
    reporter = await a_reporter(session)
    listed = await an_interpreter(session, language="ar", category="C")
    lines = [row(tolkenummer=listed.number, kategori="A"),
             row(referanse="A-2", tolkenummer=listed.number, kategori="C"),
             row(referanse="A-3", tolkenummer=listed.number, sprak="somali", kategori="C")]  # fmt: skip
    receipt = await report(session, reporter.actor, lines)
    assert await facts(session, WHAT) == [
        ("qualified", "listed", "C", "A"), ("qualified", "listed", "C", "C"), ("unqualified", "unlisted", None, "C"),
    ]  # fmt: skip
    assert receipt.counts == {"category_differs": 2}
    assert receipt.rows_refused == 0


async def test_without_a_number_a_category_cannot_be_checked_and_is_unknown(session: Session) -> None:
    reporter = await a_reporter(session)
    lines = [row(kategori="B"), row(referanse="A-2", tolkenummer="999999", kategori="B"),
             row(referanse="A-3", tolkenummer="ikke oppført"),
             row(referanse="A-4", tolkenummer="ikke oppført", kategori="B")]  # fmt: skip
    receipt = await report(session, reporter.actor, lines)
    assert await facts(session, WHAT) == [
        ("unknown", None, None, "B"), ("unknown", None, None, "B"), ("unqualified", "unlisted", None, None),
        ("unknown", "unlisted", None, "B"),
    ]  # fmt: skip
    assert receipt.counts == {
        "interpreter_missing": 1,
        "interpreter_unknown": 1,
        "category_without_listing": 1,
    }


async def test_what_became_known_later_does_not_count_for_what_started_before(session: Session) -> None:
    reporter = await a_reporter(session)
    listed = await an_interpreter(session, category="B", listed_from=datetime(2026, 9, 1, tzinfo=UTC))
    lines = [
        row(dato="31.08.2026", tolkenummer=listed.number),
        row(referanse="A-2", tolkenummer=listed.number),
    ]
    await report(session, reporter.actor, lines)
    assert await facts(session, "day::text, qualification") == [
        ("2026-08-31", "unqualified"),
        ("2026-09-15", "qualified"),
    ]


async def test_a_name_or_a_national_identity_number_is_nowhere_in_the_database(session: Session) -> None:
    """Rule P1: canaries in the cells of a report. The file itself is the reporter's, and is deleted later."""
    reporter = await a_reporter(session)
    canaries = ("Kanarifugl", "01019012345", "010190 12345")
    lines = [row(referanse=f"A-{n}", tolkenummer=canary) for n, canary in enumerate(canaries)]
    lines += [row(referanse=f"sak {canaries[1]}")]
    receipt = await report(session, reporter.actor, lines)
    assert receipt.rows_refused == 4
    for table in ("assignment_fact", "report_finding", "report_word", "report_upload", "job", "audit_event"):
        content = (
            await session.execute(text(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t"))
        ).scalar_one()
        assert not [canary for canary in canaries if canary in content], table


async def test_the_ground_of_7_is_kept_when_it_holds(session: Session) -> None:
    """Tolkeloven § 7: the dispensation ends with 31 December 2026, judged by the start in Norway."""
    reporter = await a_reporter(session)
    now = datetime(2027, 1, 10, tzinfo=UTC)
    lines = [
        row(grunnlag="dispensasjon", dato="31.12.2026", klokkeslett="23:30"),
        row(referanse="A-2", grunnlag="dispensasjon", dato="01.01.2027", klokkeslett="00:00"),
        row(referanse="A-3", grunnlag="dispensasjon", dato="2026-12-31T23:30Z", klokkeslett=""),
        row(referanse="A-4", grunnlag="nødsituasjon", dato="01.01.2027"), row(referanse="A-5"),
    ]  # fmt: skip
    receipt = await report(session, reporter.actor, lines, now=now)
    assert await facts(session, "ground, day::text") == [
        ("dispensation", "2026-12-31"), (None, "2027-01-01"), (None, "2027-01-01"), ("emergency", "2027-01-01"),
        (None, "2026-09-15"),
    ]  # fmt: skip
    assert receipt.counts["ground_ended"] == 2
