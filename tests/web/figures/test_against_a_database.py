"""Ours is counted in a real database: every printed figure agrees with it, and one wrong row there is found."""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from booking.statistics.commands import mark_closed_facts, roll_up
from booking.statistics.publication import open_release, publish_year
from tests.builders.retention import everything_can_be_forgotten, forgotten
from tests.fixtures.database import DatabaseServer
from tolkeregister.core.database import Session, async_url
from tolkeregister.entries import size
from tolkeregister.retention.rules.terms import Kept
from web.figures import __main__ as command
from web.figures import place
from web.figures.nation import NationTables
from web.figures.ours import Ours
from web.figures.place import read_from, throw_away_database
from web.figures.printed import Printed, printed_figures
from web.figures.reading import NotPublished, read
from web.figures.report import Compared, compare, lines

pytestmark = pytest.mark.long

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
A_MONTH = timedelta(days=31)
RAW = (Kept.OUTSIDE_INTERPRETER, Kept.REPORT_FILE, Kept.RESULT_FILE, Kept.ORDER_WORDS, Kept.WEB_SESSION)


@pytest_asyncio.fixture(scope="module")
async def nation() -> AsyncIterator[str]:
    """The smallest nation, made as the command makes it."""
    async with throw_away_database(1000, now=NOW) as address:
        yield address


@pytest_asyncio.fixture
async def session(nation: str) -> AsyncIterator[Session]:
    """As the owner, who may also change what the application never changes; everything is undone after the test."""
    engine = create_async_engine(async_url(nation))
    async with engine.connect() as connection, Session(connection) as session:
        yield session
    await engine.dispose()


async def compared_in(session: Session) -> list[Compared]:
    """Every printed figure beside what the session sees."""
    return compare(Ours(await read(session), NationTables()))


async def different_in(session: Session) -> set[str]:
    """The keys of the figures that differ."""
    return {each.printed.key for each in await compared_in(session) if not each.agrees}


async def test_every_printed_figure_agrees_with_the_database(session: Session) -> None:
    compared = await compared_in(session)
    assert [each for each in compared if not each.agrees] == []
    kinds = Counter(each.kind for each in compared)
    assert kinds["computed"] >= 41
    assert kinds["carried"] <= 95, "more could be counted before"
    assert sum(kinds.values()) == len(printed_figures())


async def test_a_carried_figure_never_differs(session: Session) -> None:
    key = "need/2020/new_interpreters_needed_low"
    (only,) = [each for each in await compared_in(session) if each.printed.key == key]
    assert only.printed == Printed(key, "1500", "Tildelingsbrev til IMDi 2020", "555-557")
    assert (only.kind, only.ours, only.agrees) == ("carried", None, True)


