"""Releases: what is published, that it stays as it is, and that an attacker gets nothing hidden back."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from booking.statistics.carried import carried_years
from booking.statistics.documents import from_document, to_document
from booking.statistics.publication import open_release, publish_year, years_to_publish
from booking.statistics.published import published_index, published_tables
from booking.statistics.rules import Share, closed_halves, closed_through, months_may_be_shown
from booking.statistics.tables import UNMET
from tests.booking.statistics.facts import Fact, record
from tests.tolkeregister.core.statistics.attack import Line, lines_of_csv, lines_of_jsonstat, pinned_down
from tolkeregister.core.database import Session
from tolkeregister.core.statistics.csv_formats import MACHINE, csv_file
from tolkeregister.core.statistics.disclosure import Protection, rule_on
from tolkeregister.core.statistics.jsonstat import jsonstat
from tolkeregister.core.statistics.relations import link
from tolkeregister.core.statistics.tables import Table

SEPTEMBER, NOVEMBER, APRIL = (
    datetime(2026, 9, 15, 11, tzinfo=UTC),
    datetime(2026, 11, 21, 11, tzinfo=UTC),
    datetime(2027, 4, 15, 11, tzinfo=UTC),
)
FIRST, SECOND = date(2026, 3, 3), date(2026, 9, 9)


def a_year(first: date = FIRST, second: date = SECOND) -> list[Fact]:
    """A small nation: large cells, small cells, and cells that would give the small ones away."""
    return [
        fact
        for day in (first, second)
        for fact in (
            Fact(day, language="ar", category="A", times=21),
            Fact(day, language="ar", category="B", times=33, county="46", mode="screen", requested="C"),
            Fact(day, language="ar", times=12, sector="NAV", ground="emergency"),
            Fact(day, language="so", category="E", times=2, sector="NAV"),
            Fact(day, language="so", times=31, county="46", source="history", supply_model="municipal_service"),
            Fact(day, language="ti", category="D", times=9, county="11", mode="in_person"),
            Fact(day, language="ti", times=3, county="11", mode="in_person", sector="BARNEVERN",
                 ground="not_defensible_to_wait"),
            Fact(day, language="vi", times=1),
            Fact(day, language="th", category="E", times=7),
            Fact(day, language="lt", unknown=True, times=8, sector="HELSE_TANN", requested=None),
        )
    ]  # fmt: skip


async def release(session: Session, now: datetime) -> int | None:
    """What the jobs do, one after another."""
    release_id = await open_release(session, now=now)
    if release_id is not None:
        for year in await years_to_publish(session, release_id):
            await publish_year(session, release_id, year)
    return release_id


async def test_every_cell_of_a_hand_counted_year_is_right_or_hidden(session: Session) -> None:
    """The golden test of counts_of_year.sql: the sums can be done in the head."""
    await record(session, *a_year())
    await release(session, APRIL)
    tables = await published_tables(
        session,
        ("metode_2026", "sektor_2026", "bestilt_2026", "sprak_2026", "kilde_2026", "grunn_2026"),
    )
    method = {cell.key: cell for cell in tables["metode_2026"].table.cells}
    whole = method["total", "total"]
    assert (whole.count.value, whole.qualified.value, whole.unqualified.value) == (254, 144, 110)
    assert str(whole.share.value) == "56.7"
    assert method["2026-1", "skjerm"].count.value == 33
    assert method["2026-1", "skjerm"].share.value == 100
    sector = {cell.key: cell for cell in tables["sektor_2026"].table.cells}
    assert ("total", "HELSE") in sector  # a dentist's assignment counts in the sector above
    language = {cell.key: cell for cell in tables["sprak_2026"].table.cells}
    assert language["2026-1", "vi"].count.flags == ":"
    assert language["2026-1", "vi"].count.value is None
    ordered = {cell.key: cell for cell in tables["bestilt_2026"].table.cells}
    assert ordered["total", "C", "B"].count.value == 66
    source = {cell.key: cell for cell in tables["kilde_2026"].table.cells}
    assert source["total", "bestilt", "total"].count.value == 192
    assert source["total", "historikk", "kommunal"].count.value == 62
    assert source["2026-1", "bestilt", "kommunal"].count.value == 0
    ground = {cell.key: cell for cell in tables["grunn_2026"].table.cells}
    assert ground["total", "uoppgitt"].count.value == 80
    assert ground["2026-1", "vente"].count.flags == ":"
    assert ground["total", "kvalifisert"].count.value == 144


async def test_months_and_years_of_the_nation_are_right(session: Session) -> None:
    """The golden test of counts_of_months.sql."""
    await record(session, *a_year())
    await release(session, NOVEMBER)
    tables = await published_tables(session, ("aar", "maaned"))
    months = {cell.key[0]: (cell.count.value, cell.qualified.value) for cell in tables["maaned"].table.cells}
    assert months == {"2026-03": (127, 72), "2026-09": (127, 72)}
    years = {cell.key[0]: cell for cell in tables["aar"].table.cells}
    assert (years["2026"].count.value, years["2026"].qualified.flags) == (254, "bp")
    assert (years["2016"].count.value, str(years["2016"].share.value)) == (672000, "30.0")
    assert years["2022"].qualified.value is None


async def test_the_open_month_is_not_published(session: Session) -> None:
    await record(session, Fact(date(2026, 10, 31), times=30), Fact(date(2026, 11, 1), times=30))
    await release(session, NOVEMBER)
    years = (await published_tables(session, ("aar",)))["aar"].table
    assert next(cell for cell in years.cells if cell.key == ("2026",)).count.value == 30


async def test_carried_counts_are_divided_like_the_sample_and_say_so(session: Session) -> None:
    """Decision 11."""
    await session.execute(text("INSERT INTO data_note VALUES ('scale', '100')"))
    await record(session, *a_year())
    await release(session, APRIL)
    tables = await published_tables(session, ("aar", "sprak_2026"))
    years = {cell.key[0]: cell for cell in tables["aar"].table.cells}
    assert years["2016"].count.value == 6720
    assert str(years["2016"].share.value) == "30.0"
    assert any("Utvalg 1:100" in note for note in tables["sprak_2026"].table.notes)


def without_protection(tables: tuple[Table, ...]) -> Protection:
    """What would be hidden if only small numbers were."""
    system = link(tables)
    rule = rule_on(date(2026, 1, 1))
    small = frozenset(p for p, v in enumerate(system.values) if system.printed[p] and rule.is_small(v))
    return Protection(system, small, frozenset())


async def _everything(session: Session, year: int) -> list[list[Line]]:
    """All tables of a year as anybody can fetch them."""
    unmet = f"{UNMET.code}_{year}"  # of other facts; attacked by itself
    listed = [
        each.code for each in await published_index(session) if each.year == year and each.code != unmet
    ]
    tables = (await published_tables(session, tuple(listed))).values()
    return [lines_of_csv(csv_file(each.table, MACHINE)) for each in tables]


async def test_nobody_can_work_out_a_hidden_number_from_all_that_is_published(session: Session) -> None:
    """Decision 13: every hidden number keeps a range of at least 5, against integer programs over everything."""
    await record(session, *a_year())
    await release(session, APRIL)
    files = await _everything(session, 2026)
    assert len(files) == 8
    assert any(":" in line.flags["alle"] for file in files for line in file), (
        "nothing is hidden: nothing is tested"
    )
    assert pinned_down(files) == []


async def test_the_attacker_succeeds_when_only_small_numbers_are_hidden(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the test above would prove nothing."""
    monkeypatch.setattr(
        "booking.statistics.publication.protect", lambda tables, rule, earlier: without_protection(tables)
    )
    await record(session, *a_year())
    await release(session, APRIL)
    assert pinned_down(await _everything(session, 2026))


