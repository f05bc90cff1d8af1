"""What was ordered and never carried out, as it is published: by language, counted apart, and protected by itself."""

import pytest

from booking.statistics.published import published_tables
from tests.booking.statistics.facts import Fact, Unmet, record, record_unmet
from tests.booking.statistics.test_publication import (
    APRIL,
    FIRST,
    SECOND,
    SEPTEMBER,
    release,
    without_protection,
)
from tests.tolkeregister.core.statistics.attack import Line, lines_of_csv, pinned_down
from tolkeregister.core.database import Session
from tolkeregister.core.statistics.csv_formats import EXCEL, MACHINE, csv_file
from tolkeregister.core.statistics.jsonstat import jsonstat
from tolkeregister.core.statistics.tables import PublishedTable

DELIVERED = (Fact(FIRST, category="B", times=30), Fact(SECOND, times=30))
CODES = ("ikke_utfort_2026", "metode_2026")


async def test_unmet_need_is_counted_by_language_and_outcome(session: Session) -> None:
    """The golden test of undelivered_of_year.sql: what was taken back is not counted, nor what came too late."""
    await record(session, *DELIVERED)
    orders = (
        Unmet(FIRST, times=40), Unmet(FIRST, language="so", times=14), Unmet(FIRST, language="so", weight=-1, times=2),
        Unmet(FIRST, outcome="cancelled", times=9), Unmet(SECOND, language="so", times=8),
    )  # fmt: skip
    await record_unmet(session, *orders)
    await release(session, SEPTEMBER)
    await record_unmet(session, Unmet(FIRST, times=50))  # after the half-year was final
    await release(session, APRIL)
    found = await published_tables(session, CODES)
    counts = {cell.key: cell.count.value for cell in found["ikke_utfort_2026"].table.cells}
    assert counts["2026-1", "ar", "udekket"] == 40
    assert counts["2026-1", "ar", "avlyst"] == 9
    assert counts["2026-1", "so", "total"] == 12
    assert counts["total", "so", "udekket"] == 20
    assert counts["total", "total", "total"] == 69
    delivered = {cell.key: cell.count.value for cell in found["metode_2026"].table.cells}
    assert delivered["total", "total"] == 60  # the others are in no share


async def test_nobody_can_work_out_a_hidden_unmet_need(session: Session) -> None:
    """Decision 13, with the files of both releases."""
    await record(session, *DELIVERED)
    for day in (FIRST, SECOND):
        await record_unmet(
            session, Unmet(day, times=40), Unmet(day, language="so", times=12), Unmet(day, language="ti", times=3),
            Unmet(day, language="ti", outcome="cancelled", times=9), Unmet(day, outcome="not_delivered", times=6),
        )  # fmt: skip
    autumn = await release(session, SEPTEMBER)
    await release(session, APRIL)
    newest = (await published_tables(session, CODES))["ikke_utfort_2026"].table
    former = (await published_tables(session, CODES, release_id=autumn))["ikke_utfort_2026"].table
    spring = counted_only(newest)
    assert any(":" in line.flags["alle"] for line in spring)
    halves = [line for line in counted_only(former) if line.at["periode"] == "2026-1"]
    assert pinned_down([spring, halves]) == []


async def test_the_attacker_succeeds_when_only_small_needs_are_hidden(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the test above would prove nothing."""
    monkeypatch.setattr(
        "booking.statistics.publication.protect", lambda tables, rule, earlier: without_protection(tables)
    )
    await record(session, *DELIVERED)
    await record_unmet(session, Unmet(FIRST, times=40), Unmet(FIRST, language="ti", times=3))
    await release(session, SEPTEMBER)
    table = (await published_tables(session, CODES))["ikke_utfort_2026"].table
    assert pinned_down([counted_only(table)])


async def test_a_table_of_counts_has_one_measure_in_every_format(session: Session) -> None:
    await record(session, *DELIVERED)
    await record_unmet(session, Unmet(FIRST, times=40))
    await release(session, SEPTEMBER)
    table = (await published_tables(session, CODES))["ikke_utfort_2026"].table
    head = csv_file(table, EXCEL).decode("utf-8-sig").splitlines()[0]
    assert head == "periode;periode_navn;sprak;sprak_navn;utfall;utfall_navn;alle;alle_flagg"
    assert b'"maaltall":{"label":"M\xc3\xa5ltall","category":{"index":["alle"]' in jsonstat(table)


def counted_only(table: PublishedTable) -> list[Line]:
    """A table of counts as the attacker reads it: nobody was qualified, so what is not qualified is all."""
    return [
        Line(
            line.at,
            {"kvalifisert": "0", "ikke_kvalifisert": line.numbers["alle"], "alle": line.numbers["alle"], "andel": ""},
            {"kvalifisert": "", "ikke_kvalifisert": line.flags["alle"], "alle": line.flags["alle"], "andel": ""},
        )
        for line in lines_of_csv(csv_file(table, MACHINE))
    ]  # fmt: skip