REGISTER, USE = "register/2021/actual", "use/2020/share"
WRONG_ROWS = {
    "an entry in another category": (
        "UPDATE entry_category SET category = 'C' WHERE id = (SELECT min(id) FROM entry_category WHERE category = 'D')",
        {f"{REGISTER}/C/entries", f"{REGISTER}/D/entries", "category/A-E/C"},
    ),
    "an entry that was not loaded": (
        "DELETE FROM entry_listing WHERE id = (SELECT min(id) FROM entry_listing WHERE upper_inf(recorded))",
        {f"{REGISTER}/total/entries", "register/2020/actual/total/entries"},
    ),
    "an entry that was known too late": (
        "UPDATE entry_listing SET recorded = tstzrange('2022-01-02Z', NULL)"
        " WHERE id = (SELECT min(id) FROM entry_listing WHERE upper_inf(recorded))",
        {f"{REGISTER}/total/entries"},
    ),
    "an entry that was listed too early": (
        "UPDATE entry_listing SET valid = tstzrange('2020-03-01Z', NULL)"
        " WHERE id = (SELECT min(id) FROM entry_listing WHERE upper_inf(recorded))",
        {"public/2020/register_new_launch"},
    ),
    "an entry in another language": (
        "UPDATE entry SET language_tag = 'nsl' WHERE id = 1",
        {f"{REGISTER}/total/languages"},
    ),
    "two persons that are one": (
        "UPDATE entry SET interpreter_id = (SELECT min(interpreter_id) FROM entry WHERE language_tag = 'ru')"
        " WHERE interpreter_id = (SELECT e.interpreter_id FROM entry e WHERE language_tag = 'ar' AND NOT EXISTS"
        " (SELECT FROM entry o WHERE o.interpreter_id = e.interpreter_id AND o.id <> e.id) ORDER BY e.id LIMIT 1)",
        {f"{REGISTER}/total/unique_persons"},
    ),
    "a licence that was not loaded": (
        "WITH gone AS (SELECT max(id) AS id FROM evidence WHERE kind = 'bevilling'"
        " AND lower(valid) >= '2021-01-01Z' AND lower(valid) < '2022-01-01Z'),"
        " loosened AS (DELETE FROM bevilling_evidence USING gone WHERE evidence_id = gone.id)"
        " DELETE FROM evidence USING gone WHERE evidence.id = gone.id",
        {"authorisation_exam/2021/passed"},
    ),
    "a course by another school": (
        "UPDATE evidence SET issuer = 'HVL' WHERE id = (SELECT min(id) FROM evidence WHERE kind = 'grunnemne'"
        " AND issuer = 'OsloMet' AND language_tag = 'th' AND lower(valid) >= '2021-01-01Z')",
        {"basic_course_hvl/2021/passed", "basic_course_hvl/2021/languages"},
    ),
    "facts from other suppliers": (
        "UPDATE assignment_fact SET supply_model = 'own_register' WHERE id IN"
        " (SELECT id FROM assignment_fact WHERE day < '2021-01-01' AND supply_model = 'municipal_service' LIMIT 7)",
        {"public/2017/share_by_state_agencies", "public/2017/share_by_municipal_services"},
    ),
    "a published share": (
        """UPDATE published_table SET document = replace(document::text, '"52.0"', '"54.0"')::jsonb""",
        {f"{USE}_qualified/public sector"},
    ),
    "a published year that was forgotten": (
        """UPDATE published_table SET document = replace(document::text, '[["2016"]', '[["2015"]')::jsonb""",
        {"use/2016/assignments/public sector", "use/2016/share_qualified/public sector"},
    ),
    "a published sector": (
        """UPDATE published_table SET document = replace(document::text, '"HELSE"', '"ANNET_"')::jsonb""",
        {"public/2021/sector_order"},
    ),
    "a sample of another size": (
        "UPDATE data_note SET value = '100' WHERE key = 'scale'",
        {"public/2021/assignments_spoken", "public/2022/assignments_spoken"},
    ),
}


@pytest.mark.parametrize(("wrong", "found"), WRONG_ROWS.values(), ids=WRONG_ROWS.keys())
async def test_a_wrong_row_is_found(wrong: str, found: set[str], session: Session) -> None:
    await session.execute(text(wrong))
    different = await different_in(session)
    assert found <= different


async def test_facts_that_were_lost_before_the_roll_up_are_found(session: Session) -> None:
    await session.execute(
        text(
            "DELETE FROM assignment_fact WHERE id IN (SELECT id FROM assignment_fact WHERE language_tag = 'ar'"
            " AND day < '2021-01-01' AND qualification = 'unqualified' ORDER BY id LIMIT 70)"
        )
    )
    await session.execute(text("UPDATE rollup_state SET rolled_up_fact_id = 0"))
    later = NOW + A_MONTH
    await mark_closed_facts(session, now=later)
    await roll_up(session)
    assert await open_release(session, now=later) is not None
    found = {f"{USE}_qualified/public sector", f"{USE}_top20_languages/public sector"}
    assert found <= await different_in(session)