async def test_two_releases_of_a_year_do_not_give_back_what_either_hid(session: Session) -> None:
    """Feature 111, releases over time: the attacker has September's files and April's."""
    await record(session, *a_year())
    await release(session, SEPTEMBER)
    autumn = await _everything(session, 2026)
    await release(session, APRIL)
    spring = await _everything(session, 2026)
    halves = [[line for line in file if line.at["periode"] == "2026-1"] for file in autumn]
    assert pinned_down([*spring, *halves]) == []


async def test_a_half_year_is_published_once_and_never_changed(session: Session) -> None:
    await record(session, *a_year())
    first = await release(session, SEPTEMBER)
    await record(session, Fact(FIRST, language="ar", times=4))  # known too late
    await release(session, APRIL)
    before = (await published_tables(session, ("sprak_2026",), release_id=first))["sprak_2026"].table
    after = (await published_tables(session, ("sprak_2026",)))["sprak_2026"].table
    old = {cell.key: cell for cell in before.cells if cell.key[0] == "2026-1"}
    new = {cell.key: cell for cell in after.cells if cell.key[0] == "2026-1"}
    assert all(new[key].count.value == cell.count.value for key, cell in old.items())


async def test_a_figure_is_preliminary_while_reports_are_expected_and_revised_when_they_come_after(
    session: Session,
) -> None:
    """20 August and 15 March (booking/reports/rules/cut_off.py)."""
    await record(session, *a_year(second=date(2026, 5, 5)))
    for now, added, count, flags in (
        (datetime(2026, 8, 10, 11, tzinfo=UTC), 20, 127, "p"),
        (SEPTEMBER, 0, 147, ""),
        (datetime(2026, 10, 10, 11, tzinfo=UTC), 8, 147, ""),
        (NOVEMBER, 0, 155, "r"),
        (datetime(2026, 12, 10, 11, tzinfo=UTC), 0, 155, "r"),
    ):
        await release(session, now)
        months = (await published_tables(session, ("maaned",)))["maaned"].table.cells
        march = next(cell for cell in months if cell.key == ("2026-03",))
        assert (march.count.value, march.count.flags) == (count, flags)
        if added:
            await record(session, Fact(FIRST, category="B", times=added))


async def test_a_month_is_released_once(session: Session) -> None:
    await record(session, *a_year())
    assert await release(session, NOVEMBER) is not None
    assert await release(session, NOVEMBER) is None


async def test_no_facts_no_release(session: Session) -> None:
    assert await release(session, NOVEMBER) is None
    assert await published_index(session) == ()


async def test_csv_and_jsonstat_and_the_stored_document_hold_the_same_figures(session: Session) -> None:
    await record(session, *a_year())
    await release(session, APRIL)
    codes = tuple(each.code for each in await published_index(session))
    for each in (await published_tables(session, codes)).values():
        assert from_document(json.loads(json.dumps(to_document(each.table)))) == each.table
        if each.table.code.endswith("2026"):
            from_csv = {(*line.at.items(),): line for line in lines_of_csv(csv_file(each.table, MACHINE))}
            from_json = {(*line.at.items(),): line for line in lines_of_jsonstat(jsonstat(each.table))}
            assert from_csv.keys() == from_json.keys()


@pytest.mark.parametrize(
    ("today", "through"),
    [
        (date(2026, 11, 21), date(2026, 10, 31)),
        (date(2026, 11, 9), date(2026, 9, 30)),
        (date(2027, 1, 2), date(2026, 11, 30)),
        (date(2027, 1, 10), date(2026, 12, 31)),
        (date(2028, 2, 29), date(2028, 1, 31)),
    ],
)
def test_a_month_is_closed_on_the_tenth_of_the_next(today: date, through: date) -> None:
    assert closed_through(today) == through


def test_a_half_year_is_final_when_reports_about_it_are_no_longer_expected() -> None:
    assert closed_halves(2026, date(2026, 7, 31)) == ()
    assert closed_halves(2026, date(2026, 8, 31)) == (1,)
    assert closed_halves(2026, date(2027, 2, 28)) == (1,)
    assert closed_halves(2026, date(2027, 3, 31)) == (1, 2)


def test_a_month_with_one_to_four_keeps_all_months_back() -> None:
    assert months_may_be_shown([Share(100, 95), Share(40, 40)])
    assert not months_may_be_shown([Share(100, 96), Share(400, 300)])


def test_carried_years_name_their_source() -> None:
    assert all(each.source for each in carried_years())
    assert [each.year for each in carried_years() if each.is_modelled] == [2018, 2019]