async def test_a_query_that_forgets_what_was_known_then_is_found(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One licence was revoked from March 2021, which was not known until 2022."""
    forgetful = str(size._COUNTS).replace(":known_at", "now()")
    monkeypatch.setattr(size, "_COUNTS", text(forgetful))
    assert {f"{REGISTER}/B/entries", f"{REGISTER}/D/entries"} <= await different_in(session)


async def published(session: Session) -> dict[str, str]:
    """Every published table, as the bytes it is kept in."""
    rows = await session.execute(text("SELECT code, document::text FROM published_table ORDER BY code"))
    return {row.code: row.document for row in rows}


async def publish_anew(session: Session) -> None:
    """Compute from the rows what the place has published, as if nothing had been published before."""
    for table in (
        "published_count", "published_table", "statistics_release", "share_rollup", "share_year", "share_month",
    ):  # fmt: skip
        await session.execute(text(f"DELETE FROM {table}"))
    await session.execute(text("UPDATE rollup_state SET rolled_up_fact_id = 0"))
    await mark_closed_facts(session, now=NOW)
    await roll_up(session)
    release = await open_release(session, now=NOW)
    assert release is not None
    await publish_year(session, release, place.PUBLISHED_YEAR)


async def test_two_hundred_people_are_anonymised_and_no_published_figure_changes(session: Session) -> None:
    """Failure mode 27, for people in every category, of whom many have assignments in the published years."""
    chosen = (
        "SELECT p.id FROM person p JOIN interpreter i ON i.person_id = p.id ORDER BY p.id % 8, p.id LIMIT 200"
    )
    before, register = await published(session), await read(session)
    people = (await session.execute(text(chosen))).scalars().all()
    for person in people:
        await session.execute(text("SELECT blank_person(:id)"), {"id": person})
    gone = "SELECT count(*) FROM person WHERE id = ANY(:ids) AND given_name || family_name || email || phone = ''"
    assert (await session.execute(text(gone), {"ids": list(people)})).scalar_one() == len(people) == 200
    everything_can_be_forgotten()
    assert any([await forgotten(session, kind, now=NOW + 999 * A_MONTH) for kind in RAW])
    await publish_anew(session)
    assert len(before) >= 10
    assert await published(session) == before, "byte for byte"
    assert await read(session) == register
    assert await different_in(session) == set()


async def test_without_a_release_there_is_nothing_to_compare(session: Session) -> None:
    await session.execute(text("DELETE FROM published_table WHERE code = 'sektor_2021'"))
    with pytest.raises(NotPublished, match="sektor_2021"):
        await read(session)


async def test_the_report_says_where_each_of_ours_is_from(session: Session) -> None:
    report = list(lines(await compared_in(session)))
    assert (
        "computed         register/2021/actual/B/entries: 234 | 234  [IMDi årsrapport 2021, line 1569-1577]"
        in report
    )
    assert any(
        line.startswith("by construction  tospraktesten/2021/candidates: 511 | 511")
        and line.endswith("; no rows of it in the service]")
        for line in report
    )
    assert any(
        line.startswith("carried          budget/2008/kap. 651 post 72/grant: 2000000 | -") for line in report
    )
    assert report[-1] == f"printed: {len(printed_figures())}  different: 0"


async def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The command as the shell runs it, beside this loop."""
    monkeypatch.setattr("sys.argv", ["figures", *arguments])
    return await asyncio.to_thread(command.main)


async def test_the_command_ends_with_an_error_when_the_database_has_a_wrong_row(
    nation: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(monkeypatch, "--database", nation) == 0
    assert "different: 0" in capsys.readouterr().out
    connection = await asyncpg.connect(nation)
    try:
        wrong = await connection.fetch(
            "UPDATE entry_category SET category = 'E' WHERE category = 'A' RETURNING id"
        )
        assert await run(monkeypatch, "--database", nation) == 1
        assert f"{REGISTER}/A/entries: 26 | 0  DIFFERS" in capsys.readouterr().out
    finally:
        await connection.execute(
            "UPDATE entry_category SET category = 'A' WHERE id = ANY($1)", [row["id"] for row in wrong]
        )
        await connection.close()


async def test_the_command_says_that_nothing_is_published(
    own_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match="Not published in this database: aar, sektor_2021"):
        await run(monkeypatch, "--database", own_database_url)


async def test_the_database_is_thrown_away_also_after_an_error(
    database_server: DatabaseServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def nothing(*_: object, **__: object) -> None:
        """Neither loading nor publishing: this is about the database itself."""

    monkeypatch.setattr(place, "load", nothing)
    monkeypatch.setattr(place, "publish", nothing)
    monkeypatch.setattr(os, "getpid", lambda: 0)

    async def compare_too_early() -> None:
        async with throw_away_database(1000, now=NOW) as address:
            assert address.split("?")[0].endswith("/figures_0")
            await read_from(address)

    with pytest.raises(NotPublished):
        await compare_too_early()
    assert "Database: migrating" in capsys.readouterr().err
    connection = await asyncpg.connect(database_server.url("postgres"))
    try:
        assert not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = 'figures_0'")
    finally:
        await connection.close()
